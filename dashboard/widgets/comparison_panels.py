"""The panels of the comparison page: side by side, funnel, table, ranks, peers, and the refusal."""

from __future__ import annotations

import streamlit as st

from dashboard.briefing import comparison as hold
from dashboard.briefing import comparison_frames as frames
from dashboard.briefing import comparison_words as said
from dashboard.briefing import frames as readings
from dashboard.briefing import sentences as say
from dashboard.briefing.comparison import Comparison
from dashboard.charts.alt import multiples_alt
from dashboard.charts.dots import dots
from dashboard.charts.funnel import funnel
from dashboard.charts.labels import Labels
from dashboard.charts.small_multiples import MOST, scale_of, small_multiples
from dashboard.widgets import figures
from dashboard.widgets.choice import choose_listed
from dashboard.widgets.listing import listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.passport import code_of
from dashboard.widgets.tables import panel
from dashboard.words import known, listed, period_name, t

DRAWN = 40  # more units than these are listed, not drawn one by one
FUNNEL_WORDS = ("inside_word", "good_word", "bad_word", "plain_word", "near_word", "far_word")


def refusal(page: Page, whole: Comparison) -> None:
    """Why nothing is drawn, and what can be compared instead."""
    lang = page.lang
    facts = "".join(
        words("dt", t(lang, f"comparison.why_{reason}")) + words("dd", t(lang, f"comparison.instead_{reason}"))
        for reason in whole.refusals
    )
    body = tag("div", tag("dl", facts), "ps-refused")
    panel("refused", t(lang, "comparison.refused"), t(lang, "comparison.refused_note"), body)


def side_by_side(page: Page, whole: Comparison, *, by_value: bool) -> None:
    """Every unit with its interval and the yardsticks, in administrative order unless asked for by value."""
    lang, name = page.lang, say.name(page.lang, whole.indicator)
    title, period = t(lang, "comparison.dots", name=name), period_name(lang, whole.period or "")
    units = [one.reading for one in whole.in_order(by_value)]
    if len(units) > DRAWN:
        return panel("compare", title, t(lang, "comparison.dots_cut", n=DRAWN))
    frame = readings.compared(lang, units)
    rows = [t(lang, "chart.alt_row", name=row["name"], text=row["text"]) for row in frame.rows(named=True)]
    alt = t(lang, "chart.compare_alt", name=name, period=period, rows="; ".join(rows))
    note = t(lang, f"comparison.dots_note_{'value' if by_value else 'admin'}", period=period)
    labels = figures.labels(page, title, note, alt, str(whole.indicator[f"unit_{lang}"]))
    lines = figures.lines(lang, next((one for one in units if one.row is not None), units[0]))
    return figures.show(dots(frame, labels, lines), "compare", lang, _code(page, whole))


def _code(page: Page, whole: Comparison) -> str:
    """The figure of the chosen unit, else of the first compared that has one."""
    own = page.found.one(whole.indicator["id"])
    return next(filter(None, map(code_of, (own.row, *(one.reading.row for one in whole.units)))), "")


def courses(page: Page, whole: Comparison) -> None:
    """Each unit over time with the others behind it in grey; only as many as can be told from a cloud."""
    lang, unit = page.lang, str(whole.indicator[f"unit_{page.lang}"])
    frame = readings.trend(lang, [one.reading for one in whole.units])
    if not 1 < frame["unit"].n_unique() <= MOST or frame["period"].n_unique() < 2:
        return
    title = t(lang, "comparison.courses", name=say.name(lang, whole.indicator))
    low, high = (known(lang, end) + (unit if unit == "%" else "") for end in scale_of(frame["value"], unit))
    span = {"first": frame["period"].first(), "last": frame["period"].last(), "low": low, "high": high}
    labels = Labels(
        title=title,
        source="<br>".join(page.sources),
        alt=multiples_alt(lang, title, frame),
        watermark=page.watermark,
        subtitle=t(lang, "comparison.courses_note"),
        unit=unit,
        words={"missing": t(lang, "legend.missing"), "span": t(lang, "legend.span", **span)},
    )
    figures.show(small_multiples(frame, labels), "courses", lang, _code(page, whole))


def funnel_plot(page: Page, whole: Comparison) -> None:
    """The funnel, where there are eight units or more."""
    if not whole.is_funnel or whole.funnel is None:
        return
    lang, name = page.lang, say.name(page.lang, whole.indicator)
    centre = said.centre_text(lang, whole)
    far = [one for one in whole.held if one.point is not None and one.point.place in said.VERY]
    told = [
        t(lang, "chart.alt_row", name=say.name(lang, one.reading.unit), text=said.place_text(lang, one)) for one in far
    ]
    outside = listed(lang, told) or t(lang, "comparison.funnel_none_outside")
    slots = {"period": period_name(lang, whole.period or ""), "centre": centre, "n": len(whole.funnel.points)}
    note = [t(lang, "comparison.funnel_note")]
    if whole.funnel.dispersion.is_applied:
        note.append(t(lang, "comparison.funnel_widened", phi=f"{whole.funnel.dispersion.phi:.1f}"))
    labels = Labels(
        title=t(lang, "comparison.funnel", name=name),
        source="<br>".join(page.sources),
        alt=t(lang, "comparison.funnel_alt", name=name, outside=outside, **slots),
        watermark=page.watermark,
        subtitle=t(lang, "frame.space").join(note),
        unit=str(whole.indicator[f"unit_{lang}"]),
        words={word.removesuffix("_word"): t(lang, f"comparison.{word}") for word in FUNNEL_WORDS}
        | {"base": t(lang, f"comparison.base_{whole.method}")},
    )
    line = {
        "value": whole.funnel.centre * whole.indicator["multiplier"],
        "text": t(lang, "comparison.centre", value=centre),
    }
    drawn = funnel(frames.points(lang, whole), frames.curve(whole), labels, line)
    figures.show(drawn, "funnel", lang, _code(page, whole))


def table(page: Page, whole: Comparison, *, by_value: bool) -> None:
    """Unit by unit: value, interval, who reported, what the missing could change, place, trend, ranks."""
    lang, units = page.lang, whole.in_order(by_value)
    rule = t(lang, f"comparison.rule_{units[0].trend.rule}")
    note = t(lang, "comparison.table_note", rule=rule)
    rows = frames.table(lang, whole, units)
    codes = [(lang, code_of(one.reading.row)) for one in units]
    listing("units", t(lang, "comparison.table"), note, frames.heads(lang, whole), rows, codes)


def ranks(page: Page, whole: Comparison) -> None:
    """The tiers, or why there is no order."""
    lang = page.lang
    if whole.unordered:
        lines = [t(lang, f"comparison.unordered_{reason}") for reason in whole.unordered]
        title, note = t(lang, "comparison.no_ranks"), t(lang, "comparison.no_ranks_note")
    else:
        lines, title, note = said.tiers(lang, whole), t(lang, "comparison.ranks"), t(lang, "comparison.ranks_note")
    panel("ranks", title, note, tag("ul", "".join(words("li", line) for line in lines), "ps-lines"))


def peers(page: Page, whole: Comparison) -> None:
    """One unit of the reader's choice against the units like it."""
    lang = page.lang
    names = {one.code: say.name(lang, one.reading.unit) for one in whole.units if one.reading.row is not None}
    if len(names) < 2:
        return
    own = page.choice.unit if page.choice.unit in names else next((one.code for one in whole.held), "")
    with st.container(key="tool-peer"):
        code = choose_listed("peer", t(lang, "comparison.peer"), names, f"peer-{whole.by}", own)
    one, found = whole.one(code), hold.peers_of(whole, code)
    lines = [t(lang, "frame.space").join(parts) for parts in said.peer_lines(lang, found, one)]
    if one.aside is not None:
        reason = t(lang, f"comparison.aside_{one.aside}")
        lines = [t(lang, "comparison.peers_none", unit=names[code], reason=reason)]
    body = "".join(words("li", line) for line in lines or [t(lang, "comparison.peers_alone")])
    title, note = t(lang, "comparison.peers", unit=names[code]), t(lang, "comparison.peers_note")
    panel("peers", title, note, tag("ul", body, "ps-lines"))
