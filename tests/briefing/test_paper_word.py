"""The Word file, opened again: headings, native charts with the release's numbers, typefaces, marks, one-byte truth."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree

from dashboard.briefing.paper.make import briefing
from dashboard.briefing.paper.template import template_at
from dashboard.briefing.paper.word import word
from dashboard.briefing.paper.word_parts import ranges
from pipelines.problems import UserError

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def data(made) -> bytes:
    """The city's full report."""
    return word(made())


@pytest.fixture(scope="module")
def opened(data: bytes) -> docx.document.Document:
    """The same, opened."""
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            yield name, file.read(name)


def test_the_headings_are_those_of_the_genre(opened) -> None:
    heads = [one.text for one in opened.paragraphs if one.style.name == "Heading 1"]
    assert [head[:2] for head in heads] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert next(one.text for one in opened.paragraphs if one.style.name == "Title").startswith("厦门市")


def test_every_figure_is_a_native_chart_with_its_alternative(data, made) -> None:
    names = [name for name, _ in parts(data)]
    charts = [name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == len(made().figures) > 4
    body = docx.Document(io.BytesIO(data)).element.body
    told = [one.get("descr") for one in body.iter(qn("wp:docPr"))]
    assert told == [figure.alt for figure in made().figures]


def test_the_numbers_in_chart_and_workbook_are_the_figures(data, made) -> None:
    found = dict(parts(data))
    for n, figure in enumerate(made().figures, start=1):
        chart = etree.fromstring(found[f"word/charts/chart{n}.xml"])
        drawn = [
            {int(point.get("idx")): float(point.findtext(f"{C}v")) for point in series.find(f"{C}val").iter(f"{C}pt")}
            for series in sorted(chart.iter(f"{C}ser"), key=lambda one: int(one.find(f"{C}idx").get("val")))
        ]
        told = [{k: v for k, v in enumerate(one.values) if v is not None} for one in figure.series]
        assert drawn == told
        sheet = openpyxl.load_workbook(io.BytesIO(found[f"word/embeddings/Microsoft_Excel_Sheet{n}.xlsx"])).active
        columns = [[sheet.cell(k + 2, s + 2).value for k in range(len(figure.categories))] for s in range(len(told))]
        assert columns == [list(one.values) for one in figure.series]


def test_every_part_is_well_formed_and_every_link_leads_somewhere(data) -> None:
    found = dict(parts(data))
    for name, blob in found.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(blob)
    for name, blob in found.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rsplit("/", 1)[0] if "/" in name.replace("_rels/", "") else ""
            for link in etree.fromstring(blob):
                if link.get("TargetMode") != "External":
                    where = link.get("Target")
                    steps = [one for one in ([] if where.startswith("/") else folder.split("/")) if one]
                    for step in where.strip("/").split("/"):
                        steps = steps[:-1] if step == ".." else [*steps, step]
                    assert "/".join(steps) in found, (name, where)


def test_typefaces_are_named_and_have_their_stand_ins(data) -> None:
    found = dict(parts(data))
    styles, table = found["word/styles.xml"].decode(), found["word/fontTable.xml"].decode()
    for name in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"):
        assert f'w:eastAsia="{name}"' in styles
        assert f'w:name="{name}"><w:altName' in table


def test_every_page_carries_imprint_code_number_and_mark(opened, made) -> None:
    section = opened.sections[0]
    for footer in (section.footer, section.even_page_footer):
        text = "\n".join(one.text for one in footer.paragraphs)
        assert made().imprint.line in text
        assert f"pingshi show {made().imprint.code}" in text
        assert "PAGE" in footer._element.xml
    for header in (section.header, section.even_page_header):
        assert 'string="演示数据"' in header._element.xml


def test_references_count_through_to_the_list_of_sources(opened, made) -> None:
    marks = [run.text for one in opened.paragraphs for run in one.runs if run.font.superscript]
    assert marks
    numbers = {int(n) for mark in marks for n in re.findall(r"\d+", mark)}
    assert max(numbers) == len(made().cited)
    listed = {row.cells[k].text for row in opened.tables[-1].rows for k in (1, 3)}
    assert set(made().cited) <= listed


def test_ranges_of_numbers() -> None:
    assert ranges([3, 1, 2, 7, 9, 8, 8]) == "1–3, 7–9"
    assert ranges([5]) == "5"


def test_the_same_release_gives_the_same_bytes(release, data) -> None:
    assert word(briefing(release, "350200", "2011Q2")) == data


def test_no_clock_is_inside(data) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
        books = [file.read(name) for name in file.namelist() if name.endswith(".xlsx")]
    assert re.findall(r"\d{4}-\d\d-\d\dT", core) == ["2011-07-20T"] * 2
    for book in books:
        made_on = openpyxl.load_workbook(io.BytesIO(book)).properties.created
        assert str(made_on).startswith("2011-07-20")


def test_hostile_text_stays_text(made) -> None:
    data = word(made("350213"))
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(text.startswith('<script>alert(1)</script> & "=1+1"') and "🙂" in text for text in cells)
    assert not any("\x07" in text for text in cells)
    assert any("<script>" in one.text for one in document.paragraphs)


def test_a_real_release_bears_no_mark(made) -> None:
    from dataclasses import replace

    one = made("350213", "zh", "leader")
    data = word(replace(one, imprint=replace(one.imprint, watermark="")))
    headers = [blob.decode() for name, blob in parts(data) if name.startswith("word/header")]
    assert not any("v:shape" in text for text in headers)


def test_the_offices_own_template_is_used(made, tmp_path) -> None:
    template = tmp_path / "own.docx"
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Office Own"
    own.add_paragraph("Text of the template")
    own.sections[0].footer.paragraphs[0].text = "Our office"
    own.save(template)
    opened = docx.Document(io.BytesIO(word(made("350213"), template_at(template))))
    assert opened.styles["Heading 1"].font.name == "Office Own"
    assert "Text of the template" not in [one.text for one in opened.paragraphs]
    footer = [one.text for one in opened.sections[0].footer.paragraphs]
    assert footer[0] == "Our office"
    assert made("350213").imprint.line in footer


def test_a_template_without_a_style_is_refused_by_name(made, tmp_path) -> None:
    template = tmp_path / "own.docx"
    own = docx.Document()
    own.styles["Heading 2"].element.getparent().remove(own.styles["Heading 2"].element)
    own.save(template)
    with pytest.raises(UserError) as refused:
        word(made("350213"), template_at(template))
    assert refused.value.code == "brief_template_style"
    assert "Heading 2" in refused.value.message("zh")


def test_a_damaged_template_is_refused(made, tmp_path) -> None:
    template = tmp_path / "own.docx"
    template.write_bytes(b"no package")
    with pytest.raises(UserError, match="own.docx"):
        word(made("350213"), template_at(template))
