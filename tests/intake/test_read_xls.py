"""Reading old .xls workbooks: what each cell shows, what is hidden, and what is not read."""

from __future__ import annotations

import datetime
import io
import struct
from collections.abc import Callable
from typing import Any

import pytest
import xlwt

from pipelines.intake.files import child


def written(fill: Callable[[Any, Any], None]) -> bytes:
    """An old workbook with one sheet, filled by `fill(book, sheet)`."""
    book = xlwt.Workbook()
    fill(book, book.add_sheet("表"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data: bytes) -> dict[str, Any]:
    """The first sheet as the child process sees it."""
    return dict(child.contents(data)["sheets"][0])


def shown(value: Any, pattern: str = "General") -> str | None:
    """What a single cell with a number format is read as."""
    style = xlwt.easyxf(num_format_str=pattern)
    columns = read(written(lambda _, sheet: sheet.write(3, 2, value, style)))["columns"]
    return columns[3][0] if columns else None


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (12, "General", "12"),
        (-3, "General", "-3"),
        (1.5, "0.00", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (350211003001, "General", "350211003001"),
        (123456789012345678, "0", "1.23456789012346e+17"),
        (0.125, "0%", "12.5%"),
        (1, "0.00%", "100%"),
        (True, "General", "是"),
        (datetime.date(2011, 3, 31), 'yyyy"年"m"月"d"日"', "2011-03-31"),
        (datetime.datetime(2011, 3, 31, 8, 30), "yyyy-mm-dd hh:mm", "2011-03-31T08:30:00"),
        (" 前后有空格 ", "General", " 前后有空格 "),
        ("abc", "General", "abc"),
        ("  ", "General", None),
    ],
)
def test_a_cell_becomes_the_text_it_shows_in_full(value: Any, pattern: str, text: str | None) -> None:
    assert shown(value, pattern) == text


def test_addresses_and_merged_ranges_are_those_of_the_sheet() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(3, 2, "C4")
        sheet.write_merge(5, 6, 2, 4, "合并")

    sheet = read(written(fill))
    assert (sheet["rows"], sheet["columns"], sheet["merged"]) == ([4, 6], {3: ["C4", "合并"]}, [(6, 3, 7, 5)])


def test_hidden_rows_columns_and_sheets_are_known() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "a")
        sheet.write(1, 1, "b")
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True
        other = book.add_sheet("藏")
        other.visibility = 1
        other.write(0, 0, "c")

    first, second = child.contents(written(fill))["sheets"]
    assert (first["hidden"], first["hidden_rows"], first["hidden_columns"]) == (False, [2], [2])
    assert (second["hidden"], second["columns"]) == (True, {1: ["c"]})


def test_typed_dates_of_the_1904_calendar_are_the_same_days() -> None:
    def fill(book: Any, sheet: Any) -> None:
        book.dates_1904 = True
        sheet.write(0, 0, datetime.date(2011, 3, 31), xlwt.easyxf(num_format_str="yyyy-mm-dd"))

    sheet = read(written(fill))
    assert (sheet["columns"], sheet["from_1904"]) == ({1: ["2011-03-31"]}, True)


@pytest.mark.parametrize(
    ("code", "text"),
    [(0, "#NULL!"), (7, "#DIV/0!"), (15, "#VALUE!"), (23, "#REF!"), (29, "#NAME?"), (36, "#NUM!"), (42, "#N/A")],
)
def test_an_error_cell_is_no_blank(code: int, text: str) -> None:
    assert read(written(lambda _, sheet: sheet.row(0).set_cell_error(0, code)))["columns"] == {1: [text]}


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with one record exchanged."""
    assert data.count(old) == 1
    return data.replace(old, new)


def formula(result: bytes, flags: int = 0) -> bytes:
    """An old workbook with one formula that gave this."""
    data = written(lambda _, sheet: sheet.write(0, 0, xlwt.Formula("1+1")))
    return patched(data, struct.pack("<QH", 0xFFFF000000000003, 0), result + struct.pack("<H", flags))


@pytest.mark.parametrize(
    ("data", "columns"),
    [
        (formula(struct.pack("<d", 2.5)), {1: ["2.5"]}),
        (formula(struct.pack("<d", 0.0)), {1: ["0"]}),
        (formula(struct.pack("<d", 0.0), 2), {1: ["#FORMULA!"]}),
        (formula(b"\x01\x00\x01\x00\x00\x00\xff\xff"), {1: ["是"]}),
        (formula(b"\x02\x00\x17\x00\x00\x00\xff\xff"), {1: ["#REF!"]}),
        (formula(b"\x03\x00\x00\x00\x00\x00\xff\xff"), {}),
    ],
)
def test_a_formula_is_what_it_gave(data: bytes, columns: dict[int, list[str]]) -> None:
    assert read(data)["columns"] == columns


def test_long_texts_run_over_many_records() -> None:
    texts = [("长" * 300 if n % 3 else "x" * 700) + str(n) for n in range(200)]

    def fill(_: Any, sheet: Any) -> None:
        for row, text in enumerate(texts):
            sheet.write(row, 0, text)

    assert read(written(fill))["columns"] == {1: texts}


@pytest.mark.parametrize(
    ("old", "new", "code", "kind"),
    [
        ("Workbook", "WordDocu", "not_a_workbook", "old_office"),
        ("Workbook", "Encrypted", "not_a_workbook", "old_office"),
    ],
)
def test_other_old_office_files_are_named_for_what_they_are(old: str, new: str, code: str, kind: str) -> None:
    data = written(lambda _, sheet: sheet.write(0, 0, 1))
    name = old.encode("utf-16-le").ljust(64, b"\x00")
    answer = child.contents(patched(data, name, new.encode("utf-16-le").ljust(64, b"\x00")))
    assert (answer["refused"], answer["slots"]) == (code, {"kind": kind})


def test_a_password_is_called_a_password() -> None:
    data = written(lambda _, sheet: sheet.write(0, 0, 1))
    locked = data.replace(b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\xb0\x04")  # its code page becomes its lock
    assert locked != data
    assert child.contents(locked)["refused"] == "encrypted"
    package = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\x00")
    boxed = bytearray(patched(data, "Workbook".encode("utf-16-le").ljust(64, b"\x00"), package))
    boxed[boxed.index(package) + 64] = 34
    assert child.contents(bytes(boxed))["refused"] == "encrypted"


@pytest.mark.parametrize("length", [8, 512, 600, 1000, 2000, 4000])
def test_a_cut_file_is_unreadable(length: int, office: Any) -> None:
    data = written(lambda _, sheet: [sheet.write(n, 0, "文字" * 40 + str(n)) for n in range(100)])
    assert [one.code for one in office.read(data[:length]).problems] == ["unreadable"]
