"""Pieces of a Word file as XML: a table, a native chart in the line, a run that refers to a source, a watermark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from dashboard.briefing.paper.chart_book import chart_book
from dashboard.briefing.paper.chart_xml import Letters, chart_xml
from dashboard.briefing.paper.look import CELLS
from dashboard.briefing.paper.model import Cell, Figure, Imprint, Table
from dashboard.briefing.paper.xml_text import escaped
from dashboard.words import t

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU = 36000  # English metric units of a millimetre
_TWIPS = 56.6929  # of a millimetre
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def table_xml(table: Table, width: float, size: float) -> str:
    """A table `width` mm wide in letters of `size` points; its head stands again on every page."""
    widths = [int(share * width * _TWIPS) for share in table.widths]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F8A9A"/>' for side in _SIDES)
    margins = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    form = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    head = tuple(Cell(text, "head") for text in table.head)
    lines = [_row(head, widths, size, table.values, is_head=True)]
    lines += [_row(row, widths, size, table.values) for row in table.rows]
    return f"<w:tbl {nsdecls('w')}>{form}{''.join(lines)}</w:tbl>"


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _row(cells: Sequence[Cell], widths: Sequence[int], size: float, values: bool, *, is_head: bool = False) -> str:
    form = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    drawn = "".join(
        _cell(cell, width, size, is_centred=is_head or (values and n > 0))
        for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{form}</w:trPr>{drawn}</w:tr>"


def _cell(cell: Cell, width: int, size: float, *, is_centred: bool) -> str:
    fill, ink = CELLS[cell.tone]
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    side = "center" if is_centred else "left"
    spacing = f'<w:spacing w:before="20" w:after="20" w:line="{int(size * 1.25 * 20)}" w:lineRule="exact"/>'
    place = f'<w:pPr>{spacing}<w:ind w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    bold = "<w:b/>" if cell.tone == "head" else ""
    letters = f'<w:rPr>{bold}{colour}<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/></w:rPr>'
    text = f'<w:r>{letters}<w:t xml:space="preserve">{escaped(cell.text)}</w:t></w:r>' if cell.text else ""
    form = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{form}<w:p>{place}{text}</w:p></w:tc>"


def chart_run(
    document: Document, figure: Figure, number: int, place: tuple[float, float, Letters], imprint: Imprint, lang: str
) -> str:
    """The run that shows a chart in the line; adds its parts to the document. `place`: width, height in mm, letters."""
    width, height, letters = place
    package = document.part.package
    head = t(lang, "briefing.head_code")
    book = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        _BOOK,
        chart_book(figure, imprint.built_on, head),
        package,
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, b"", package)
    link = f'<c:externalData r:id="{chart.relate_to(book, RT.PACKAGE)}"><c:autoUpdate val="0"/></c:externalData>'
    xml = chart_xml(figure, letters, (width, height)).replace("</c:chartSpace>", link + "</c:chartSpace>")
    chart._blob = (_HEAD + xml).encode()
    shown = document.part.relate_to(chart, RT.CHART)
    size = f'cx="{int(width * _EMU)}" cy="{int(height * _EMU)}"'
    name = escaped(t(lang, "briefing.figure_no", n=number))
    inside = f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{shown}"/>'
    return (
        f'<w:r {nsdecls("w", "wp", "a")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{1000 + number}" name="{name}" descr="{escaped(figure.alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_C}">{inside}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers as a reader writes them: 3, 5–8."""
    return ", ".join(f"{low}–{high}" if high > low else str(low) for low, high in _runs(sorted(set(numbers))))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for n in range(1, len(numbers) + 1):
        if n == len(numbers) or numbers[n] != numbers[n - 1] + 1:
            yield numbers[start], numbers[n - 1]
            start = n


def watermark_xml(text: str, typeface: str, number: int) -> str:
    """A paragraph whose picture is the text, large and pale across the page."""
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:420pt;height:110pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    kind = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    )
    shape = (
        f'<v:shape id="Watermark{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt="{escaped(text)}" '
        f'style="{style}" fillcolor="#dfe3e8" stroked="f"><v:fill opacity=".6"/>'
        f'<v:textpath style="font-family:&quot;{escaped(typeface)}&quot;;font-size:1pt" string="{escaped(text)}"/>'
        "</v:shape>"
    )
    return f"<w:r {nsdecls('w')} {names}><w:pict>{kind}{shape}</w:pict></w:r>"
