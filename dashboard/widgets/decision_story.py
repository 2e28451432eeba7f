"""One decision on a page: its steps on a line of time, with what went wrong said beside the step."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.briefing.codes import reported_code
from dashboard.briefing.model import Row
from dashboard.charts.alt import timeline_alt
from dashboard.charts.labels import Labels
from dashboard.charts.timeline import timeline
from dashboard.queries.decisions import STORIES
from dashboard.widgets import figures
from dashboard.widgets.choice import choose_listed
from dashboard.widgets.page import Page
from dashboard.words import counted, day, listed, t

POSTED = ("s5", "s6")  # the two disclosures; the steps before them deliberate
KINDS = ("deliberation", "disclosure")
EVENTS = {
    "on": pl.Date,
    "until": pl.Date,
    "kind": pl.String,
    "is_done": pl.Boolean,
    "title": pl.String,
    "text": pl.String,
}


def story(page: Page) -> None:
    """The decision that the reader picks, those with most deviations first; nothing where the quarter has none."""
    lang = page.lang
    rows = page.query(STORIES).to_dicts()
    if not rows:
        return
    names = {row["code"]: _named(lang, row) for row in rows}
    with st.container(key="tool-decision"):
        code = choose_listed("decision", t(lang, "decisions.pick"), names)
    steps = [row for row in rows if row["code"] == code]
    events = _events(lang, steps)
    title = t(lang, "decisions.story", name=names[code])
    labels = Labels(
        title=title,
        source="<br>".join(page.sources),
        alt=timeline_alt(lang, title, events),
        watermark=page.watermark,
        subtitle=t(lang, "decisions.story_note"),
        words={
            "undated": t(lang, "decisions.undated"),
            "planned": t(lang, "legend.planned"),
            "as_of": t(lang, "frame.as_of", day=day(lang, page.end_on)),
        },
    )
    kinds = {kind: t(lang, f"decisions.{kind}") for kind in KINDS}
    asked = reported_code("T05", *(steps[0][key] for key in ("unit_code", "community_code", "dec_id")))
    figures.show(timeline(events, kinds, page.end_on, labels), "story", lang, asked)


def _named(lang: str, row: Row) -> str:
    parts = (row[f"district_{lang}"], row["community"], row["dec_id"], row[f"category_{lang}"])
    said = " · ".join(part for part in parts if part)
    return counted(lang, "decisions.with_deviations", row["deviations"], name=said) if row["deviations"] else said


def _events(lang: str, steps: Sequence[Row]) -> pl.DataFrame:
    """The steps as `charts.timeline` needs them, in the order of the procedure."""
    lines = [
        (row["step_on"], None, KINDS[row["step"] in POSTED], True, row[f"step_{lang}"], _said(lang, row))
        for row in steps
    ]
    return pl.DataFrame(lines, schema=EVENTS, orient="row")


def _said(lang: str, row: Row) -> str:
    """The day, or that there is none, and what went wrong with the step."""
    on = day(lang, row["step_on"]) if row["step_on"] else t(lang, "decisions.no_day")
    wrong = listed(lang, row[f"wrong_{lang}"] or [])
    return t(lang, "decisions.step_wrong", day=on, wrong=wrong) if wrong else on
