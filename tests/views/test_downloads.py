"""What leaves the page as a file: readable, complete, and marked."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data
from dashboard.widgets.choice import Choice
from dashboard.widgets.downloads import plain, workbook
from dashboard.widgets.page import Page, load

RATE = "station_post_fill_rate"


@pytest.fixture
def page(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Page:
    """The staffing page's data for the whole city."""
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    return load(Choice("zh", "350200", "2011Q2", "350200"), "staffing", ("F4",))


def test_csv_opens_in_a_spreadsheet_and_says_its_source_in_each_line(page: Page) -> None:
    file = plain(page, [RATE])
    assert file.startswith(b"\xef\xbb\xbf")
    head, *lines = file.decode("utf-8-sig").splitlines()
    assert head.startswith("指标,代码,单位,报告期,分子,分母,数值")
    assert all("演示数据" in line and "2011-full" in line for line in lines)
    assert any(line.startswith("工作站岗位到岗率,350213,翔安区,2011Q2,54.0,60.0,90.0") for line in lines)


def test_csv_keeps_a_missing_report_empty_and_says_so(page: Page) -> None:
    line = next(one for one in plain(page, [RATE]).decode("utf-8-sig").splitlines() if ",350211,集美区,2011Q2" in one)
    assert line.startswith("工作站岗位到岗率,350211,集美区,2011Q2,,,,,,0,1,0,%,缺报")


def test_a_file_made_after_the_page_is_made_for_the_reader_who_asked(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit makes it in a thread of its own, where nobody is signed in."""
    mail = "lead@xm.example"
    monkeypatch.setattr(data.st, "secrets", {"auth": {}, "roles": {mail: {"role": "leader"}}})
    monkeypatch.setattr(data.st, "user", {"is_logged_in": True, "email": mail})
    make = data.by_this_person(lambda: workbook(page, [RATE]))
    monkeypatch.setattr(data.st, "user", {})
    with pytest.raises(PermissionError):
        workbook(page, [RATE])
    with ThreadPoolExecutor(1) as other:
        assert other.submit(make).result().startswith(b"PK")
    assert data.person().role == "stranger"


def test_the_workbook_has_values_communities_and_definitions_each_with_its_source(page: Page) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(page, [RATE])))
    assert book.sheetnames == ["各地历期数值", "社区明细", "口径与标准"]
    assert all("演示数据" in sheet["A1"].value for sheet in book)
    assert book["社区明细"].max_row == 3 + 10
    assert any("（在岗 − 借调外出）÷ 核定岗位" in str(row[2]) for row in book["口径与标准"].values)


@pytest.mark.parametrize("view", ["coverage", "staffing", "centres"])
def test_every_figure_on_a_page_bears_watermark_source_and_alternative_text(
    opened: Callable[..., AppTest], view: str
) -> None:
    figures = opened(view).get("plotly_chart")
    assert len(figures) >= 2
    for figure in figures:
        notes = {note.get("name"): note["text"] for note in json.loads(figure.proto.spec)["layout"]["annotations"]}
        assert "演示数据" in notes["watermark"]
        assert "2011-full" in notes["source"]
        assert figure.proto.alt
