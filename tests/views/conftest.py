"""A release of a small city, homes around it, and a way to open one page as a reader does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard.briefing.paper.charted import charted
from dashboard.briefing.paper.model import Figure, Table, codes_of
from dashboard.widgets import figures
from pipelines.passport.model import ON_PAPER
from pipelines.passport.papers import paper, paper_code
from pipelines.programme.model import Programme
from pipelines.warehouse.fill import fill_release
from pipelines.warehouse.record import Record
from pipelines.warehouse.reference import reference_tables
from pipelines.warehouse.release import open_release

from .small_city import LATE, PERIODS, TOWNS, rows_of_forms

SCHEMA = Path(__file__).parents[2] / "pipelines" / "warehouse" / "schema.sql"


def imprinted(con: duckdb.DuckDBPyConnection, name: str, demo: str = "yes") -> None:
    """Says what the release is, and who has sent what: 集美 is late in the last quarter and 湖里 has sent nothing."""
    facts = {"name": name, "built_at": "2011-07-20T09:00:00", "demo": demo, "last_period": "2011Q2"}
    con.executemany("INSERT INTO release_info VALUES (?, ?)", list(facts.items()))
    for period, end in PERIODS.items():
        for unit in (*TOWNS, "350203", "350205"):
            con.execute(
                "INSERT INTO receipts (receipt, unit, period, state, received_at, on_time) VALUES (?, ?, ?, ?, ?, ?)",
                [f"{unit}-{period}-01", unit, period, "accepted", end, (unit, period) != LATE],
            )


@pytest.fixture(scope="session", autouse=True)
def served_here() -> None:
    """The pages are served to this machine alone, as `pingshi serve` does it."""
    config.set_option("server.address", "127.0.0.1")


def emptied(con: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """A release in which every table is there, and only what the programme itself says is in them."""
    fill_release(con, programme, rows_of_forms(), Record())
    tables = [name for (name,) in con.sql("SELECT table_name FROM duckdb_tables()").fetchall()]
    with duckdb.connect() as bare:
        bare.execute(SCHEMA.read_text(encoding="utf-8"))
        reference_tables(bare, programme, "2011Q2")
        kept = {n for (n,) in bare.sql("SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0").fetchall()}
    for name in set(tables) - kept:
        con.execute(f"DELETE FROM {name}")


HomeOf = Callable[..., Path]


@pytest.fixture(scope="session")
def home_of(tmp_path_factory: pytest.TempPathFactory, xiamen: Programme) -> HomeOf:
    """`home_of("money", rows, record)`: a home whose one release, a demonstration, is made of typed rows per form."""

    def make(name: str, rows: Mapping[str, Any], record: Record | None = None) -> Path:
        home = tmp_path_factory.mktemp(name)
        (home / "releases").mkdir()
        (home / "CURRENT").write_text(f"{name}\n", encoding="utf-8")
        with duckdb.connect(home / "releases" / f"{name}.duckdb") as con:
            frames = {form: pl.DataFrame(given, infer_schema_length=None) for form, given in rows.items()}
            last = fill_release(con, xiamen, frames, record or Record())
            facts = {
                "name": name,
                "built_at": "2012-01-25T09:00:00",
                "demo": "yes",
                "last_period": last,
                "city": "350200",
            }
            con.executemany("INSERT INTO release_info VALUES (?, ?)", list(facts.items()))
        return home

    return make


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory, xiamen: Programme) -> dict[str, Path]:
    """Homes by what is in them: `full`, `real` (not a demonstration), `hollow` (no values), `none`, `broken`.

    In `early` a new quarter, 2011Q3, has just begun: one community alone has sent one form.
    """
    homes = {kind: tmp_path_factory.mktemp(kind) for kind in ("full", "real", "early", "hollow", "none", "broken")}
    for kind, home in homes.items():
        if kind == "none":
            continue
        name = f"2011-{kind}"
        (home / "releases").mkdir()
        (home / "CURRENT").write_text(f"{name}\n", encoding="utf-8")
        with duckdb.connect(home / "releases" / f"{name}.duckdb") as con:
            if kind == "broken":
                con.execute("CREATE TABLE something_else (x INTEGER)")
                continue
            if kind == "hollow":
                emptied(con, xiamen)
            else:
                fill_release(con, xiamen, rows_of_forms(begun=kind == "early"), Record())
            imprinted(con, name, "no" if kind == "real" else "yes")
    return homes


def page(view: str, lang: str, unit: str, period: str) -> None:
    """What the entry does once the reader has chosen."""
    import importlib

    from dashboard.widgets.choice import Choice

    importlib.import_module(f"dashboard.views.{view}").render(Choice(lang, unit, period, "350200"))


Opened = Callable[..., AppTest]


@pytest.fixture
def opened_anew(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Opened:
    """`opened_anew(view, lang="zh", unit="350200", period="2011Q2", home="full")`: a page that a test may work on."""

    def open_page(view: str, home: str = "full", **chosen: str) -> AppTest:
        monkeypatch.setenv("PINGSHI_HOME", str(homes[home]))
        asked = {"lang": "zh", "unit": "350200", "period": "2011Q2"} | chosen
        return AppTest.from_function(page, kwargs={"view": view} | asked, default_timeout=30).run()

    return open_page


@pytest.fixture(scope="session")
def seen() -> dict[tuple[object, ...], AppTest]:
    """The pages opened so far."""
    return {}


@pytest.fixture
def opened(opened_anew: Opened, homes: dict[str, Path], seen: dict[tuple[object, ...], AppTest]) -> Opened:
    """The same, to be read only: a page of one release is run once for all tests that read it."""

    def open_page(view: str, home: str = "full", **chosen: str) -> AppTest:
        pointer = homes[home] / "CURRENT"
        key = (homes[home], pointer.is_file() and pointer.read_text(encoding="utf-8"), view, *sorted(chosen.items()))
        if key not in seen:
            seen[key] = opened_anew(view, home, **chosen)
        return seen[key]

    return open_page


def text_of(shown: AppTest) -> str:
    """All that stands on a page in HTML, without its tags and the marks that lead to passports."""
    html = " ".join(str(block.proto.body) for block in shown.get("html"))
    unsaid = r'<style>.*?</style>|<a class="ps-figure mark".*?</a>'
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(unsaid, "", html, flags=re.DOTALL)))


@pytest.fixture
def text() -> Callable[[AppTest], str]:
    """The words on a page."""
    return text_of


@pytest.fixture
def said(opened: Opened, request: pytest.FixtureRequest) -> Callable[..., str]:
    """The words on a page in the test module's own `PERIOD`, with single spaces."""

    def words(view: str, **chosen: str) -> str:
        shown = opened(view, period=request.module.PERIOD, **chosen)
        assert not shown.exception
        return " ".join(text_of(shown).split())

    return words


@pytest.fixture
def taken(opened_anew: Opened, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Figure | Table]]:
    """`taken(view, **chosen)`: the charts of a page as they go to paper, by their key."""
    found: dict[str, Figure | Table] = {}
    monkeypatch.setattr(figures, "take", lambda chart, key, code: found.update({key: charted("zh", key, chart, code)}))

    def blocks(view: str, **chosen: str) -> dict[str, Figure | Table]:
        found.clear()
        opened_anew(view, **chosen)
        return dict(found)

    return blocks


@pytest.fixture
def traced(
    taken: Callable[..., dict[str, Figure | Table]], homes: dict[str, Path]
) -> Callable[..., dict[str, tuple[str, ...]]]:
    """`traced(view, **chosen)`: the passport codes of the charts of a page on paper; each has been opened."""

    def codes(view: str, **chosen: str) -> dict[str, tuple[str, ...]]:
        found = {key: codes_of(block) for key, block in taken(view, **chosen).items()}
        with open_release(homes["full"]) as release:
            for one in {code for several in found.values() for code in several}:
                paper(release, homes["full"], paper_code(one), ON_PAPER, None)
        return found

    return codes
