"""The map of given boundaries on a page: it stands where the tiles stood, with its approval number and its source."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.briefing.paper.command import writer_of
from dashboard.briefing.paper.imprint import imprinted, single
from pipelines.boundaries.keep import Boundaries, keep

Opened = Callable[..., AppTest]
PERIOD, CODE = "2011Q4", "350212109001"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[118.1, 24.7], [118.2, 24.7], [118.2, 24.8], [118.1, 24.8], [118.1, 24.7]]],
}


@pytest.fixture(scope="module")
def homes(home_of: Callable[..., Path]) -> dict[str, Path]:
    """The home of this module's release: 同安 has a boundary, the other districts have none."""
    keys: dict[str, Any] = {"period": PERIOD, "unit_code": CODE[:6]}
    register = keys | {"community_code": CODE, "town_code": CODE[:9], "name": "演示", "ctype": "村改居", "residents": 9}
    centre = keys | {"centre_id": "Z1", "serves": [CODE], "hrs": 48.0}
    items = [keys | {"centre_id": "Z1", "matter_code": "E01", "avail": True, "nonlocal_ok": True}]
    home = home_of("boundaries", {"T01": [register], "T10": [centre], "T10b": items})
    given = Boundaries(
        "district", {CODE[:6]: SQUARE}, date(2011, 12, 31), "界线.geojson", "0" * 64, "CGCS2000", True, "闽S〔2011〕9号"
    )
    keep(home, given)
    return {"full": home}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_is_drawn_with_approval_number_source_and_day(opened: Opened, text, lang: str) -> None:
    shown = opened("access", period=PERIOD, lang=lang)
    assert not shown.exception
    said = " ".join(text(shown).split())
    expected = {
        "zh": "边界由使用单位导入：界线.geojson（CGCS2000），反映2011年12月31日的区划",
        "en": "Boundaries as given by the user: 界线.geojson (CGCS2000), of 31 December 2011",
    }
    assert expected[lang] in said
    specs = [chart.proto.spec for chart in shown.get("plotly_chart")]
    assert any("闽S〔2011〕9号" in spec or "\\u95fdS" in spec for spec in specs)


def told(file: bytes) -> str:
    """The words of an Office file or of a page."""
    if not zipfile.is_zipfile(io.BytesIO(file)):
        return unescape(file.decode())
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    return unescape(re.sub(r"<[^>]+>", "", " ".join(parts)))


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "html"])
def test_on_paper_approval_number_source_system_and_day_stand_under_the_areas(taken, kind: str) -> None:
    imprint = imprinted("zh", {"name": "2011", "demo": "yes", "built_at": "2012-01-20"}, date(2011, 12, 31), [], "")
    one = single("zh", taken("access", period=PERIOD)["boundaries"], imprint)
    file = writer_of(kind)(replace(one, closing=("2012年1月20日",)))
    for expected in ("闽S〔2011〕9号", "界线.geojson", "CGCS2000", "2011年12月31日的区划"):
        assert expected in told(file)
