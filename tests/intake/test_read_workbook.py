"""Reading a workbook: every text at its address, every oddity of the sheet told, nothing guessed."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from pipelines.intake.files import limits, sandbox
from pipelines.intake.files.grid import letters
from pipelines.problems import Problem


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return file.getvalue()


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a text of one part exchanged."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return rezipped(data, change)


def first_sheet(data: bytes) -> dict[str, str]:
    """Address → text of the first sheet, as the child process sees it."""
    sheet = sandbox.contents(data).sheets[0]
    return {
        f"{letters(column)}{row}": value
        for column, values in sheet.columns.items()
        for row, value in zip(sheet.rows, values, strict=True)
        if value is not None
    }


def written(cells: Mapping[str, Any], formats: Mapping[str, str] | None = None, **options: Any) -> bytes:
    """A workbook with these cells, written by XlsxWriter."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    sheet = book.add_worksheet()
    for address, value in cells.items():
        pattern = (formats or {}).get(address)
        sheet.write(address, value, book.add_format({"num_format": pattern}) if pattern else None)
    book.close()
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (12, None, "12"),
        (12.0, None, "12"),
        (350212109201, None, "350212109201"),
        (0.1 + 0.2, None, "0.3"),
        (-1.5, None, "-1.5"),
        (0.00001, None, "0.00001"),
        ("  两端有空格 ", None, "  两端有空格 "),
        (True, None, "是"),
        (False, None, "否"),
        (date(2011, 3, 31), "yyyy-mm-dd", "2011-03-31"),
        (date(2011, 3, 31), 'yyyy"年"m"月"d"日"', "2011-03-31"),
        (datetime(2011, 3, 31, 8, 30), "yyyy-mm-dd hh:mm", "2011-03-31T08:30:00"),
        (time(8, 30), "hh:mm", "08:30:00"),
        (40633, "0", "40633"),
        (40633, '0"日"', "40633"),
        (40633, "[Red]#,##0.00", "40633"),
        (60, "yyyy-mm-dd", "60"),
        (-5, "yyyy-mm-dd", "-5"),
    ],
)  # fmt: skip
def test_a_cell_becomes_the_text_it_shows_in_full(value: Any, pattern: str | None, text: str) -> None:
    assert first_sheet(written({"B2": value}, {"B2": pattern} if pattern else None)) == {"B2": text}


def test_dates_of_the_1904_calendar_are_the_same_days() -> None:
    data = written({"A1": date(2011, 3, 31)}, {"A1": "yyyy-mm-dd"}, date_1904=True)
    assert first_sheet(data) == {"A1": "2011-03-31"}


def test_a_rich_text_is_one_text() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet().write_rich_string("A1", "核定", book.add_format({"bold": True}), "岗位", "数")
    book.close()
    assert first_sheet(file.getvalue()) == {"A1": "核定岗位数"}


def test_the_reading_aid_of_a_text_is_not_part_of_it() -> None:
    data = written({"A1": "汉字"})
    aided = replaced(data, "xl/sharedStrings.xml", "</t></si>", "</t><rPh sb='0' eb='2'><t>hanzi</t></rPh></si>")
    assert first_sheet(aided) == {"A1": "汉字"}


def test_escaped_control_characters_are_undone_where_text_may_hold_them() -> None:
    data = replaced(written({"A1": "MARK"}), "xl/sharedStrings.xml", "MARK", "a_x000A_b_x0000_c_xD800_d")
    assert first_sheet(data) == {"A1": "a\nb_x0000_c_xD800_d"}


def test_what_xlsxwriter_and_openpyxl_write_is_read_as_openpyxl_reads_it() -> None:
    cells = {"A1": "甲", "C4": 7, "D4": 2.25, "AA10": "乙", "B12": -3, "C200": "末行"}
    by_xlsxwriter = written(cells)
    book = openpyxl.Workbook()
    for address, value in cells.items():
        book.active[address] = value
    file = io.BytesIO()
    book.save(file)
    expected = {address: str(value) for address, value in cells.items()}
    assert first_sheet(by_xlsxwriter) == first_sheet(file.getvalue()) == expected


def with_sheet(xml: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    return rezipped(written({"A1": 1}), lambda name, old: xml.encode() if name.endswith("sheet1.xml") else old)


def test_names_with_and_without_prefix_are_read_alike() -> None:
    plain = (
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>表</t></is></c></row></sheetData></worksheet>'
    )
    prefixed = plain.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    space = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    prefixed = prefixed.replace("<x:worksheet>", f"<x:worksheet {space}>")
    assert first_sheet(with_sheet(plain)) == first_sheet(with_sheet(prefixed)) == {"A1": "表"}


def test_rows_and_cells_without_address_follow_their_neighbours() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row>"
    data = with_sheet(f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    assert first_sheet(data) == {"A1": "1", "B1": "2", "C5": "3", "D5": "4"}


def test_a_false_dimension_hides_nothing() -> None:
    data = replaced(written({"A1": 1, "B9": 2}), "xl/worksheets/sheet1.xml", 'ref="A1:B9"', 'ref="A1"')
    assert first_sheet(data) == {"A1": "1", "B9": "2"}


def test_a_styled_blank_at_the_end_of_the_grid_is_nothing() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write("A1", 1)
    sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))
    book.close()
    assert first_sheet(file.getvalue()) == {"A1": "1"}


def test_a_value_at_the_end_of_the_grid_is_refused_with_its_address(office: Any) -> None:
    reading = office.read(written({"A1": 1, "XFD1048576": 2}))
    assert codes(reading.problems) == ["outside_grid"]
    assert "XFD1048576" in reading.problems[0].message_zh


def test_the_child_imports_only_the_standard_library() -> None:
    heavy = "{'polars', 'openpyxl', 'numpy', 'yaml'}"
    code = f"import sys, pipelines.intake.files.child; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"PK\x03\x04" + data[4:][::-1],
        lambda data: replaced(data, "xl/workbook.xml", 'r:id="rId1"', 'r:id="rId77"'),
        lambda data: replaced(data, "xl/worksheets/sheet1.xml", "<v>0</v>", "<v>4000000000</v>"),
        lambda data: replaced(data, "xl/worksheets/sheet1.xml", "<v>0</v>", "<v>-1</v>"),
        lambda data: replaced(data, "xl/worksheets/sheet1.xml", 'r="A1"', 'r="ZZZZZZ9999999999"'),
        lambda data: replaced(data, "xl/worksheets/sheet1.xml", "</sheetData>", ""),
        lambda data: replaced(data, "xl/workbook.xml", "<sheets>", "<!-- <sheets> -->"),
    ],
)  # fmt: skip
def test_a_damaged_workbook_is_refused_in_plain_words(damage: Callable[[bytes], bytes], office: Any) -> None:
    reading = office.read(damage(written({"A1": "文字"})))
    assert reading.tables == ()
    assert [problem.level for problem in reading.problems] == ["error"]
    assert reading.problems[0].code in {"unreadable", "no_forms", "not_a_workbook"}


def test_another_office_file_is_not_taken_for_a_workbook(office: Any) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        box.writestr("word/document.xml", "<document/>")
    assert codes(office.read(file.getvalue(), "报表.xlsx").problems) == ["not_a_workbook"]


@pytest.mark.parametrize("limit", ["MEMORY_BYTES", "CPU_SECONDS", "OUTPUT_BYTES"])
def test_the_child_lives_within_limits(limit: str) -> None:
    assert getattr(limits, limit) > 0


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, office: Any) -> None:
    monkeypatch.setattr(sandbox, "_COMMAND", (sys.executable, "-S", "-c", "while True: pass"))
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.2)
    assert codes(office.read(written({"A1": 1})).problems) == ["took_too_long"]


@pytest.mark.parametrize("answer", ["", "[]", "{", '{"kind": "workbook"}', "nonsense"])
def test_whatever_a_broken_child_says_the_file_is_unreadable(
    answer: str, monkeypatch: pytest.MonkeyPatch, office: Any
) -> None:
    monkeypatch.setattr(sandbox, "_COMMAND", (sys.executable, "-S", "-c", f"print({answer!r})"))
    assert codes(office.read(written({"A1": 1})).problems) == ["unreadable"]
