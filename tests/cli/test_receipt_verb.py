"""A receipt given again: as text, for a machine, as a page to sign; answers in the list close questions."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

UNIT, PERIOD, NUMBER = "350212", "2013Q3", "350212-2013Q3-02"


def sent(pingshi, sheet) -> None:
    pingshi("submit", sheet(posts=5), "--no-receipt-file")  # one more in post than approved: a question


def test_a_receipt_is_given_again_as_it_was(pingshi, sheet):
    first = pingshi("submit", sheet(posts=5), "--no-receipt-file")
    assert pingshi("receipt", NUMBER).out.rstrip() == first.out.rstrip()


def test_it_tells_the_state_in_which_it_is_now(pingshi, sheet):
    sent(pingshi, sheet)
    pingshi("sign", NUMBER)
    said = pingshi("receipt", NUMBER, "--json").json
    assert (said["receipt"], said["state"]) == (NUMBER, "signed")
    assert {"sha256", "unit", "period", "forms", "problems"} <= said.keys()


def test_as_a_page_it_is_written_to_a_file(pingshi, sheet):
    sent(pingshi, sheet)
    assert pingshi("receipt", NUMBER, "-o", "page.html").code == 0
    assert NUMBER in Path("page.html").read_text(encoding="utf-8")
    assert pingshi("receipt", NUMBER, "-o", "/nowhere/page.html").code == 2


def test_a_number_that_does_not_exist_is_wrong_use(pingshi):
    said = pingshi("receipt", "350299-2013Q3-01")
    assert said.code == 2 and "Traceback" not in said.err


def test_the_reviewer_sees_open_and_explained_questions(pingshi, sheet):
    def unit() -> dict[str, int]:
        return next(one for one in pingshi("status", "--json").json["units"] if one["unit"] == UNIT)

    sent(pingshi, sheet)
    before = unit()
    pingshi("submit", sheet(posts=5, remark="借调一人未销编"), "--no-receipt-file")
    after = unit()
    assert (before["warnings"], before["explained"]) == (after["warnings"], 0)
    assert after["explained"] == 1
    assert 0 < after["cells_changed"] <= after["cells_asked"]
    shown = pingshi("status").out
    assert "提醒未说明" in shown and f"{after['cells_changed']}/{after['cells_asked']}" in shown


def test_a_reason_in_the_list_of_the_annotated_workbook_counts(pingshi, xiamen):
    pingshi("template", "--unit", UNIT, "--period", PERIOD, "--form", "T04", "-o", "t.xlsx")
    book = load_workbook("t.xlsx")
    sheet = book[xiamen.form("T04").sheet("zh")]
    names = [field.name for field in xiamen.form("T04").fields]
    for name, value in {"posts": 5, "staff": 6}.items():
        sheet.cell(4, names.index(name) + 1, value)
    book.save("t.xlsx")
    first = pingshi("submit", "t.xlsx", "--json").json
    assert [one["reason"] for one in first["problems"] if one["code"] == "T04.staff_within_posts"] == [None]

    book = load_workbook("t.xlsx.receipt.xlsx")
    todo = book.worksheets[0]
    line = next(row for row in todo.iter_rows() if str(row[8].value).startswith("T04.staff_within_posts"))
    line[7].value = "借调一人未销编"
    book.save("again.xlsx")
    second = json.loads(pingshi("submit", "again.xlsx", "--json", "--no-receipt-file").out)
    found = [one["reason"] for one in second["problems"] if one["code"] == "T04.staff_within_posts"]
    assert found == ["借调一人未销编"]


def test_a_template_sent_back_untouched_is_accepted_and_asks_for_confirmation(pingshi, xiamen):
    pingshi("template", "--unit", UNIT, "--period", "2013Q4", "--form", "T01", "-o", "t.xlsx")
    said = pingshi("submit", "t.xlsx", "--json", "--no-receipt-file").json
    assert [one["code"] for one in said["problems"] if one["level"] == "warning"] == ["not_confirmed"]
    assert (said["forms"]["T01"]["accepted"], said["forms"]["T01"]["changed"]) == (2, 0)

    book = load_workbook("t.xlsx")
    head = next(cell for row in book["说明"].iter_rows() for cell in row if cell.value == "本表无变化")
    book["说明"].cell(head.row + 1, head.column).value = "是"
    book.save("t.xlsx")
    said = pingshi("submit", "t.xlsx", "--json", "--no-receipt-file").json
    assert [one["code"] for one in said["problems"]] == []
