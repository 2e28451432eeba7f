"""One form in every kind of file that offices send: the same rows at the same addresses, and the kind is named."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pytest
import python_calamine
import xlwt

from pipelines.intake.files import child

Cells = Sequence[Sequence[str]]
HEADER_ROW = 3


def grid(office: Any, rows: Sequence[dict[str, str]]) -> Cells:
    """A form as an office lays it out: a title, instructions, the header, the rows."""
    lines = [line.split("\t") for line in office.csv("T04", rows, "\t").splitlines()]
    return [["队伍情况表"], ["如实填写"], *lines]


def as_xls(cells: Cells, name: str = "T04 队伍") -> bytes:
    """An old Excel workbook."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            sheet.write(row, column, text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_ods(cells: Cells, name: str = "T04 队伍") -> bytes:
    """An OpenDocument spreadsheet."""
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in cells)
    return ods(f'<table:table table:name="{name}">{rows}</table:table>')


def _ods_cell(text: str) -> str:
    body = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{body}</table:table-cell>'


def ods(tables: str, styles: str = "", **parts: str) -> bytes:
    """An OpenDocument spreadsheet with these tables."""
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        entry = '<m:file-entry m:media-type="application/vnd.oasis.opendocument.spreadsheet" m:full-path="/"/>'
        space = 'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        manifest = f"<m:manifest {space}>{entry}</m:manifest>"
        for part, text in {"META-INF/manifest.xml": manifest, "content.xml": content, **parts}.items():
            box.writestr(part, text)
    return file.getvalue()


def as_html(cells: Cells) -> bytes:
    """What reporting systems export: a web page in the Chinese encoding of old."""
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in line)}</tr>" for line in cells)
    page = f'<html><head><meta charset="gb2312"><title>导出</title></head><body><table>{rows}</table></body></html>'
    return page.encode("gb18030")


def as_xml(cells: Cells, name: str = "T04 队伍") -> bytes:
    """An XML spreadsheet of Excel 2003."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(f"<Row>{''.join(map(_xml_cell, line))}</Row>" for line in cells)
    sheet = f'<Worksheet ss:Name="{name}"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode()


def _xml_cell(text: str) -> str:
    return f'<Cell><Data ss:Type="String">{escape(text)}</Data></Cell>'


def as_xlsb(cells: Cells, name: str = "T04 队伍") -> bytes:
    """A binary workbook."""
    records = []
    for row, line in enumerate(cells):
        records.append(row_record(row))
        records += [cell_record(6, column, wide(text)) for column, text in enumerate(line)]
    return xlsb({name: b"".join(records)})


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of a binary workbook: kind and length, seven bits a byte, and what it holds."""
    return seven_bits(kind) + seven_bits(len(body)) + body


def seven_bits(value: int) -> bytes:
    """A number of seven bits a byte."""
    return bytes([value & 0x7F | 0x80]) + seven_bits(value >> 7) if value > 0x7F else bytes([value])


def wide(text: str) -> bytes:
    """A text with its length before it."""
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def row_record(row: int, hidden: bool = False) -> bytes:
    """The beginning of a row."""
    return record(0, struct.pack("<2LH2B4xB", row, 0, 300, 0, 0x10 * hidden, 0))


def cell_record(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    """One cell."""
    return record(kind, struct.pack("<2L", column, style) + body)


def xlsb(sheets: dict[str, bytes], **parts: bytes) -> bytes:
    """A binary workbook with these sheets, each given as its records, and perhaps texts and styles."""
    links = '<Relationship Id="r{0}" Type="http://t/{1}" Target="{2}.bin"/>'
    listed = [links.format(n, "worksheet", f"worksheets/sheet{n}") for n in range(len(sheets))]
    listed += [links.format(name, name, name) for name in parts]
    bundle = [
        record(156, struct.pack("<2L", name.startswith("隐"), n + 1) + wide(f"r{n}") + wide(name))
        for n, name in enumerate(sheets)
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        root = '<Relationship Id="r" Type="http://t/officeDocument" Target="xl/workbook.bin"/>'
        box.writestr("_rels/.rels", f"<Relationships>{root}</Relationships>")
        box.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{''.join(listed)}</Relationships>")
        box.writestr("xl/workbook.bin", record(131) + record(143) + b"".join(bundle) + record(144) + record(132))
        for n, records in enumerate(sheets.values()):
            box.writestr(f"xl/worksheets/sheet{n}.bin", _sheet_records(records))
        for name, content in parts.items():
            box.writestr(f"xl/{name}.bin", content)
    return file.getvalue()


def _sheet_records(records: bytes) -> bytes:
    size = record(148, struct.pack("<4L", 0, 99, 0, 9))
    return record(129) + size + record(145) + records + record(146) + record(130)


KINDS = {"xls": as_xls, "ods": as_ods, "html": as_html, "xml": as_xml, "xlsb": as_xlsb}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["T04 队伍.xls", "报表.xlsx", "x.csv"])
def test_the_kind_is_decided_by_the_bytes_and_the_rows_are_the_same(
    kind: str, name: str, office: Any, site: Any
) -> None:
    rows = [site["T04"][0], site["T04"][0] | {"community_code": "350212109202", "remark": "两个  空格 & <括号>"}]
    plain = office.read(office.csv("T04", rows).encode(), "T04.csv").tables[0]
    reading = office.read(KINDS[kind](grid(office, rows)), name)
    (table,) = reading.tables
    expected = plain.frame.with_columns(row=plain.frame["row"] + HEADER_ROW - 1)
    if kind == "html":  # where two spaces are one
        expected = expected.with_columns(remark=expected["remark"].str.replace("  ", " "))
    assert table.frame.drop_nulls("community_code").rows() == expected.rows()
    assert table.columns == plain.columns
    assert [one.code for one in reading.problems] == ["other_format"]
    assert (reading.problems[0].level, reading.unit, reading.period) == ("info", "350212", "2011Q1")


def test_a_file_that_is_only_remarked_upon_is_taken_in(office: Any, site: Any) -> None:
    lines = [line.split("\t") for line in office.csv("T01", site["T01"], "\t").splitlines()]
    checked = office.checked(office.read(as_xls(lines, "T01"), "T01.xls"))
    assert (checked.counts["T01"].accepted, [one.code for one in checked.problems]) == (1, ["other_format"])


@pytest.mark.parametrize("write", [as_xls, as_ods, as_xlsb])
def test_an_independent_reader_sees_the_same_texts(write: Callable[[Cells], bytes]) -> None:
    cells = [["甲", "囷墘", "", "x" * 500], [], ["", "乙" * 300, "1,5"]] + [[f"第{n}行", "abc"] for n in range(400)]
    data = write(cells)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    theirs = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    (ours,) = child.contents(data)["sheets"]
    for row, number in enumerate(ours["rows"]):
        texts = [values[row] or "" for values in ours["columns"].values()]
        assert texts == [str(text) for text in theirs[number - 1][: len(texts)]]
    assert sum(any(line) for line in theirs) == len(ours["rows"])
