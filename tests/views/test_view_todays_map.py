"""The comparison page on two maps: as it was then, and where communities lie now."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from pipelines.ledger.rows import row_schema
from pipelines.programme.model import Programme
from pipelines.programme.periods import quarter_end

OLD, NEW, UNIT = "350212109", "350212105", "350212"
RATE = "station_post_fill_rate"


def frame(programme: Programme, form: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    keys = [{"unit_code": UNIT, "as_of": quarter_end(row["period"]), "not_applicable": []} | row for row in rows]
    return pl.DataFrame(keys, schema=row_schema(programme.form(form)))


@pytest.fixture(scope="module")
def moved(home_of: Callable[..., Path], xiamen: Programme) -> Path:
    """Six communities with ten posts each in 2011Q1 and Q2; the last one leaves the old town for the new in Q2."""
    codes = [f"{OLD}{n:03}" for n in range(1, 7)]
    place = {"ctype": "村改居", "households": 500, "residents": 2000}
    register = [{"community_code": c, "name": c, "period": "2011Q1", "town_code": c[:9]} | place for c in codes]
    register.append(register[-1] | {"period": "2011Q2", "town_code": NEW})
    staff = [
        {"community_code": c, "period": period, "posts": 10, "staff": 4 + n, "seconded": 0}
        for n, c in enumerate(codes)
        for period in ("2011Q1", "2011Q2")
    ]
    return home_of("moved", {"T01": frame(xiamen, "T01", register), "T04": frame(xiamen, "T04", staff)})


@pytest.fixture
def home(moved: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That home as the one that is read."""
    monkeypatch.setenv("PINGSHI_HOME", str(moved))
    return moved


def page(period: str, on: str) -> None:
    import streamlit as st

    from dashboard.views import comparison
    from dashboard.widgets.choice import Choice

    for name, value in {"figure": "station_post_fill_rate", "by": "town", "map": on}.items():
        st.query_params[name] = value
    comparison.render(Choice("zh", "350212", period, "350200"))


def shown(period: str, on: str) -> str:
    app = AppTest.from_function(page, kwargs={"period": period, "on": on}, default_timeout=30).run()
    assert not app.exception
    return re.sub(r"<[^>]+>", " ", " ".join(block.proto.body for block in app.get("html")))


def test_then_there_was_one_town_and_nothing_to_compare(home):
    text = shown("2011Q1", "then")
    assert "30/50" not in text
    assert "不公平" in text


def test_on_todays_map_the_sixth_is_counted_in_the_town_it_joined(home):
    text = shown("2011Q1", "today")
    assert "30/50" in text
    assert "9/10" in text
    assert "39/60" not in text
