"""An empty home, the workbook of one district, and the two pages of the desk as a person works on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from pipelines import i18n
from pipelines.intake.templates.template import write_template
from pipelines.programme.model import Programme

Text = Callable[[AppTest], str]
Book = Callable[..., bytes]
TEXT = Path(__file__).parents[3] / "dashboard" / "text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNIT, PERIOD, SHEET, FIRST = "350212", "2011Q2", "T12 问题与研究", 4
ISSUE = {"编号": "201105-1", "提出日期": date(2011, 5, 3), "类型": "队伍", "摘要": "演示问题", "需市协调": "是"}
ISSUE |= {"牵头部门": "CIV", "办理状态": "办理中"}


def page(view: str, lang: str) -> None:
    """What the entry does once the reader has chosen; the whole city, without a release to choose from."""
    import importlib

    from dashboard.widgets.choice import Choice

    importlib.import_module(f"dashboard.views.{view}").render(Choice(lang, "", "", ""))


class Pages:
    """The pages for sending and for deciding, opened and worked on as a person does."""

    @staticmethod
    def opened(view: str, lang: str = "zh", **query: str) -> AppTest:
        app = AppTest.from_function(page, kwargs={"view": view, "lang": lang}, default_timeout=120)
        app.query_params.update(query)
        return app.run()

    @staticmethod
    def here(lang: str = "zh") -> AppTest:
        """The page for sending with 同安 and the quarter chosen."""
        return Pages.opened("submit", lang, sender=UNIT, quarter=PERIOD)

    @staticmethod
    def handed_in(shown: AppTest, data: bytes, button: str = "send", name: str = "同安.xlsx") -> AppTest:
        shown.file_uploader[0].set_value([(name, data, XLSX)]).run()
        return shown.button(button).click().run()

    @staticmethod
    def words(shown: AppTest, lang: str = "zh") -> Iterator[str]:
        """The key of each wording that stands on the page as a raw key."""
        keys = i18n.wording(lang, TEXT).keys()
        html = " ".join(str(block.proto.body) for block in shown.get("html"))
        return (word for word in re.findall(r"\b[a-z_]+\.[a-zA-Z_.0-9]+\b", html) if word in keys)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which nothing has happened yet."""
    monkeypatch.setenv("PINGSHI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, xiamen: Programme) -> Book:
    """`book(**cells)`: the workbook of 同安 with one issue, these cells of it written otherwise."""
    path = tmp_path_factory.mktemp("book") / "template.xlsx"
    write_template(xiamen, UNIT, PERIOD, {}, path, "zh", "T12")

    def make(**cells: object) -> bytes:
        workbook = load_workbook(path)
        sheet = workbook[SHEET]
        heads = [cell.value for cell in sheet[FIRST - 1]]
        for head, value in (ISSUE | cells).items():
            sheet.cell(FIRST, heads.index(head) + 1).value = value
        file = BytesIO()
        workbook.save(file)
        return file.getvalue()

    return make


@pytest.fixture
def pages() -> type[Pages]:
    """The pages of the desk."""
    return Pages
