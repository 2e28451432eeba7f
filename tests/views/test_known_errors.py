"""A known error from the list to the reader: mended at build, told beside the figures that it touches only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from pipelines.ledger.events import append
from pipelines.ledger.home import make_home
from pipelines.ledger.receipts import save_receipt
from pipelines.ledger.review import accept, sign
from pipelines.ledger.rows import row_schema
from pipelines.ledger.states import Event
from pipelines.programme.model import Programme
from pipelines.warehouse.build import build

UNIT, PERIOD, ONE = "350212", "2011Q1", "350212109001"
RECEIPT = f"{UNIT}-{PERIOD}-01"
AT = datetime(2011, 4, 8, 2, tzinfo=UTC)
LIST = f"""
[[correction]]
where = {{ form = "T04", unit_code = "{UNIT}", period = "{PERIOD}", community_code = "{ONE}" }}
field = "staff"
expect = 9
value = 7
reason = {{ zh = "借调人员误计入在岗。", en = "Seconded people were counted as staff." }}
reported_on = 2011-05-06
reported_by = "同安区民政局"
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, xiamen: Programme) -> Path:
    """A home in which one district's quarter is accepted and built with one known error."""
    home = make_home(tmp_path_factory.mktemp("mended") / "home")
    keys = {"unit_code": UNIT, "period": PERIOD, "as_of": date(2011, 3, 31), "not_applicable": [], "row": 4}
    keys |= {"community_code": ONE, "receipt": RECEIPT}
    place = {"name": "上坑社区", "town_code": ONE[:9], "ctype": "村改居", "households": 500, "residents": 2000}
    rows = {
        "T01": keys | place | {"sheet": "T01"},
        "T04": keys | {"posts": 10, "staff": 9, "seconded": 0, "sheet": "T04"},
    }
    (home / "checked" / RECEIPT).mkdir()
    for form, row in rows.items():
        frame = pl.DataFrame([row], schema=row_schema(xiamen.form(form)))
        frame.write_parquet(home / "checked" / RECEIPT / f"{form}.parquet")
    paper = {"receipt": RECEIPT, "due_on": None, "on_time": True, "demo": False, "problems": [], "forms": {}}
    save_receipt(home, paper)
    sent = Event("received", RECEIPT, unit=UNIT, period=PERIOD, sha256="0", file="a.xlsx")
    append(home, sent, Event("checked", RECEIPT, forms=("T01", "T04")), at=AT)
    sign(home, RECEIPT, at=AT)
    accept(home, RECEIPT, at=AT)
    (home / "corrections").mkdir()
    (home / "corrections" / "2011.toml").write_text(LIST, encoding="utf-8")
    build(home, xiamen)
    return home


@pytest.fixture
def mended(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That home as the one that is read."""
    monkeypatch.setenv("PINGSHI_HOME", str(built))
    return built


def shown(view: str, lang: str = "zh", unit: str = "350200") -> AppTest:
    page = sys.modules[shown.__module__].page_of
    return AppTest.from_function(page, kwargs={"view": view, "lang": lang, "unit": unit}, default_timeout=30).run()


def page_of(view: str, lang: str, unit: str) -> None:
    """What the entry does once the reader has chosen."""
    import importlib

    from dashboard.widgets.choice import Choice

    importlib.import_module(f"dashboard.views.{view}").render(Choice(lang, unit, "2011Q1", "350200"))


Text = Callable[[AppTest], str]


def test_the_page_counts_with_the_right_value_and_tells_what_was_mended_and_why(mended: Path, text: Text) -> None:
    page = shown("staffing")
    assert not page.exception
    said = text(page)
    assert "实际到岗7人" in said
    assert "本页数据含 1 处已知差错更正" in said
    assert "同安区 上坑社区，2011年一季度，T04“在岗”：报送为 9，更正为 7。" in said
    assert "原因：借调人员误计入在岗。2011年5月6日由同安区民政局报告。" in said
    assert "涉及：" in said
    assert "工作站岗位到岗率" in said


def test_english_readers_are_told_too(mended: Path, text: Text) -> None:
    said = text(shown("staffing", "en"))
    assert "1 correction of a known error" in said
    assert "Reason: Seconded people were counted as staff. Reported by 同安区民政局 on 6 May 2011." in said


def test_the_overview_tells_it_since_it_shows_the_figure(mended: Path, text: Text) -> None:
    assert "本页数据含 1 处已知差错更正" in text(shown("overview"))


@pytest.mark.parametrize(("view", "unit"), [("coverage", "350200"), ("staffing", "350211")])
def test_figures_that_it_does_not_touch_bear_no_note(mended: Path, text: Text, view: str, unit: str) -> None:
    assert "已知差错更正" not in text(shown(view, unit=unit))
