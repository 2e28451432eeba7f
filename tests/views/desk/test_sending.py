"""Sending on the page: checked or sent, a bad file and a mended one, the receipt, the history, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard.desk import Desk
from pipelines import i18n
from pipelines.ledger.events import receipts
from pipelines.programme.model import Programme

Text = Callable[[AppTest], str]
Book = Callable[..., bytes]
TEXT = Path(__file__).parents[3] / "dashboard" / "text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERIOD, SHEET, FIRST = "2011Q2", "T12 问题与研究", 4


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("view", ["submit", "review"])
def test_the_pages_stand_where_nothing_has_come_in_yet(
    home: Path, pages: Any, text: Text, view: str, lang: str
) -> None:
    shown = pages.opened(view, lang)
    assert not shown.exception
    assert [*pages.words(shown, lang)] == []
    assert i18n.wording(lang, TEXT)[f"{view}.question"] in text(shown)
    assert i18n.wording(lang, TEXT)["deskpage.no_release"] in text(shown)
    assert not home.exists()


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_checking_alone_records_nothing(home: Path, pages: Any, text: Text, book: Book, lang: str) -> None:
    shown = pages.handed_in(pages.here(lang), book(), "check")
    assert not shown.exception
    assert [*pages.words(shown, lang)] == []
    assert i18n.wording(lang, TEXT)["receipt.state.trial_fine"] in text(shown)
    assert i18n.wording(lang, TEXT)["receipt.dry_run"] in text(shown)
    assert receipts(home) == {}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("data", [b"", b"minutes of a meeting", b"PK\x03\x04 cut off", b"\x00" * 50])
def test_a_file_that_is_no_workbook_is_refused_in_plain_words(
    home: Path, pages: Any, text: Text, data: bytes, lang: str
) -> None:
    shown = pages.handed_in(pages.here(lang), data, name="../../会议记录.docx")
    assert not shown.exception
    assert i18n.wording(lang, TEXT)["receipt.state.refused"] in text(shown)
    assert "Traceback" not in text(shown)
    assert [one.state for one in receipts(home).values()] == ["refused"]


def test_several_files_at_once_give_a_receipt_each(home: Path, pages: Any, text: Text, book: Book) -> None:
    shown = pages.here()
    files = [("甲.xlsx", book(), XLSX), ("乙.docx", b"minutes", "application/msword")]
    shown.file_uploader[0].set_value(files).run()
    shown.button("send").click().run()
    assert "350212-2011Q2-01" in text(shown)
    assert "unknown-" in text(shown)


def test_a_file_for_another_unit_than_chosen_is_refused(home: Path, pages: Any, text: Text, book: Book) -> None:
    shown = pages.opened("submit", sender="350213", quarter=PERIOD)
    shown.radio[0].set_value("chosen")
    shown = pages.handed_in(shown, book())
    assert "文件填报单位为 350212，要求报送的是 350213" in text(shown)
    assert [one.state for one in receipts(home).values()] == ["refused"]


def test_a_bad_file_names_the_cell_and_a_mended_one_takes_its_place(
    home: Path, pages: Any, text: Text, book: Book, xiamen: Programme
) -> None:
    shown = pages.handed_in(pages.here(), book(提出日期="五月初"))
    said = text(shown)
    assert "350212-2011Q2-01" in said
    assert f"F{FIRST}" in said
    assert "五月初" in said
    assert "下载批注后的工作簿，逐处改正" in said
    desk = Desk(home, xiamen)
    first = desk.stored(receipts(home)["350212-2011Q2-01"])
    marked = load_workbook(BytesIO(desk.annotated_again(first, "zh")))
    assert marked[SHEET][f"F{FIRST}"].comment is not None
    assert "回执 350212-2011Q2-01".encode() in desk.paper(first, "zh")

    shown = pages.handed_in(shown, book())
    assert [one.state for one in receipts(home).values()] == ["superseded", "checked"]
    assert "没有错误" in text(shown)
    shown.toggle("compare").set_value(True).run()
    assert not shown.exception
    assert re.search(r"提出日期\s+五月初\s+2011-05-03", text(shown))


def test_the_same_file_again_is_said_to_be_the_same(home: Path, pages: Any, text: Text, book: Book) -> None:
    data = book()
    pages.handed_in(pages.here(), data)
    assert "内容完全相同" in text(pages.handed_in(pages.here(), data))
    assert len(receipts(home)) == 1


def test_the_latest_receipt_of_the_quarter_is_there_on_a_later_visit(
    home: Path, pages: Any, text: Text, book: Book
) -> None:
    pages.handed_in(pages.here(), book(提出日期="五月初"))
    said = text(pages.here("en"))
    assert "Errors: 1" in said
    assert "1 error is left to mend." in said


def test_the_sender_takes_a_submission_back(home: Path, pages: Any, text: Text, book: Book) -> None:
    pages.handed_in(pages.here(), book())
    shown = pages.here()
    shown.button("withdraw-350212-2011Q2-01").click().run()
    assert receipts(home)["350212-2011Q2-01"].state == "withdrawn"
    assert "已撤回" in text(shown)


def test_the_template_is_the_units_own(home: Path, pages: Any, xiamen: Programme) -> None:
    book = load_workbook(BytesIO(Desk(home, xiamen).template("350213", "2011Q3", "zh")))
    said = dict(book["_pingshi"].iter_rows(values_only=True))
    assert (said["unit"], said["period"]) == ("350213", "2011Q3")


def test_quarters_to_choose_reach_one_beyond_what_was_sent_once_it_has_ended(
    home: Path, pages: Any, book: Book, xiamen: Programme
) -> None:
    desk = Desk(home, xiamen)
    assert desk.periods(date(2011, 2, 1)) == ("2010Q4", "2010Q3")
    assert desk.periods(date(2010, 8, 1)) == ("2010Q3",)
    pages.handed_in(pages.here(), book())
    assert desk.latest(date(2011, 10, 1)) == PERIOD
    assert desk.periods(date(2011, 10, 1))[:2] == ("2011Q3", "2011Q2")
    assert desk.periods(date(2011, 9, 30))[:2] == ("2011Q2", "2011Q1")
