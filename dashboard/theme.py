"""Colour, type and the look of figures. Colour goes by meaning, never by position, and has a shape beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

INK, MUTED, RULE, PANEL, PAPER = "#16243A", "#55647A", "#D5DCE6", "#F4F6FA", "#FFFFFF"
BLUE, ORANGE, ORANGE_TEXT = "#1F4E8C", "#E07B39", "#A3410C"
PALE_BLUE, PALE_ORANGE, GREY = "#A3BEDD", "#EFAE80", "#98A4B5"
BLUES = ("#1F4E8C", "#5C88BD", "#A3BEDD", "#DCE7F3")  # parts of a whole, dark to light
FONT = (
    '"Source Sans","PingFang SC","HarmonyOS Sans SC","Microsoft YaHei",'
    '"Source Han Sans SC","Noto Sans CJK SC",sans-serif'
)

# What a reading says against its yardstick → colour and plotly marker symbol.
VERDICT = {
    "met": (BLUE, "circle"),
    "below": (ORANGE, "diamond"),
    "plain": (BLUE, "circle"),
    "missing": (GREY, "x-thin"),
}


def axis(**more: Any) -> dict[str, Any]:
    """A quiet axis: thin grid, no zero line, muted figures."""
    quiet = {
        "gridcolor": RULE,
        "linecolor": RULE,
        "zeroline": False,
        "tickfont": {"size": 12.5, "color": MUTED},
        "fixedrange": True,
        "automargin": True,
    }
    return quiet | more


def layout(height: int, **more: Any) -> dict[str, Any]:
    """The layout every figure starts from."""
    base = {
        "height": height,
        "template": {},
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 56},
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "size": 13}, "bgcolor": PAPER, "bordercolor": RULE},
        "dragmode": False,
    }
    return base | more


def stylesheet() -> str:
    """The pages' CSS: the common look, what single pages add, then paper."""
    return "\n".join(_beside(f"{name}.css") for name in ("theme", "pages", "print"))


def script() -> str:
    """What the browser does: pictures of charts, and charts drawn anew for paper."""
    return "\n".join(_beside(f"{name}.js") for name in ("pictures", "print"))


def early(charts: str) -> str:
    """The same for the file of that name, which draws charts: it is loaded before the first one comes."""
    return _beside("charts.js").replace("CHARTS", charts)


@cache  # every run of every page asks
def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
