"""The marks behind the lines of lists: each leads to the passport of the row that was reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.demo import write_demo
from pipelines.passport.make import release_named
from pipelines.passport.reported import RowCode, reported_row, row_code
from pipelines.programme.model import Programme

PERIOD = "2011Q2"
MARK = re.compile(r'<a class="ps-figure mark" href="([^"]+)"')
LISTS = {
    "community": {"T01", "T02", "T03", "T04", "T05", "T06", "T07"},
    "decisions": {"T05"},
    "funding": {"T08"},
    "issues": {"T12"},
    "matters": {"T08"},
    "service_point": {"T10", "T10b"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, xiamen: Programme) -> Path:
    """A demonstration of 24 communities and four quarters."""
    folder = tmp_path_factory.mktemp("rows") / "home"
    write_demo(folder, xiamen, communities=24, periods=4)
    return folder


@pytest.fixture
def shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """A page as a reader's link opens it."""
    monkeypatch.setenv("PINGSHI_HOME", str(home))

    def open_page(view: str, lang: str = "zh", **asked: str) -> AppTest:
        app = AppTest.from_function(_page, kwargs={"view": view, "lang": lang}, default_timeout=30)
        for name, value in asked.items():
            app.query_params[name] = value
        return app.run()

    return open_page


def _page(view: str, lang: str) -> None:
    import importlib

    from dashboard.widgets.choice import Choice

    importlib.import_module(f"dashboard.views.{view}").render(Choice(lang, "350200", "2011Q2", "350200"))


def html_of(page: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in page.get("html"))


def rows_on(page: AppTest) -> list[RowCode]:
    links = [parse_qs(urlsplit(unescape(link)).query)["figure"][0] for link in MARK.findall(html_of(page))]
    return [row for link in links if (row := row_code(link)) is not None]


@pytest.mark.parametrize("view", LISTS)
def test_every_line_of_a_list_leads_to_the_row_that_was_reported(shown, home: Path, view: str) -> None:
    rows = rows_on(shown(view))
    assert {row.form for row in rows} >= LISTS[view]
    with release_named(home, None) as release:
        for row in rows[:: max(1, len(rows) // 20)]:
            assert reported_row(release, home, row).code == str(row)


@pytest.mark.parametrize(("lang", "says"), [("zh", "各格所报"), ("en", "What each cell says")])
def test_the_page_of_a_row_shows_its_cells_and_its_file(shown, lang: str, says: str) -> None:
    row = next(row for row in rows_on(shown("decisions")) if row.form == "T05")
    said = html_of(shown("passport", lang, figure=str(row)))
    assert says in said
    assert f"{row.unit}-{PERIOD[:4]}" in said and ".xlsx" in said
    assert 'href="decisions?' in said


def test_a_row_that_there_is_not_is_answered(shown) -> None:
    assert "T05/350203/a/b" in html_of(shown("passport", figure="T05/350203/a/b"))
