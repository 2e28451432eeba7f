"""Recognising forms in a workbook: by sheet name and headers, wherever they stand; what is odd is told, not guessed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from pipelines.intake.templates.template import write_template
from pipelines.programme.model import Programme

T04 = "T04 队伍与原两委成员"


def found(reading: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.level) for problem in reading.problems]


def test_the_workbook_says_whose_it_is(office: Any, site: Any) -> None:
    reading = office.read(office.workbook(site))
    assert (reading.programme, reading.unit, reading.period) == ("xiamen", "350212", "2011Q1")
    assert [table.form for table in reading.tables] == list(site)
    assert reading.problems == ()


def test_without_its_hidden_sheet_the_columns_say_it(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        del book["_pingshi"]

    reading = office.read(office.workbook(site, change))
    assert (reading.programme, reading.unit, reading.period) == (None, "350212", "2011Q1")


def test_columns_that_disagree_say_nothing(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        del book["_pingshi"]
        book["T05 重大事项决策台账"]["B4"] = "350213"

    assert office.read(office.workbook(site, change)).unit is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unfilled_template_reads_back_without_a_problem(
    lang: str, xiamen: Programme, office: Any, tmp_path: Path
) -> None:
    write_template(xiamen, "350212", "2011Q1", {}, tmp_path / "t.xlsx", lang)
    reading = office.read((tmp_path / "t.xlsx").read_bytes())
    assert reading.problems == ()
    assert [table.form for table in reading.tables] == [form.id for form in xiamen.forms]
    assert reading.form_versions == {form.id: form.version for form in xiamen.forms}
    assert [problem.code for problem in office.checked(reading).problems] == ["no_rows"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_filled_with_accepted_rows_reads_back_as_the_same_rows(
    lang: str, xiamen: Programme, office: Any, site: Any, tmp_path: Path
) -> None:
    accepted = office.check(site).rows
    write_template(xiamen, "350212", "2011Q1", accepted, tmp_path / "t.xlsx", lang)
    again = office.checked(office.read((tmp_path / "t.xlsx").read_bytes()), accepted)
    assert {one.code for one in again.problems} <= {"rows_not_reported"}
    place = ["row_status", "remark", "receipt", "sheet", "row"]
    for form, rows in accepted.items():
        if xiamen.form(form).cadence == "half":  # not asked in a first quarter, so not printed
            continue
        shown = again.rows[form].join(rows, on=xiamen.form(form).key, how="semi")
        assert shown.drop(place).equals(rows.drop(place)), form


HEADERS: dict[str, Callable[[Any], None]] = {
    "with spaces and line breaks": lambda cell: setattr(cell, "value", " 核 定\n岗位（人） "),
    "with half-width brackets": lambda cell: setattr(cell, "value", "核定岗位(人)"),
    "without unit": lambda cell: setattr(cell, "value", "核定岗位"),
    "in English": lambda cell: setattr(cell, "value", "APPROVED POSTS (persons)"),
    "as the field's name": lambda cell: setattr(cell, "value", "posts"),
    "by an alias": lambda cell: setattr(cell, "value", "编制岗位"),
}


@pytest.mark.parametrize("change", HEADERS.values(), ids=HEADERS)
def test_a_header_is_known_in_any_of_its_forms(change: Callable[[Any], None], office: Any, site: Any) -> None:
    letter = office.column("T04", "posts")
    reading = office.read(office.workbook(site, lambda book: change(book[T04][f"{letter}3"])))
    assert reading.problems == ()
    assert {table.form: table.columns for table in reading.tables}["T04"]["posts"] == letter


def test_a_table_may_stand_anywhere_in_the_first_rows(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        book[T04].insert_rows(1, 9)
        book[T04].insert_cols(1, 2)

    tables = {table.form: table for table in office.read(office.workbook(site, change)).tables}
    assert tables["T04"].frame["row"].to_list() == [13]
    assert tables["T04"].cell("period", 13) == "C13"


def test_columns_in_another_order_are_the_same_table(office: Any, site: Any) -> None:
    def change(book: Workbook) -> None:
        book[T04].move_range("A3:C4", cols=50)

    straight, moved = (office.read(office.workbook(site, how)).tables[3] for how in (None, change))
    assert moved.frame.equals(straight.frame)
    assert moved.columns["period"] == "AY"


def rename(book: Workbook) -> None:
    book[T04].title = "人员表"


def hide(book: Workbook) -> None:
    book[T04].sheet_state = "hidden"


def copy(book: Workbook) -> None:
    book.copy_worksheet(book[T04])


def no_header(book: Workbook) -> None:
    book[T04].delete_rows(3)


def drop_two_columns(book: Workbook) -> None:
    book[T04].delete_cols(7, 2)


def drop_the_key(book: Workbook) -> None:
    book[T04].delete_cols(3)


def repeat_a_header(book: Workbook) -> None:
    book[T04]["AH3"], book[T04]["AH4"] = "在岗", 99


def add_a_column(book: Workbook) -> None:
    book[T04]["AH3"] = "联系人"


def write_beside(book: Workbook) -> None:
    book[T04]["AK4"] = "核对过"


def add_a_sheet(book: Workbook) -> None:
    book.create_sheet("草稿")["B2"] = "随手记"


def add_a_hidden_list(book: Workbook) -> None:
    book.create_sheet("_lists").sheet_state = "hidden"
    book["_lists"]["A1"] = "是"


def hide_row_and_column(book: Workbook) -> None:
    book[T04].row_dimensions[4].hidden = True
    book[T04].column_dimensions["H"].hidden = True


def uncomputed(book: Workbook) -> None:
    book[T04]["H4"] = "=G4+1"


def older_template(book: Workbook) -> None:
    book["_pingshi"].append(["form:T04", "version=99;header_row=3"])


@pytest.mark.parametrize(
    ("change", "problems", "read"),
    [
        (rename, [], True),
        (hide, [("hidden_sheet", "warning")], True),
        (copy, [("form_twice", "error")], True),
        (no_header, [("header_not_found", "error")], False),
        (drop_two_columns, [("columns_not_reported", "warning")], True),
        (drop_the_key, [("missing_column", "error")], True),
        (repeat_a_header, [("repeated_column", "error")], True),
        (add_a_column, [("unknown_column", "warning")], True),
        (write_beside, [("column_without_header", "warning")], True),
        (add_a_sheet, [("unknown_sheet", "warning")], True),
        (add_a_hidden_list, [], True),
        (hide_row_and_column, [("hidden_rows", "info"), ("hidden_columns", "info")], True),
        (uncomputed, [], True),
        (older_template, [("form_version", "warning")], True),
    ],
)  # fmt: skip
def test_what_is_odd_about_a_sheet_is_told(
    change: Callable[[Workbook], None], problems: list[tuple[str, str]], read: bool, office: Any, site: Any
) -> None:
    reading = office.read(office.workbook({"T01": site["T01"], "T04": site["T04"]}, change))
    assert found(reading) == problems
    assert ("T04" in [table.form for table in reading.tables]) == read
    assert all(problem.message_zh != problem.message_en for problem in reading.problems)


@pytest.mark.parametrize("change", [copy, drop_the_key, repeat_a_header])
def test_a_form_whose_table_cannot_be_trusted_is_held_back_whole(
    change: Callable[[Workbook], None], office: Any, site: Any
) -> None:
    checked = office.checked(office.read(office.workbook({"T01": site["T01"], "T04": site["T04"]}, change)))
    assert checked.counts["T04"].accepted == 0
    assert checked.counts["T01"].accepted == 1


def test_all_missing_columns_are_named_at_once(office: Any, site: Any) -> None:
    (problem,) = office.read(office.workbook({"T04": site["T04"]}, drop_two_columns)).problems
    assert "没有这 2 列：核定岗位（人）、在岗（人）" in problem.message_zh
    assert "lacks 2 columns: Approved posts (persons), Staff in post (persons)" in problem.message_en


def test_a_formula_never_calculated_holds_its_row_back(office: Any, site: Any) -> None:
    checked = office.checked(office.read(office.workbook({"T04": site["T04"]}, uncomputed)))
    (problem,) = [one for one in checked.problems if one.code == "formula_not_computed"]
    assert (problem.cell, problem.field, problem.row) == ("H4", "staff", 4)
    assert checked.counts["T04"].accepted == 0


def test_real_numbers_and_dates_read_like_texts(office: Any, site: Any) -> None:
    typed = site["T04"][0] | {"posts": 8, "staff": 7.0, "as_of": date(2011, 3, 31)}
    frames = [office.read(office.workbook({"T04": [row]})).tables[0].frame for row in (typed, site["T04"][0])]
    assert frames[0].equals(frames[1])


def test_a_workbook_without_forms_is_refused(office: Any) -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    assert found(office.read(file.getvalue())) == [("no_forms", "error")]
