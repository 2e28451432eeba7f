"""Sending and deciding on the pages: a bad file, a mended one, signed, accepted or returned, the release made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard.desk import Desk
from pipelines import i18n
from pipelines.intake.templates.template import write_template
from pipelines.ledger.events import events, receipts
from pipelines.ledger.review import accept, return_, sign
from pipelines.programme.model import Programme
from pipelines.warehouse.release import current

Text = Callable[[AppTest], str]
Book = Callable[..., bytes]
TEXT = Path(__file__).parents[2] / "dashboard" / "text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNIT, PERIOD, SHEET, FIRST = "350212", "2011Q2", "T12 问题与研究", 4
ISSUE = {"编号": "201105-1", "提出日期": date(2011, 5, 3), "类型": "队伍", "摘要": "演示问题", "需市协调": "是"}
ISSUE |= {"牵头部门": "CIV", "办理状态": "办理中"}


def page(view: str, lang: str) -> None:
    """What the entry does once the reader has chosen; the whole city, without a release to choose from."""
    import importlib

    from dashboard.widgets.choice import Choice

    importlib.import_module(f"dashboard.views.{view}").render(Choice(lang, "", "", ""))


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


def opened(view: str, lang: str = "zh", **query: str) -> AppTest:
    app = AppTest.from_function(page, kwargs={"view": view, "lang": lang}, default_timeout=120)
    app.query_params.update(query)
    return app.run()


def here(lang: str = "zh") -> AppTest:
    """The page for sending with 同安 and the quarter chosen."""
    return opened("submit", lang, sender=UNIT, quarter=PERIOD)


def handed_in(shown: AppTest, data: bytes, button: str = "send", name: str = "同安.xlsx") -> AppTest:
    shown.file_uploader[0].set_value([(name, data, XLSX)]).run()
    return shown.button(button).click().run()


def words(shown: AppTest, lang: str = "zh") -> Iterator[str]:
    """The key of each wording that stands on the page as a raw key."""
    keys = i18n.wording(lang, TEXT).keys()
    html = " ".join(str(block.proto.body) for block in shown.get("html"))
    return (word for word in re.findall(r"\b[a-z_]+\.[a-zA-Z_.0-9]+\b", html) if word in keys)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("view", ["submit", "review"])
def test_the_pages_stand_where_nothing_has_come_in_yet(home: Path, text: Text, view: str, lang: str) -> None:
    shown = opened(view, lang)
    assert not shown.exception
    assert [*words(shown, lang)] == []
    assert i18n.wording(lang, TEXT)[f"{view}.question"] in text(shown)
    assert i18n.wording(lang, TEXT)["deskpage.no_release"] in text(shown)
    assert not home.exists()


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_checking_alone_records_nothing(home: Path, text: Text, book: Book, lang: str) -> None:
    shown = handed_in(here(lang), book(), "check")
    assert not shown.exception
    assert [*words(shown, lang)] == []
    assert i18n.wording(lang, TEXT)["receipt.state.trial_fine"] in text(shown)
    assert i18n.wording(lang, TEXT)["receipt.dry_run"] in text(shown)
    assert receipts(home) == {}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("data", [b"", b"minutes of a meeting", b"PK\x03\x04 cut off", b"\x00" * 50])
def test_a_file_that_is_no_workbook_is_refused_in_plain_words(home: Path, text: Text, data: bytes, lang: str) -> None:
    shown = handed_in(here(lang), data, name="../../会议记录.docx")
    assert not shown.exception
    assert i18n.wording(lang, TEXT)["receipt.state.refused"] in text(shown)
    assert "Traceback" not in text(shown)
    assert [one.state for one in receipts(home).values()] == ["refused"]


def test_several_files_at_once_give_a_receipt_each(home: Path, text: Text, book: Book) -> None:
    shown = here()
    files = [("甲.xlsx", book(), XLSX), ("乙.docx", b"minutes", "application/msword")]
    shown.file_uploader[0].set_value(files).run()
    shown.button("send").click().run()
    assert "350212-2011Q2-01" in text(shown)
    assert "unknown-" in text(shown)


def test_a_file_for_another_unit_than_chosen_is_refused(home: Path, text: Text, book: Book) -> None:
    shown = opened("submit", sender="350213", quarter=PERIOD)
    shown.radio[0].set_value("chosen")
    shown = handed_in(shown, book())
    assert "文件填报单位为 350212，要求报送的是 350213" in text(shown)
    assert [one.state for one in receipts(home).values()] == ["refused"]


def test_a_bad_file_names_the_cell_and_a_mended_one_takes_its_place(
    home: Path, text: Text, book: Book, xiamen: Programme
) -> None:
    shown = handed_in(here(), book(提出日期="五月初"))
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

    shown = handed_in(shown, book())
    assert [one.state for one in receipts(home).values()] == ["superseded", "checked"]
    assert "没有错误" in text(shown)
    shown.toggle("compare").set_value(True).run()
    assert not shown.exception
    assert re.search(r"提出日期\s+五月初\s+2011-05-03", text(shown))


def test_the_same_file_again_is_said_to_be_the_same(home: Path, text: Text, book: Book) -> None:
    data = book()
    handed_in(here(), data)
    assert "内容完全相同" in text(handed_in(here(), data))
    assert len(receipts(home)) == 1


def test_the_latest_receipt_of_the_quarter_is_there_on_a_later_visit(home: Path, text: Text, book: Book) -> None:
    handed_in(here(), book(提出日期="五月初"))
    said = text(here("en"))
    assert "Errors: 1" in said
    assert "1 error is left to mend." in said


def test_the_sender_takes_a_submission_back(home: Path, text: Text, book: Book) -> None:
    handed_in(here(), book())
    shown = here()
    shown.button("withdraw-350212-2011Q2-01").click().run()
    assert receipts(home)["350212-2011Q2-01"].state == "withdrawn"
    assert "已撤回" in text(shown)


def test_the_template_is_the_units_own(home: Path, xiamen: Programme) -> None:
    book = load_workbook(BytesIO(Desk(home, xiamen).template("350213", "2011Q3", "zh")))
    said = dict(book["_pingshi"].iter_rows(values_only=True))
    assert (said["unit"], said["period"]) == ("350213", "2011Q3")


def test_quarters_to_choose_reach_one_beyond_what_was_sent_once_it_has_ended(
    home: Path, book: Book, xiamen: Programme
) -> None:
    desk = Desk(home, xiamen)
    assert desk.periods(date(2011, 2, 1)) == ("2010Q4", "2010Q3")
    assert desk.periods(date(2010, 8, 1)) == ("2010Q3",)
    handed_in(here(), book())
    assert desk.latest(date(2011, 10, 1)) == PERIOD
    assert desk.periods(date(2011, 10, 1))[:2] == ("2011Q3", "2011Q2")
    assert desk.periods(date(2011, 9, 30))[:2] == ("2011Q2", "2011Q1")


def test_signed_then_accepted_then_built(home: Path, text: Text, book: Book) -> None:
    handed_in(here(), book())
    shown = opened("review")
    assert not shown.exception
    assert "有1份报送在等（1份等区级签批）" in text(shown)
    assert "以前没有采纳过报送" in text(shown)
    assert shown.button("accept-350212-2011Q2-01").disabled
    assert "现为“已校验”，不能采纳" in text(shown)

    shown.button("sign-350212-2011Q2-01").click().run()
    assert "已签批，待市级采纳" in text(shown)
    shown.button("accept-350212-2011Q2-01").click().run()
    assert "没有报送在等签批或采纳" in text(shown)
    assert "有1份已采纳的报送尚未进入发布版" in text(shown)

    shown.button("build").click().run()
    assert not shown.exception
    assert f"新的发布版 {current(home)} 已生成" in text(shown)
    assert "尚未进入发布版" not in text(shown)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_what_changed_since_the_last_acceptance_is_beside_the_receipt(
    home: Path, text: Text, book: Book, lang: str
) -> None:
    handed_in(here(), book())
    sign(home, "350212-2011Q2-01")
    accept(home, "350212-2011Q2-01")
    handed_in(here(), book(办理状态="已办结", 办结日期=date(2011, 6, 1)))
    shown = opened("review", lang)
    assert [*words(shown, lang)] == []
    assert re.search(r"办理中\s+已办结", text(shown))


def test_a_return_needs_a_reason_and_the_sender_reads_it(home: Path, text: Text, book: Book) -> None:
    handed_in(here(), book())
    shown = opened("review")
    back = next(one for one in shown.button if one.label == "退回")
    back.click().run()
    assert "须说明理由" in text(shown)
    assert receipts(home)["350212-2011Q2-01"].state == "checked"
    shown.text_area[0].set_value("请补填办结方式")
    next(one for one in shown.button if one.label == "退回").click().run()
    assert receipts(home)["350212-2011Q2-01"].state == "returned"
    assert "已退回，理由已记入台账" in text(shown)
    assert "请补填办结方式" in text(here())


def test_whoever_is_second_is_told_by_the_ledger_why_it_stays(home: Path, text: Text, book: Book) -> None:
    handed_in(here(), book())
    shown = opened("review")
    return_(home, "350212-2011Q2-01", "请补填")
    shown.button("sign-350212-2011Q2-01").click().run()
    assert not shown.exception
    assert "现为“已退回”，不能签批" in text(shown)
    assert events(home)[-1].event == "returned"


def test_a_link_opens_the_receipt_it_names(home: Path, text: Text, book: Book) -> None:
    handed_in(here(), book())
    assert opened("review", receipt="350212-2011Q2-01").selectbox[0].value == "350212-2011Q2-01"
    assert opened("review", receipt="no-such").selectbox[0].value == "350212-2011Q2-01"
