"""Small pieces of HTML, every value escaped: cards, tables, notes. Pure: text in, text out."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from dashboard.briefing import sentences as say
from dashboard.briefing.comparison import trend_of
from dashboard.briefing.comparison_words import course_text
from dashboard.briefing.model import Reading
from dashboard.theme import BLUE, MUTED, ORANGE
from dashboard.widgets.passport import code_of, figure_link
from dashboard.words import period_name, t


def tag(name: str, inner: str, css: str = "", **attributes: str) -> str:
    """One element around HTML that is already safe."""
    more = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{f' class={chr(34)}{css}{chr(34)}' if css else ''}{more}>{inner}</{name}>"


def words(name: str, text: str, css: str = "", **attributes: str) -> str:
    """One element around plain text; nothing when the text is empty."""
    return tag(name, escape(text), css, **attributes) if text else ""


def card(lang: str, reading: Reading, chosen_period: str) -> str:
    """One figure: name, verdict, value, x of y, sparkline, yardsticks, change, completeness, own period."""
    verdict = reading.verdict
    chip = words("span", say.chip_text(lang, reading), f"chip {verdict}")
    number, unit = _split_unit(say.value_text(lang, reading), reading)
    figure = figure_link(lang, code_of(reading.row), escape(number) + words("small", unit))
    big = tag("p", figure, f"big {verdict}")
    fraction = "" if reading.is_few else say.measured_text(lang, reading)
    detail = " · ".join(part for part in (fraction, say.interval_text(lang, reading)) if part)
    norms = " · ".join(say.norm_texts(lang, reading))
    change = say.change_text(lang, reading) + say.base_text(lang, reading) + course_text(lang, trend_of(reading))
    return tag(
        "article",
        words("h2", say.name(lang, reading.indicator))
        + tag("div", big + chip, "figure")
        + tag("p", escape(detail), "xy")
        + sparkline(lang, reading)
        + words("p", norms, "norm")
        + words("p", change, "change")
        + words("p", _completeness(lang, reading, chosen_period), "n"),
        f"ps-card {verdict}",
    )


def _split_unit(text: str, reading: Reading) -> tuple[str, str]:
    if reading.indicator["unit_en"] == "%" and text.endswith("%"):
        return text[:-1], "%"
    number, _, unit = text.partition(" ") if reading.value is not None and not reading.is_few else (text, "", "")
    return number, unit


def _completeness(lang: str, reading: Reading, chosen_period: str) -> str:
    said = say.reported_text(lang, reading)
    own = reading.row["period"] if reading.row else chosen_period
    if own == chosen_period:
        return said
    kind = t(lang, f"reading.kind_{reading.indicator['period']}")
    return f"{said} · " + t(lang, "reading.own_period", kind=kind, period=period_name(lang, own))


def sparkline(lang: str, reading: Reading) -> str:
    """The past of a reading as a small picture with its target; gaps stay gaps. Nothing for fewer than two values."""
    lines = (*reading.past, reading.row) if reading.row is not None else reading.past
    known = [(line["closes"], line["value"]) for line in lines if line["value"] is not None]
    if len(known) < 2:
        return tag("div", "", "spark none")
    target = reading.target["value"] if reading.target else None
    values = [value for _, value in known] + ([target] if target is not None else [])
    low, high = min(values), max(values)
    height = (high - low) or 1.0
    first, last = known[0][0], known[-1][0]

    def at(closes: int, value: float) -> tuple[float, float]:
        return 4 + 232 * (closes - first) / (last - first), 40 - 34 * (value - low) / height

    colour = ORANGE if reading.verdict == "below" else BLUE
    path = "".join(
        f"{'M' if step == 0 or lines[step - 1]['value'] is None else 'L'}{x:.1f},{y:.1f}"
        for step, line in enumerate(lines)
        if line["value"] is not None
        for x, y in [at(line["closes"], line["value"])]
    )
    dash = ""
    if target is not None:
        y = at(first, target)[1]
        dash = f'<path d="M4,{y:.1f}H236" stroke="{MUTED}" stroke-dasharray="3 3"/>'
    x, y = at(*known[-1])
    line = f'<path d="{path}" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
    dot = f'<path d="M{x:.1f},{y:.1f}h0" stroke="{colour}" stroke-width="8" stroke-linecap="round"/>'
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 46" preserveAspectRatio="none">'
        f"<style>path{{fill:none;vector-effect:non-scaling-stroke}}</style>{dash}{line}{dot}</svg>"
    )
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    alt = say.trend_text(lang, reading)
    return f'<img class="spark" src="{source}" alt="{escape(alt)}">'


def matrix(lang: str, heads: Sequence[tuple[str, str]], rows: Sequence[tuple[str, Sequence[Reading]]]) -> str:
    """A table of readings: one row per unit, one column per indicator or split value; heads are (name, yardstick)."""
    top = words("th", t(lang, "table.unit"), scope="col") + "".join(
        tag("th", escape(name) + words("small", norm), scope="col") for name, norm in heads
    )
    body = "".join(
        tag("tr", words("th", name, scope="row") + "".join(cell(lang, reading) for reading in readings))
        for name, readings in rows
    )
    return scrolling(tag("thead", tag("tr", top)) + tag("tbody", body), "ps-matrix")


def cell(lang: str, reading: Reading) -> str:
    """One cell of the matrix: value over x/y, marked by verdict in colour and sign."""
    mark = words("span", "▼", "mark", aria_hidden="true") if reading.verdict == "below" else ""
    shares = "" if reading.is_few or not reading.is_share or reading.value is None else say.fraction_text(reading)
    said = mark + escape(say.value_text(lang, reading)) + words("small", shares)
    inner = tag("div", figure_link(lang, code_of(reading.row), said))
    return tag("td", inner, reading.verdict, title=say.chip_text(lang, reading))


_REGION = 'role="region"'


def scrolling(table: str, css: str) -> str:
    """A table that scrolls inside its own box on narrow screens, reachable by keyboard; `named` gives it its name."""
    return f'<div class="ps-scroll" tabindex="0" {_REGION}><table class="{css}">{table}</table></div>'


def named(pieces: str, name: str) -> str:
    """The same HTML, its scrolling boxes announced to a screen reader by the name of what is in them."""
    return pieces.replace(_REGION, f'{_REGION} aria-label="{escape(name)}"')


def note(title: str, lines: Sequence[str]) -> str:
    """A page instead of a page: what is the matter and what to do."""
    return tag("section", words("h1", title) + "".join(words("p", line) for line in lines), "ps-note")


def uploader_words(lang: str) -> str:
    """The browser's part of the uploader speaks English only: its words are drawn over in the page's language."""
    said = {part: t(lang, f"submit.drop_{part}") for part in ("here", "limit", "button")}
    rules = {
        '[data-testid="stFileUploaderDropzoneInstructions"]::after': f"{said['here']}\\A {said['limit']}",
        '[data-testid="stFileUploaderDropzone"] button[kind="secondary"]::after': said["button"],
    }
    return "<style>" + "".join(f'{place} {{ content: "{text}"; }}' for place, text in rules.items()) + "</style>"
