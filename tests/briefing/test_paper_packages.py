"""Every part of every file keeps to the schemas that Office itself goes by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from dashboard.briefing.paper.imprint import single
from dashboard.briefing.paper.model import Figure, Sentence, Series
from dashboard.briefing.paper.slides import slides
from dashboard.briefing.paper.word import word
from dashboard.briefing.paper.workbook import workbook

WRITERS = {"docx": word, "pptx": slides, "xlsx": workbook}
PAIR = (Series("村改居", "own", (81.6, None)), Series("城市", "whole", (97.5, 60.0)))
POINTS = (
    Series("已拨", "met", (1.0, None, None)),
    Series("限", "target", (None, 0.0, 2.0), is_line=True),
)
PLACES = {"at": (-3.0, 0.0, 9.0), "axes": ("天", "")}
FIGURES = {
    "pairs": Figure("p", Sentence("差距"), "差距（%）", "pairs", ("甲", "乙（缺报）"), PAIR, "%", 1, "替"),
    "points": Figure("q", Sentence("天数"), "天数", "points", ("a", "b", "c"), POINTS, "", 0, "替", **PLACES),
}
FIGURES["map"] = replace(FIGURES["points"], shape="map")


@pytest.fixture(scope="module")
def faults(tmp_path_factory):
    """`faults(kind, data)`: what is wrong with a file."""
    folder, validator = tmp_path_factory.mktemp("packages"), OpenXmlValidator()

    def found(kind: str, data: bytes) -> list[str]:
        path = Path(folder / f"file.{kind}")
        path.write_bytes(data)
        return [str(one) for one in validator.validate(path).errors]

    return found


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("audience", ["full", "leader", "return"])
def test_the_file_keeps_to_the_schemas(made, faults, kind, audience) -> None:
    assert faults(kind, WRITERS[kind](made("350213", "zh", audience))) == []


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("shape", FIGURES)
def test_every_shape_of_chart_keeps_to_the_schemas(made, faults, kind, shape) -> None:
    one = single("zh", FIGURES[shape], made().imprint)
    assert faults(kind, WRITERS[kind](replace(one, closing=("2011年",)))) == []


def test_what_breaks_the_schemas_is_found(made, faults, monkeypatch) -> None:
    from dashboard.briefing.paper import slide_parts
    from dashboard.briefing.paper.chart_xml import chart_xml

    turned = '<c:legend><c:overlay val="0"/><c:legendPos val="b"/></c:legend>'
    right = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    monkeypatch.setattr(slide_parts, "chart_xml", lambda *given: chart_xml(*given).replace(right, turned))
    assert faults("pptx", slides(single("zh", FIGURES["pairs"], made().imprint)))
