"""What only the pilot page has: its sentence, the pilot card, the matrix, the timeline, the sites."""

from __future__ import annotations

from html import escape

import polars as pl

from dashboard.briefing import progress as say
from dashboard.briefing import sentences
from dashboard.briefing.model import Row
from dashboard.charts.labels import Labels
from dashboard.charts.milestones import milestone_matrix
from dashboard.charts.stages import stage_timeline
from dashboard.queries import progress as ask
from dashboard.widgets import figures, markup
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html, spoken
from dashboard.widgets.passport import code_of, figure_link
from dashboard.words import day, listed, t, whole

SITES, COVERAGE, DONE = "pilot_sites_count", "pilot_coverage_rate", "milestone_completion_rate"
DWELL = "stage_dwell_days"
MATRIX_WORDS = ("verified_word", *say.STATES[1:], "late", "planned", "done")
TIMELINE_WORDS = ("planned", "overdue", "verified_word", "to_verify", "standing_word")
HEADS = (
    "district",
    "site",
    "approved",
    "verified_of",
    "to_verify",
    "last",
    "stood#",
    "late_by#",
    "stuck",
    "reason",
)


def steps(page: Page) -> pl.DataFrame:
    """Every step of every pilot site of the chosen unit and quarter."""
    return page.query(ask.STEPS, **ask.STATUSES)


def sentence(page: Page, rows: pl.DataFrame) -> None:
    """How many pilots keep to their plan, how many do not, and what has been verified."""
    lang, pace = page.lang, say.pace(rows)
    first = say.headline(lang, page.unit_name, pace)
    rest = say.remarks(lang, pace, page.found.one(DONE))
    html(spoken(lang, first, [rest], _code(page, DONE)))


def cards(page: Page, *indicators: str) -> None:
    """The pilots against the policy's range, then the other figures."""
    drawn = [
        _pilots(page),
        *(markup.card(page.lang, page.found.one(one), page.choice.period) for one in indicators),
    ]
    html(tag("div", "".join(drawn), f"ps-cards of-{len(drawn)}"))


def _pilots(page: Page) -> str:
    lang, found = page.lang, page.found
    count, share = found.one(SITES), found.one(COVERAGE)
    is_city = page.choice.unit == page.choice.city
    quota = say.quota(lang, found.compared(SITES) if is_city else [], count)
    number = whole(count.value) if count.value is not None else sentences.value_text(lang, count)
    figure = escape(number) + words("small", count.indicator[f"unit_{lang}"])
    big = tag("p", figure_link(lang, code_of(count.row), figure), "big plain")
    of = t(
        lang,
        "progress.coverage",
        fraction=sentences.fraction_text(share),
        value=sentences.value_text(lang, share),
    )
    return tag(
        "article",
        words("h2", sentences.name(lang, count.indicator))
        + tag("div", big, "figure")
        + tag("p", figure_link(lang, code_of(share.row), escape(of)), "xy")
        + markup.sparkline(lang, count)
        + words("p", quota, "norm")
        + words("p", sentences.change_text(lang, count), "change")
        + words("p", sentences.reported_text(lang, count), "n"),
        "ps-card plain",
    )


def matrix(page: Page, rows: pl.DataFrame) -> None:
    """Sites × milestones."""
    lang = page.lang
    absent = [sentences.name(lang, row) for row in page.reporting if row["state"] is None]
    carried = t(lang, "progress.carried", names=listed(lang, absent)) if absent else ""
    title, note = t(lang, "progress.matrix"), t(lang, "progress.matrix_note", as_of=day(lang, page.end_on))
    note = t(lang, "frame.space").join(part for part in (note, carried) if part)
    marks = _words(lang, MATRIX_WORDS)
    labels = Labels(title, page.source, say.matrix_alt(lang, rows), page.watermark, note, words=marks)
    figures.show(milestone_matrix(say.steps(lang, rows), labels), "wide-milestones", lang, _code(page, DONE))


def timeline(page: Page, rows: pl.DataFrame) -> None:
    """Planned and reached days per site."""
    lang = page.lang
    title, note = t(lang, "progress.timeline"), t(lang, "progress.timeline_note")
    stalled = t(lang, "progress.stalled_word", days=say.pace(rows).flag_days)
    marks = _words(lang, TIMELINE_WORDS) | {"as_of": day(lang, page.end_on), "stalled": stalled}
    labels = Labels(title, page.source, say.timeline_alt(lang, rows), page.watermark, note, words=marks)
    figures.show(stage_timeline(say.steps(lang, rows), labels), "wide-stages", lang, _code(page, DWELL))


def sites(page: Page, rows: pl.DataFrame) -> None:
    """The pilot sites, one row each: what is verified, since when nothing moved, where and why it is late."""
    lang = page.lang
    heads = headings(lang, "progress", HEADS)
    lines = [_site(lang, site) for site in say.sites(rows)]
    listing("sites", t(lang, "progress.sites_table"), t(lang, "progress.sites_note"), heads, lines)


def _site(lang: str, site: Row) -> list[str]:
    none = t(lang, "progress.no_date")
    missing = t(lang, "reading.missing")
    return [
        site[f"district_{lang}"],
        site["site"],
        day(lang, site["approved_on"]),
        missing if site["is_silent"] else f"{site['verified']}/{site['due']}",
        missing if site["is_silent"] else whole(site["to_verify"]),
        day(lang, site["last_on"]) if site["last_on"] else none,
        none if site["days_standing"] is None or site["is_finished"] else whole(site["days_standing"]),
        whole(site["worst_late"]) if site["is_late"] else none,
        site[f"stuck_{lang}"],
        site[f"reason_{lang}"],
    ]


def _code(page: Page, indicator: str) -> str:
    """The figure nearest to what a picture shows case by case."""
    return code_of(page.found.one(indicator).row) if page.known(indicator) else ""


def _words(lang: str, keys: tuple[str, ...]) -> dict[str, str]:
    return {key.removesuffix("_word"): t(lang, f"progress.{key}") for key in keys}
