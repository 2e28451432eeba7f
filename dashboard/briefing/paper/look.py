"""How series and cells look in every format: colour and pattern by meaning, told apart on grey paper too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import theme
from dashboard.briefing.paper.model import Figure, Role, Series, Tone

Hatch = str  # a preset pattern of DrawingML, blank for a solid fill


@dataclass(frozen=True, slots=True)
class Look:
    """Colour without `#`, the pattern of a fill, whether text on it is light."""

    colour: str
    hatch: Hatch = ""
    is_dark: bool = False


LOOKS: Mapping[Role, Look] = {
    "met": Look(theme.BLUE[1:], is_dark=True),
    "below": Look(theme.ORANGE[1:], "wdUpDiag"),
    "plain": Look(theme.BLUES[1][1:], is_dark=True),
    "before": Look(theme.GREY[1:]),
    "target": Look(theme.ORANGE_TEXT[1:]),
    "own": Look(theme.BLUE[1:], is_dark=True),
    "whole": Look(theme.GREY[1:]),
    "part_1": Look(theme.BLUES[0][1:], is_dark=True),
    "part_2": Look(theme.BLUES[1][1:], is_dark=True),
    "part_3": Look(theme.BLUES[2][1:]),
    "part_4": Look(theme.BLUES[3][1:]),
    "near": Look(theme.BLUES[1][1:]),
    "gap": Look(theme.GREY[1:], "ltUpDiag"),
    "mark": Look(theme.INK[1:]),
}
# cells: fill and ink, without `#`; blank for the paper's own
CELLS: Mapping[Tone, tuple[str, str]] = {
    "": ("", ""),
    "head": ("E9EEF5", ""),
    "met": ("", ""),
    "below": ("FBE6D8", theme.ORANGE_TEXT[1:]),
    "few": ("", theme.MUTED[1:]),
    "missing": ("ECEEF1", theme.MUTED[1:]),
}
LINES: tuple[Role, ...] = ("before", "target", "own", "whole")
POINTS = ("points", "map")  # the shapes that have places across instead of categories
_SYMBOLS = ("circle", "diamond", "square", "triangle")
_OF_ROLE: Mapping[Role, str] = {
    "below": "diamond",
    "before": "circle",
    "mark": "square",
    "gap": "x",
    "met": "circle",
    "near": "plus",
}


def is_line(figure: Figure, one: Series) -> bool:
    """Whether a series is drawn with the lines of its figure rather than with its bars."""
    return figure.shape in ("lines", "pairs") or one.role in LINES


def symbol(figure: Figure, n: int) -> str:
    """The mark of a series of lines or points: by meaning among points, else by turns."""
    role = figure.series[n].role
    by_turns = _SYMBOLS[n % len(_SYMBOLS)]
    return _OF_ROLE.get(role, by_turns) if figure.shape in POINTS else by_turns


def mark_size(figure: Figure) -> int:
    """How large a mark is, in points; smaller on a map, where hundreds stand close."""
    return 5 if figure.shape == "map" else 7


def number_format(figure: Figure) -> str:
    """How the values of a chart are written; a share is never rounded up to 100, and a part of nothing stays blank."""
    if figure.shape in ("stacked", "shares"):
        return "#,##0.0;;;" if figure.decimals else "#,##0;;;"
    plain = "#,##0" + ("." + "0" * figure.decimals if figure.decimals else "")
    if figure.unit != "%" or not figure.decimals:
        return plain
    edge = 100 - 10.0**-figure.decimals
    return f'[>=100]{plain};[>={100 - 0.5 * 10.0**-figure.decimals:g}]"{edge:g}";{plain}'


def top(figure: Figure) -> float | None:
    """Where the axis ends: 100 for shares within it, else as the office programme finds fit."""
    values = [value for one in figure.series for value in one.values if value is not None]
    return 100.0 if figure.unit == "%" and max(values, default=0) <= 100 else None
