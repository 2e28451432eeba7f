"""Web pages and XML documents that go by the name of .xls: their tables, cell by cell."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.intake.files import child, html_tables

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def tables(body: str, encoding: str = "utf-8") -> list[dict[str, Any]]:
    """The tables of a page as the child process sees them."""
    return list(child.contents(f"<html><body>{body}</body></html>".encode(encoding))["sheets"])


def columns(rows: str) -> dict[int, list[str | None]]:
    """The columns of a page with one table."""
    return dict(tables(f"<table>{rows}</table>")[0]["columns"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>甲</td><td>1</td></tr>", {1: ["甲"], 2: ["1"]}),
        ("<tr><td>a<td>b<tr><td>c<td>d", {1: ["a", "c"], 2: ["b", "d"]}),
        ("<tr><th colspan=2>a</th><td>b</td></tr>", {1: ["a"], 3: ["b"]}),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", {1: ["a", None], 2: ["b", "c"]}),
        ("<tr><td> 两 \n 行<br>x&nbsp;&lt;</td></tr>", {1: ["两 行\nx <"]}),
        ("<tr><td><b>粗</b><script>alert(1)</script><style>td</style>体</td></tr>", {1: ["粗体"]}),
        ('<tr><td x:num="350211003001">3.50211E+11</td></tr>', {1: ["350211003001"]}),
        ('<tr><td x:num="0.125">12.5%</td><td x:num>7</td></tr>', {1: ["12.5%"], 2: ["7"]}),
        ("<tr><td>甲</td><td colspan=x rowspan=-1>乙</td></tr>", {1: ["甲"], 2: ["乙"]}),
    ],
)  # fmt: skip
def test_the_cells_of_a_table_stand_where_a_browser_shows_them(rows: str, expected: dict[int, list[Any]]) -> None:
    assert columns(rows) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found_whatever_the_page_says_of_itself(encoding: str) -> None:
    assert tables('<meta charset="iso-8859-1"><table><tr><td>囷墘社区</table>', encoding)[0]["columns"] == {
        1: ["囷墘社区"]
    }


def test_a_page_in_big5_says_so() -> None:
    assert tables('<meta charset="big5"><table><tr><td>報告</table>', "big5")[0]["columns"] == {1: ["報告"]}


def test_hidden_rows_and_merged_cells_are_known() -> None:
    (sheet,) = tables("<table><tr><td colspan=2>a<tr style='display: none'><td>b</table>")
    assert (sheet["hidden_rows"], sheet["merged"]) == ([2], [(1, 1, 1, 2)])


def test_sheets_are_named_as_excel_named_them() -> None:
    names = "<!--[if gte mso 9]><xml><x:Name>T04</x:Name><x:Name>T05</x:Name></xml><![endif]-->"
    two = "<table><tr><td>a</table><table><tr><td>b</table>"
    assert [sheet["name"] for sheet in tables(names + two)] == ["T04", "T05"]
    assert [sheet["name"] for sheet in tables(two)] == ["#1", "#2"]


def test_a_table_in_a_table_is_a_table_of_its_own() -> None:
    outer, inner = tables("<table><tr><td>a<td><table><tr><td>b</table><td>c</table>")
    assert (outer["columns"], inner["columns"]) == ({1: ["a"], 3: ["c"]}, {1: ["b"]})


def test_a_page_without_a_table_is_named_as_such(office: Any) -> None:
    (problem,) = office.read(b"<html><body>error 500</body></html>", "T04.xls").problems
    assert problem.code == "not_a_workbook"
    assert "没有表格的网页" in problem.message_zh


def test_tables_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tables, "MAX_TABLES", 3)
    assert child.contents(b"<table><tr><td>" * 4)["refused"] == "took_too_long"


def xml(rows: str, styles: str = "", options: str = "", encoding: str = "utf-8") -> dict[str, Any]:
    """The one sheet of an XML spreadsheet as the child process sees it."""
    sheet = f'<Worksheet ss:Name="表"><Table>{rows}</Table>{options}</Worksheet>'
    head = f'<?xml version="1.0" encoding="{encoding}"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">'
    return dict(child.contents(f"{head}{styles}{sheet}</Workbook>".encode(encoding))["sheets"][0])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<Cell><Data ss:Type="String">甲</Data></Cell>', "甲"),
        ('<Cell><Data ss:Type="Number">350211003001</Data></Cell>', "350211003001"),
        ('<Cell><Data ss:Type="Number">0.30000000000000004</Data></Cell>', "0.3"),
        ('<Cell ss:StyleID="p"><Data ss:Type="Number">0.125</Data></Cell>', "12.5%"),
        ('<Cell ss:StyleID="q"><Data ss:Type="Number">0.125</Data></Cell>', "12.5%"),
        ('<Cell><Data ss:Type="DateTime">2011-03-31T00:00:00.000</Data></Cell>', "2011-03-31"),
        ('<Cell><Data ss:Type="DateTime">2011-03-31T08:30:00.000</Data></Cell>', "2011-03-31T08:30:00"),
        ('<Cell><Data ss:Type="Boolean">1</Data></Cell>', "是"),
        ('<Cell><Data ss:Type="Error">#REF!</Data></Cell>', "#REF!"),
        ('<Cell ss:Formula="=1+1"/>', "#FORMULA!"),
        ('<Cell><Data ss:Type="String">甲</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>', "甲"),
    ],
)  # fmt: skip
def test_a_cell_of_an_xml_sheet_becomes_the_text_it_shows_in_full(cell: str, text: str) -> None:
    formats = {"p": "Percent", "q": "0.0%"}
    styles = "".join(
        f'<Style ss:ID="{key}"><NumberFormat ss:Format="{code}"/></Style>' for key, code in formats.items()
    )
    assert xml(f"<Row>{cell}</Row>", f"<Styles>{styles}</Styles>")["columns"] == {1: [text]}


def test_places_and_what_is_hidden_in_an_xml_sheet_are_known() -> None:
    one = '<Data ss:Type="Number">1</Data></Cell>'
    rows = (
        '<Column ss:Index="2" ss:Span="1" ss:Hidden="1"/><Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" '
        f'ss:MergeAcross="1">{one}<Cell>{one}</Row><Row ss:Span="2"/><Row><Cell>{one}</Row>'
    )
    sheet = xml(rows, options="<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>", encoding="gbk")
    assert (sheet["rows"], sheet["columns"]) == ([3, 7], {1: [None, "1"], 2: ["1", None], 4: ["1", None]})
    assert (sheet["hidden"], sheet["hidden_rows"], sheet["hidden_columns"]) == (True, [3], [2, 3])
    assert sheet["merged"] == [(3, 2, 3, 3)]


def test_an_xml_sheet_with_a_document_type_is_refused() -> None:
    data = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="{SPACE}">&b;</Workbook>'
    assert child.contents(data.encode())["slots"] == {"reason": "doctype"}
    assert child.contents(data.encode("utf-16"))["slots"] == {"reason": "doctype"}
