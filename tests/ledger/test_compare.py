"""What changed between any two receipts: by value, row by row, with rows that came, went, or have no key."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.intake.sheets.read import RawTable
from pipelines.ledger.archive import archive
from pipelines.ledger.changes import compared
from pipelines.ledger.compare import between
from pipelines.ledger.home import write_new
from pipelines.ledger.review import accept, sign, withdraw
from pipelines.problems import UserError

UNIT, ONE, TWO = "350212", "350212109001", "350212109002"


def table(xiamen, *rows: dict[str, str | None], units: dict[str, str] | None = None) -> RawTable:
    """Rows of T04 as they stand on a sheet, from row 4 on."""
    names = [field.name for field in xiamen.form("T04").fields]
    lines = [{**row, "row": number} for number, row in enumerate(rows, start=4)]
    frame = pl.DataFrame(lines, schema={**dict.fromkeys(names, pl.String), "row": pl.Int64})
    return RawTable("T04", "T04", {"staff": "H"}, frame, units or {})


def row(code: str | None, **cells: str | None) -> dict[str, str | None]:
    return {"period": "2013Q3", "unit_code": UNIT, "community_code": code} | cells


def told(xiamen, old: RawTable, new: RawTable) -> list[tuple[str, str | None, str | None]]:
    return [(one["field"], one["old"], one["new"]) for one in compared(xiamen.form("T04"), old, new).cells]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("12", "12", False),
        ("12", "１２", False),
        ("12", "12.0", False),
        ("1200", "1,200", False),
        ("12", " 12 ", False),
        ("12", "13", True),
        ("12", "", True),
        (None, "", False),
        (None, "0", True),
        ("十二人", "12", False),
        ("约十二人", "12", True),
        ("约十二人", "约十二人", False),
    ],
)
def test_texts_that_mean_the_same_are_no_change_and_others_are_shown_as_typed(xiamen, old, new, changed):
    cells = told(xiamen, table(xiamen, row(ONE, staff=old)), table(xiamen, row(ONE, staff=new)))
    said = [("staff", old or None, (new or "").strip() or None)]
    assert cells == (said if changed else [])


def test_two_ways_of_saying_not_applicable_are_no_change(xiamen):
    name = next(field.name for field in xiamen.form("T04").fields if field.may_be_na)
    cells = told(xiamen, table(xiamen, row(ONE, **{name: "不适用"})), table(xiamen, row(ONE, **{name: "N/A"})))
    assert cells == []


def test_the_same_figure_in_another_unit_is_a_change(xiamen):
    cells = told(
        xiamen, table(xiamen, row(ONE, staff="1")), table(xiamen, row(ONE, staff="1"), units={"staff": "万人"})
    )
    assert cells == [("staff", "1", "1")]


def test_rows_that_came_and_went_are_named_by_key_and_number(xiamen):
    found = compared(xiamen.form("T04"), table(xiamen, row(ONE, staff="8")), table(xiamen, row(TWO, staff="8")))
    assert [(one["key"]["community_code"], one["row"]) for one in found.added] == [(TWO, 4)]
    assert [(one["key"]["community_code"], one["row"]) for one in found.removed] == [(ONE, 4)]
    assert [(one["old_row"], one["new_row"]) for one in found.cells] == [(4, None), (None, 4)]


def test_the_order_of_rows_does_not_matter(xiamen):
    rows = row(ONE, staff="8"), row(TWO, staff="9")
    found = compared(xiamen.form("T04"), table(xiamen, *rows), table(xiamen, *rows[::-1]))
    assert found.as_dict() == {"changes": [], "rows_added": [], "rows_removed": []}


def test_rows_without_key_are_compared_in_order_and_none_is_lost(xiamen):
    old = table(xiamen, row(None, staff="8"), row(None, staff="9"))
    new = table(xiamen, row(None, staff="8"), row(None, staff="7"), row(None, staff="6"))
    found = compared(xiamen.form("T04"), old, new)
    assert [(one["old"], one["new"]) for one in found.cells if one["old_row"]] == [("9", "7")]
    assert [one["row"] for one in found.added] == [6]


def test_rows_with_one_key_are_compared_in_order(xiamen):
    old = table(xiamen, row(ONE, staff="8"), row(ONE, staff="9"))
    assert told(xiamen, old, table(xiamen, row(ONE, staff="8"), row(ONE, staff="7"))) == [("staff", "9", "7")]


def test_any_two_receipts_are_compared_whatever_their_state_and_period(office):
    first = office.send("a.xlsx", {"T04": {ONE: 8, TWO: 5}})["receipt"]
    sign(office.home, first)
    accept(office.home, first)
    office.send("b.xlsx", {"T04": {ONE: 9, TWO: 5}})
    third = office.send("c.xlsx", {"T04": {ONE: 8}}, period="2013Q4")["receipt"]
    withdraw(office.home, third)
    found = between(office.home, office.programme, first, third)
    assert (found["old"]["period"], found["new"]["period"]) == ("2013Q3", "2013Q4")
    assert (found["old"]["state"], found["new"]["state"]) == ("accepted", "withdrawn")
    assert [one["key"] for one in found["rows_removed"]] == [{"community_code": TWO}]
    assert [(one["old"], one["new"]) for one in found["changes"]] == [("5", None)]


def test_forms_that_only_one_holds_are_named_and_not_listed_row_by_row(office):
    first = office.send("a.xlsx", {"T04": {ONE: 8}, "T06": {ONE: 1}})["receipt"]
    second = office.send("b.xlsx", {"T04": {ONE: 9}})["receipt"]
    found = between(office.home, office.programme, first, second)
    assert (found["only_old"], found["only_new"]) == (["T06"], [])
    assert [(one["form"], one["old"], one["new"]) for one in found["changes"]] == [("T04", "8", "9")]
    back = between(office.home, office.programme, second, first)
    assert (back["only_old"], back["only_new"]) == ([], ["T06"])


def test_wrong_receipts_are_wrong_use(office):
    first = office.send("a.xlsx")["receipt"]
    second = office.send("b.xlsx", 9)["receipt"]
    (office.folder / "scan.pdf").write_bytes(b"%PDF")
    path = office.folder / "scan.pdf"
    scan = office.submit(path)["receipt"]
    for asked, code in (
        ((first, "350212-2013Q3-77"), "unknown_receipt"),
        ((first, scan), "nothing_to_compare"),
        ((first, second, "350203"), "receipt_of_other"),
        ((first, second, UNIT, "2013Q2"), "receipt_of_other"),
        ((first, second, "1"), "unknown_unit"),
    ):
        with pytest.raises(UserError) as refused:
            between(office.home, office.programme, *asked)
        assert refused.value.code == code


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    write_new(tmp_path / "a.xlsx", b"one")
    with pytest.raises(UserError) as refused:
        write_new(tmp_path / "a.xlsx", b"two")
    assert refused.value.code == "file_exists"
    assert (tmp_path / "a.xlsx").read_bytes() == b"one"


def test_two_unreadable_files_whose_hashes_begin_alike_get_receipts_of_their_own(office, monkeypatch):
    """Eight digits of a hash can be forged; the receipt of one file is never handed out for another."""
    path = office.folder / "scan.pdf"
    path.write_bytes(b"%PDF-1")
    first = office.submit(path)
    twin = first["sha256"][:8] + "f" * 56
    assert archive(office.home, b"%PDF-1") == first["sha256"]
    path.write_bytes(b"%PDF-2")
    monkeypatch.setattr("pipelines.ledger.receipts.digest", lambda _: twin)
    second = office.submit(path)
    assert first["receipt"] == f"unknown-{twin[:8]}"
    assert second["receipt"] == f"unknown-{twin[:16]}"
    assert "duplicate" not in second
