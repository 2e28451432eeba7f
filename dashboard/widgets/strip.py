"""A reading on its scale as a strip of a table cell: own value, interval, yardstick, city. Pure: text in, text out."""

from __future__ import annotations

import base64
from html import escape

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading
from dashboard.theme import BLUE, MUTED, ORANGE, PALE_BLUE, PALE_ORANGE, PAPER, RULE
from dashboard.words import t

_WIDTH, _EDGE, _MIDDLE = 220, 8, 14


def strip(lang: str, reading: Reading, city: Reading) -> str:
    """The picture with its words; nothing where there is no value, or too few units for a share.

    Shares lie between 0 and 100 %; other units between zero and the largest of what is drawn.
    """
    if reading.value is None or reading.is_few or reading.row is None:
        return ""
    drawn = [reading.value, reading.row["upper"], city.value, reading.target["value"] if reading.target else None]
    top = 100.0 if reading.is_share else max([abs(one) for one in drawn if one is not None] + [1e-9]) * 1.05

    def at(value: float) -> float:
        return _EDGE + (_WIDTH - 2 * _EDGE) * min(max(value / top, 0.0), 1.0)

    is_below = reading.verdict == "below"
    pieces = [f'<path d="M{_EDGE},{_MIDDLE}H{_WIDTH - _EDGE}" stroke="{RULE}"/>']
    if reading.row["lower"] is not None:
        ends = f"M{at(reading.row['lower']):.1f},{_MIDDLE}H{at(reading.row['upper']):.1f}"
        pale = PALE_ORANGE if is_below else PALE_BLUE
        pieces.append(f'<path d="{ends}" stroke="{pale}" stroke-width="7" stroke-linecap="round"/>')
    if reading.target is not None:
        place = at(reading.target["value"])
        pieces.append(f'<path d="M{place:.1f},2V26" stroke="{MUTED}" stroke-dasharray="3 2"/>')
    if city.value is not None and city.unit["unit_code"] != reading.unit["unit_code"]:
        ring = f'cx="{at(city.value):.1f}" cy="{_MIDDLE}" r="5" fill="{PAPER}"'
        pieces.append(f'<circle {ring} stroke="{MUTED}" stroke-width="1.5"/>')
    pieces.append(_mark(at(reading.value), is_below=is_below))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} 28">{"".join(pieces)}</svg>'
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return f'<img class="ps-strip" src="{source}" alt="{escape(alt(lang, reading, city))}">'


def _mark(x: float, *, is_below: bool) -> str:
    """A circle, or a diamond below the yardstick: shape repeats colour."""
    if is_below:
        return f'<path d="M{x:.1f},8l6,6l-6,6l-6,-6z" fill="{ORANGE}"/>'
    return f'<circle cx="{x:.1f}" cy="{_MIDDLE}" r="5.5" fill="{BLUE}"/>'


def alt(lang: str, reading: Reading, city: Reading) -> str:
    """What the picture shows, for those who do not see it."""
    said = [t(lang, "chart.alt_row", name=say.name(lang, reading.unit), text=say.value_text(lang, reading))]
    if city.value is not None:
        said.append(t(lang, "chart.alt_row", name=say.name(lang, city.unit), text=say.value_text(lang, city)))
    if reading.target is not None:
        said.append(say.norm_text(lang, reading, reading.target))
    return t(lang, "frame.semicolon").join(said)
