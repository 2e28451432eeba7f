"""Type and measures on paper, after the office's standard for documents: A4, text block, sizes, typefaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.briefing.paper.model import Audience
from dashboard.words import t

# GB/T 9704-2012: A4, top 37, left 28, text block 156 × 225 mm; page number 7 mm under the block
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, LEFT, RIGHT, BOTTOM = 37, 28, 26, 35
BLOCK_WIDTH, BLOCK_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
LATIN = "Times New Roman"
FACES = ("body", "title", "head", "subhead", "number")


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in points. `line`: exact distance of lines of the text; `indent`: of its first line, in characters."""

    title: float
    body: float
    line: float
    indent: int
    table: float
    chart_height: int
    top: int = TOP
    bottom: int = BOTTOM


_FULL = Measures(title=22, body=16, line=28.95, indent=2, table=10.5, chart_height=60)
_PLAIN = Measures(title=17, body=12, line=18, indent=0, table=9.5, chart_height=58)
_ONE_PAGE = Measures(title=18, body=11.5, line=16, indent=2, table=8.5, chart_height=38, top=20, bottom=24)
_ONE_PAGE_PLAIN = Measures(title=14, body=9.5, line=12, indent=0, table=7.5, chart_height=44, top=18, bottom=24)
_BY: Mapping[tuple[str, bool], Measures] = {
    ("zh", False): _FULL,
    ("en", False): _PLAIN,
    ("zh", True): _ONE_PAGE,
    ("en", True): _ONE_PAGE_PLAIN,
}


def measures(lang: str, audience: Audience) -> Measures:
    """The sizes; a leader's page has to be one page."""
    return _BY[lang, audience == "leader"]


def face(lang: str, role: str) -> str:
    """The Chinese typeface of a role, as it is named in the file."""
    return t(lang, f"briefing.font_{role}")


def fallback(lang: str, role: str) -> str:
    """What stands in for it where it is not installed, best first."""
    return t(lang, f"briefing.fallback.{role}")
