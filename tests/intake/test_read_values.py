"""Values of .xlsx cells that are easily read as something else, and what a file holds beside its cells."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from pipelines.intake.files import child, gathered

SPACE = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
STYLES = """<styleSheet><numFmts><numFmt numFmtId='200' formatCode='0.0%'/><numFmt numFmtId='201' formatCode='0"%"'/>
<numFmt numFmtId='202' formatCode='yyyy"年"'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>
<cellXfs><xf numFmtId='0'/><xf numFmtId='9'/><xf numFmtId='200'/><xf numFmtId='201'/><xf numFmtId='202'/></cellXfs>
</styleSheet>"""


def workbook(sheet: str, book: str = "", **parts: str) -> bytes:
    """A workbook whose only sheet has these rows."""
    link = "<Relationship Id='{0}' Type='x/{0}' Target='{1}'/>"
    links = "".join(
        link.format(*one) for one in (("worksheet", "s.xml"), ("styles", "y.xml"), ("sharedStrings", "t.xml"))
    )
    rich = "<si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>bing</t></rPh></si>"
    texts = f"<sst count='4000000000'><si><t>甲</t></si>{rich}</sst>"
    content = {
        "_rels/.rels": f"<R>{link.format('officeDocument', 'xl/b.xml')}</R>",
        "xl/b.xml": f"<workbook {SPACE}>{book}<sheets><sheet name='表' r:id='worksheet'/></sheets></workbook>",
        "xl/_rels/b.xml.rels": f"<R>{links}</R>",
        "xl/s.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>",
        "xl/y.xml": STYLES,
        "xl/t.xml": texts,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in (content | parts).items():
            box.writestr(name, text)
    return file.getvalue()


def shown(cell: str, book: str = "") -> str | None:
    """What the only cell of a sheet says."""
    columns = child.contents(workbook(f"<row r='1'>{cell}</row>", book))["sheets"][0]["columns"]
    return columns[1][0] if columns else None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c r='A1' s='1'><v>0.125</v></c>", "12.5%"),
        ("<c r='A1' s='2'><v>1</v></c>", "100%"),
        ("<c r='A1' s='2'><v>0.30000000000000004</v></c>", "30%"),
        ("<c r='A1' s='2'><v>1.5E-3</v></c>", "0.15%"),
        ("<c r='A1' s='2'><v>-0.05</v></c>", "-5%"),
        ("<c r='A1' s='1'><v>0</v></c>", "0%"),
        ("<c r='A1' s='3'><v>12</v></c>", "12"),
        ("<c r='A1' s='4'><v>40633</v></c>", "2011-03-31"),
        ("<c r='A1' s='99'><v>7</v></c>", "7"),
        ("<c r='A1'><v>350211003001.0</v></c>", "350211003001"),
        ("<c r='A1'><v>3.50211003001E11</v></c>", "350211003001"),
        ("<c r='A1'><v>999999999999999</v></c>", "999999999999999"),
        ("<c r='A1'><v>350211198001011234</v></c>", "3.50211198001011e+17"),
        ("<c r='A1'><v>1e400</v></c>", "inf"),
        ("<c r='A1' t='b'><v>true</v></c>", "是"),
        ("<c r='A1' t='e'><v>#DIV/0!</v></c>", "#DIV/0!"),
        ("<c r='A1' t='d'><v>2011-03-31</v></c>", "2011-03-31"),
        ("<c r='A1' t='s'><v>1</v></c>", "乙丙"),
        ("<c r='A1' t='inlineStr'><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c>", "甲乙"),
        ("<c r='A1'><f>1+1</f></c>", "#FORMULA!"),
        ("<c r='A1' t='n'><f>1+1</f><v></v></c>", "#FORMULA!"),
        ("<c r='A1' t='str'><f>B1</f><v></v></c>", None),
        ("<c r='A1'><f>1-1</f><v>0</v></c>", "0"),
        ("<c r='A1'/>", None),
    ],
)  # fmt: skip
def test_a_cell_becomes_the_text_it_shows_in_full(cell: str, text: str | None) -> None:
    assert shown(cell) == text


def test_the_zero_of_a_file_that_wants_calculating_first_is_no_value() -> None:
    stale = "<calcPr fullCalcOnLoad='1'/>"
    assert shown("<c r='A1'><f>SUM(B1)</f><v>0</v></c>", stale) == "#FORMULA!"
    assert shown("<c r='A1'><f>SUM(B1)</f><v>3</v></c>", stale) == "3"
    assert shown("<c r='A1'><v>0</v></c>", stale) == "0"


def test_a_sheet_of_the_1904_calendar_says_so() -> None:
    sheet = child.contents(workbook("<row r='1'><c r='A1' s='4'><v>39171</v></c></row>", "<workbookPr date1904='1'/>"))
    assert (sheet["sheets"][0]["columns"], sheet["sheets"][0]["from_1904"]) == ({1: ["2011-03-31"]}, True)
    far = child.contents(workbook("<row r='1'><c r='A1' s='4'><v>2958465</v></c></row>", "<workbookPr date1904='1'/>"))
    assert far["sheets"][0]["columns"] == {1: ["2958465"]}


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ('<c r="A1" s="1"/><c r="B1"><v>1</v></c>', {2: ["1"]}),
        ('<c r="A1" s="1"/><c r="B1" s="1"/><c><v>1</v></c>', {3: ["1"]}),
        ('<c r="A1" s="1"></c><c r="B1" s="1"/>', {}),
        ('<c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1" s="1"/>]]></t></is></c>', {1: ['<c r="B1" s="1"/>']}),
    ],
)  # fmt: skip
def test_styled_blanks_are_nothing_and_move_nothing(cells: str, columns: dict[int, list[str]]) -> None:
    assert child.contents(workbook(f'<row r="1">{cells}</row>'))["sheets"][0]["columns"] == columns


def test_many_styled_rows_below_the_table_are_read_past() -> None:
    rows = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(2, 60_000))
    last = '<row r="60000"><c r="B60000"><v>2</v></c></row>'
    (sheet,) = child.contents(workbook(f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}{last}'))["sheets"]
    assert (sheet["rows"], sheet["columns"]) == ([1, 60000], {1: ["1", None], 2: [None, "2"]})


@pytest.mark.parametrize(
    "row",
    [
        "<row r='1'><c r='A1' t='s'><v>2</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>-1</v></c></row>",
        "<row r='1'><c r='A1'><v>zwölf</v></c></row>",
        "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
        "<row r='2'><c r='A2'><v>1</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>",
        "<row r='1'><c r='ZZZZZZ9999999999'><v>1</v></c></row>",
    ],
)
def test_what_cannot_be_is_unreadable(row: str, office: Any) -> None:
    assert [one.code for one in office.read(workbook(row)).problems] == ["unreadable"]


def test_an_overlong_cell_is_named(office: Any) -> None:
    for length, code in ((32_767, "unknown_sheet"), (32_768, "cell_too_long")):
        cell = f"<row r='4'><c r='C4' t='inlineStr'><is><t>{'长' * length}</t></is></c></row>"
        assert office.read(workbook(cell)).problems[0].code == code
    assert "C4" in office.read(workbook(cell)).problems[0].message_zh


def test_cells_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MAX_CELLS", 3)
    row = "<row r='{0}'><c r='A{0}'><v>1</v></c><c r='B{0}'><v>1</v></c></row>"
    assert child.contents(workbook(row.format(1) + row.format(2)))["refused"] == "cells_too_many"


def test_cells_too_many_on_several_sheets_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MAX_CELLS", 1)
    row = "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>1</v></c></row>"
    assert child.contents(workbook(row))["refused"] == "cells_too_many"


def answered_by_the_process(monkeypatch: pytest.MonkeyPatch) -> str:
    """What the child process writes, played in this one."""
    output = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n")))
    monkeypatch.setattr("sys.stdout", output)
    monkeypatch.setattr(child, "_limit", lambda *_: None)
    child.main()
    output.seek(0)
    return output.read()


def test_more_than_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: bytes) -> None:
        raise MemoryError

    monkeypatch.setitem(child._READERS, "csv", exhausted)
    assert "took_too_long" in answered_by_the_process(monkeypatch)


def test_more_than_may_be_handed_over_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert '"a"' in answered_by_the_process(monkeypatch)
    monkeypatch.setattr(child, "OUTPUT_BYTES", 10)
    assert "took_too_long" in answered_by_the_process(monkeypatch)


def test_macros_and_links_to_other_files_are_left_alone_and_said(office: Any, site: Any) -> None:
    file = io.BytesIO(office.workbook({"T01": site["T01"]}))
    with zipfile.ZipFile(file, "a") as box:
        box.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
        box.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        box.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", "<Relationships/>")
    checked = office.checked(office.read(file.getvalue(), "报送.xlsm"))
    assert [(one.code, one.level) for one in checked.problems] == [
        ("macros_ignored", "info"),
        ("external_links", "info"),
    ]
    assert checked.counts["T01"].accepted == 1


def test_a_percentage_of_a_real_writer_is_read_as_shown() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet().write("C4", 0.125, book.add_format({"num_format": "0%"}))
    book.close()
    (sheet,) = child.contents(file.getvalue())["sheets"]
    assert (sheet["rows"], sheet["columns"]) == ([4], {3: ["12.5%"]})
