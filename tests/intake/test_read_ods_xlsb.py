"""Reading .ods and .xlsb: what each cell shows, what is hidden, what stands for a million blanks."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import pytest

from pipelines.intake.files import child

SPACES = " ".join(
    f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text", "style")
)
NOTE = "<office:annotation><text:p>批注</text:p></office:annotation>"
SHEET = '<table:table table:name="表">{}</table:table>'


def ods(tables: str, head: str = "", **parts: str) -> bytes:
    """An OpenDocument spreadsheet with these tables."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {SPACES}>{head}{body}</office:document-content>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        for part, text in {"content.xml": content, **parts}.items():
            box.writestr(part, text)
    return file.getvalue()


def cell(attributes: str, text: str = "") -> bytes:
    """A sheet with one cell in B2."""
    body = f"<table:table-cell/><table:table-cell {attributes}>{text and f'<text:p>{text}</text:p>'}</table:table-cell>"
    return ods(SHEET.format(f"<table:table-row/><table:table-row>{body}</table:table-row>"))


def read(data: bytes) -> dict[str, Any]:
    """The first sheet as the child process sees it."""
    return dict(child.contents(data)["sheets"][0])


@pytest.mark.parametrize(
    ("attributes", "text", "expected"),
    [
        ('office:value-type="float" office:value="350211003001"', "3.5E+11", "350211003001"),
        ('office:value-type="float" office:value="0.30000000000000004"', "0.30", "0.3"),
        ('office:value-type="percentage" office:value="0.125"', "13%", "12.5%"),
        ('office:value-type="date" office:date-value="2011-03-31"', "11年3月", "2011-03-31"),
        ('office:value-type="date" office:date-value="2011-03-31T08:30:00"', "x", "2011-03-31T08:30:00"),
        ('office:value-type="time" office:time-value="PT08H30M00S"', "8:30", "08:30:00"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "是"),
        ('office:value-type="string"', "甲<text:s text:c='2'/>乙<text:line-break/>丙", "甲  乙\n丙"),
        ('office:value-type="string"', "一</text:p><text:p>二", "一\n二"),
        ('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2", "2"),
        ('table:formula="of:=A1"', "", "#FORMULA!"),
        ('table:formula="of:=A1" office:value-type="string" office:string-value=""', "#REF!", "#REF!"),
        ('table:formula="of:=A1" office:value-type="float" office:value="0"', "Err:508", "#VALUE!"),
        ('office:value-type="string"', f"值</text:p>{NOTE}<text:p>二", "值\n二"),
    ],
)  # fmt: skip
def test_an_ods_cell_becomes_the_text_it_shows_in_full(attributes: str, text: str, expected: str) -> None:
    sheet = read(cell(attributes, text))
    assert (sheet["rows"], sheet["columns"]) == ([2], {2: [expected]})


def test_repeated_blanks_cost_nothing_and_repeated_values_count() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = (
        f'<table:table-row table:number-rows-repeated="1000">{blank}</table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3" '
        'office:value-type="float" office:value="7"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="1047574">{blank}</table:table-row>'
    )
    sheet = read(ods(SHEET.format(rows)))
    assert (sheet["rows"], sheet["columns"]) == ([1001, 1002], {1: ["7", "7"], 2: ["7", "7"], 3: ["7", "7"]})


@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [(1048576, 1, "outside_grid"), (1, 16384, "outside_grid"), (190000, 200, "cells_too_many")],
)  # fmt: skip
def test_a_value_repeated_beyond_the_limits_is_refused(rows: int, columns: int, code: str) -> None:
    value = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" office:value="7"/>'
    data = ods(SHEET.format(f'<table:table-row table:number-rows-repeated="{rows}">{value}</table:table-row>'))
    assert child.contents(data)["refused"] == code


def test_what_is_hidden_in_ods_is_known() -> None:
    one = '<table:table-cell office:value-type="float" office:value="1"/>'
    styles = (
        '<office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles>"
    )
    first = SHEET.format(
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        f'<table:table-row>{one}</table:table-row><table:table-row table:visibility="filter">{one}</table:table-row>'
    )
    second = (
        f'<table:table table:name="藏" table:style-name="ta2"><table:table-row>{one}</table:table-row></table:table>'
    )
    sheets = child.contents(ods(first + second, styles))["sheets"]
    assert (sheets[0]["hidden_rows"], sheets[0]["hidden_columns"]) == ([2], [3])
    assert [sheet["hidden"] for sheet in sheets] == [False, True]


def test_what_an_ods_file_keeps_of_other_files_is_not_read_but_said() -> None:
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    linked = f"<table:table table:name=\"'file:///other.ods'#$S\">{row}</table:table>"
    answer = child.contents(ods(SHEET.format(row) + linked, **{"Basic/Standard/M.xml": "<a/>"}))
    assert [sheet["name"] for sheet in answer["sheets"]] == ["表"]
    assert [code for code, _ in answer["notes"]] == ["other_format", "macros_ignored", "external_links"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"META-INF/manifest.xml": "<m:a xmlns:m='m'><m:encryption-data/></m:a>"}, "encrypted"),
        ({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "unsafe_workbook"),
        ({"styles.xml": "<!DOCTYPE a><a/>"}, "unsafe_workbook"),
        ({"content.xml": "<a><b></a>"}, "unreadable"),
    ],
)  # fmt: skip
def test_a_locked_or_dangerous_ods_file_is_refused(parts: dict[str, str], code: str) -> None:
    assert child.contents(ods("", **parts))["refused"] == code


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of a binary workbook: kind and length, seven bits a byte, and what it holds."""
    return seven_bits(kind) + seven_bits(len(body)) + body


def seven_bits(value: int) -> bytes:
    """A number of seven bits a byte."""
    return bytes([value & 0x7F | 0x80]) + seven_bits(value >> 7) if value > 0x7F else bytes([value])


def wide(text: str) -> bytes:
    """A text with its length before it."""
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def row(number: int, hidden: bool = False) -> bytes:
    """The beginning of a row."""
    return record(0, struct.pack("<2LH2B4xB", number, 0, 300, 0, 0x10 * hidden, 0))


def at(column: int, style: int = 0) -> bytes:
    """Where a cell stands, and its style."""
    return struct.pack("<2L", column, style)


def xlsb(sheet: bytes, book: bytes = b"", state: int = 0) -> bytes:
    """A binary workbook with one sheet, two texts, and styles for percentages and dates."""
    link = '<Relationship Id="{0}" Type="http://t/{1}" Target="{2}"/>'
    links = link.format("s", "worksheet", "sheet1.bin") + link.format("t", "sharedStrings", "texts.bin")
    bundle = record(156, struct.pack("<2L", state, 1) + wide("s") + wide("表"))
    xf = [record(47, struct.pack("<2H12x", 0, number)) for number in (0, 9, 14, 200)]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("_rels/.rels", f"<R>{link.format('r', 'officeDocument', 'xl/workbook.bin')}</R>")
        box.writestr("xl/_rels/workbook.bin.rels", f"<R>{links}{link.format('f', 'styles', 'styles.bin')}</R>")
        box.writestr("xl/workbook.bin", book + bundle)
        box.writestr("xl/sheet1.bin", sheet)
        box.writestr("xl/texts.bin", b"".join(record(19, b"\x00" + wide(text)) for text in ("甲", "乙")))
        formats = record(44, struct.pack("<H", 200) + wide("0.00%"))
        box.writestr("xl/styles.bin", formats + record(47, bytes(16)) + record(617) + b"".join(xf) + record(618))
    return file.getvalue()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (record(2, at(1) + struct.pack("<L", 7 << 2 | 2)), "7"),
        (record(2, at(1) + struct.pack("<L", (1 << 32) - (5 << 2) | 2)), "-5"),
        (record(2, at(1) + struct.pack("<L", 1250 << 2 | 3)), "12.5"),
        (record(5, at(1) + struct.pack("<d", 350211003001)), "350211003001"),
        (record(5, at(1, 1) + struct.pack("<d", 0.125)), "12.5%"),
        (record(5, at(1, 3) + struct.pack("<d", 0.125)), "12.5%"),
        (record(5, at(1, 2) + struct.pack("<d", 40633)), "2011-03-31"),
        (record(9, at(1) + struct.pack("<d", 2.5) + b"\x00" * 8), "2.5"),
        (record(3, at(1) + b"\x17"), "#REF!"),
        (record(11, at(1) + b"\x2a"), "#N/A"),
        (record(4, at(1) + b"\x01"), "是"),
        (record(10, at(1) + b"\x00"), "否"),
        (record(6, at(1) + wide("就地")), "就地"),
        (record(8, at(1) + wide("公式")), "公式"),
        (record(62, at(1) + b"\x00" + wide("多样")), "多样"),
        (record(7, at(1) + struct.pack("<L", 1)), "乙"),
    ],
)  # fmt: skip
def test_an_xlsb_cell_becomes_the_text_it_shows_in_full(cell: bytes, text: str) -> None:
    sheet = read(xlsb(row(3) + record(1, at(0)) + cell))
    assert (sheet["rows"], sheet["columns"]) == ([4], {2: [text]})


def test_what_is_hidden_or_merged_in_xlsb_is_known() -> None:
    one = record(2, at(0) + struct.pack("<L", 7 << 2 | 2))
    column = record(60, struct.pack("<4LH", 2, 3, 0, 0, 1))
    merged = record(176, struct.pack("<4L", 0, 1, 2, 3))
    book = record(153, struct.pack("<L", 1))
    sheet = read(xlsb(column + row(0) + one + row(1, hidden=True) + one + merged, book, state=1))
    assert (sheet["hidden"], sheet["hidden_rows"], sheet["hidden_columns"]) == (True, [2], [3, 4])
    assert (sheet["merged"], sheet["from_1904"]) == ([(1, 3, 2, 4)], True)


@pytest.mark.parametrize(
    "sheet",
    [
        record(7, at(0) + struct.pack("<L", 9)),
        record(6, at(0) + struct.pack("<L", 1 << 31)),
        row(0) + record(4, at(0) + b"\x01") * 2,
        row(0)[:-3],
        record(5, at(0)),
    ],
)
def test_a_damaged_xlsb_is_unreadable(sheet: bytes) -> None:
    assert child.contents(xlsb(sheet))["refused"] == "unreadable"
