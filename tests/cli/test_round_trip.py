"""A quarter as an office lives it: template, three mistakes, the receipt names them, corrected, accepted, built."""

from __future__ import annotations

from openpyxl import load_workbook

from pipelines.programme.model import Programme

UNIT, PERIOD = "350212", "2013Q3"
FIRST, SECOND = 4, 5  # the rows of the two communities on the sheet
GOOD = {
    "posts": 8,
    "staff": 6,
    "seconded": 0,
    "party_workers": 1,
    "age_le35": 3,
    "age_36_45": 2,
    "age_46_55": 1,
    "age_ge56": 0,
    "edu_hs": 1,
    "edu_col": 2,
    "edu_ba": 3,
    "edu_pg": 0,
}


def test_three_mistakes_are_named_by_their_cells_and_corrected_rows_count(pingshi, xiamen):
    assert pingshi("template", "--unit", UNIT, "--period", PERIOD, "-o", "filled.xlsx").code == 0
    mistakes = {("staff", FIRST): "约六人", ("posts", SECOND): -8, ("edu_ba", SECOND): 2.5}
    _fill(xiamen, "filled.xlsx", mistakes)
    said = pingshi("submit", "filled.xlsx", "--json")
    errors = {problem["cell"] for problem in said.json["problems"] if problem["level"] == "error"}
    assert said.code == 1
    assert errors == {_address(xiamen, field, row) for field, row in mistakes}
    counts = {"rows": 2, "accepted": 0, "rejected": 2, "warnings": 0, "explained": 0, "held": "4-5"}
    assert counts.items() <= said.json["forms"]["T04"].items()

    _fill(xiamen, "filled.xlsx", {})
    said = pingshi("submit", "filled.xlsx", "--json")
    assert said.code == 0
    receipt = said.json["receipt"]
    assert receipt == "350212-2013Q3-03"
    assert [pingshi(verb, receipt).code for verb in ("sign", "accept")] == [0, 0]

    told = pingshi("history", "--unit", UNIT, "--period", PERIOD, "--json").json["submissions"]
    assert [one["state"] for one in told] == ["accepted", "superseded", "accepted"]
    changes = {(change["field"], change["old"], change["new"]) for change in told[-1]["changes"]}
    assert changes == {("staff", "约六人", "6"), ("posts", "-8", "8"), ("edu_ba", "2.5", "3")}

    unit = next(one for one in pingshi("status", "--json").json["units"] if one["unit"] == UNIT)
    assert (unit["state"], unit["errors"]) == ("accepted", 0)
    assert pingshi("build").out.strip()


def test_the_mended_copy_of_the_receipt_can_be_sent_itself(pingshi, xiamen):
    pingshi("template", "--unit", UNIT, "--period", PERIOD, "--form", "T04", "-o", "filled.xlsx")
    _fill(xiamen, "filled.xlsx", {("staff", FIRST): "约六人"})
    pingshi("submit", "filled.xlsx")
    copy = "filled.xlsx.receipt.xlsx"
    _fill(xiamen, copy, {})
    said = pingshi("submit", copy, "--json", "--no-receipt-file")
    assert said.code == 0
    assert said.json["forms"]["T04"]["accepted"] == 2


def test_the_next_template_shows_what_was_accepted(pingshi, xiamen):
    pingshi("template", "--unit", UNIT, "--period", PERIOD, "-o", "filled.xlsx")
    _fill(xiamen, "filled.xlsx", {})
    receipt = pingshi("submit", "filled.xlsx", "--json", "--no-receipt-file").json["receipt"]
    pingshi("sign", receipt)
    pingshi("accept", receipt)
    pingshi("template", "--unit", UNIT, "--period", "2013Q4", "-o", "next.xlsx")
    sheet = load_workbook("next.xlsx")[xiamen.form("T04").sheet("zh")]
    assert sheet[_address(xiamen, "posts", FIRST)].value == 8


def _fill(programme: Programme, name: str, instead: dict[tuple[str, int], object]) -> None:
    """Types the good figures into both rows of T04, but for some cells."""
    book = load_workbook(name)
    sheet = book[programme.form("T04").sheet("zh")]
    for row in (FIRST, SECOND):
        for field, value in GOOD.items():
            sheet[_address(programme, field, row)] = instead.get((field, row), value)
    book.save(name)


def _address(programme: Programme, field: str, row: int) -> str:
    names = [one.name for one in programme.form("T04").fields]
    return f"{_letter(names.index(field))}{row}"


def _letter(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else f"A{chr(ord('A') + column - 26)}"
