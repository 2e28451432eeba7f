"""What the pilot page says: steps as its charts need them, sites as a list, the sentence, the quota."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard.briefing.codes import reported_code
from dashboard.briefing.model import Reading, Row
from dashboard.words import counted, day, listed, t, whole

STATES = ("verified", "to_verify", "in_progress", "not_started", "not_applicable", "not_reported")
STEPS = {
    "site_code": pl.String,
    "site": pl.String,
    "district": pl.String,
    "strand": pl.String,
    "milestone": pl.String,
    "short": pl.String,
    "state": pl.String,
    "days_late": pl.Int64,
    "planned": pl.String,
    "done": pl.String,
    "planned_on": pl.Date,
    "done_on": pl.Date,
    "last_on": pl.Date,
    "as_of": pl.Date,
    "is_stalled": pl.Boolean,
    "note": pl.String,
    "code": pl.String,
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How many sites there are, on plan, behind it, stalled past the flag, and silent about their steps."""

    sites: int
    on_plan: int
    behind: int
    stalled: int
    silent: int
    flag_days: int | None


def steps(lang: str, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per site and milestone for `charts.milestones` and `charts.stages`, from the rows of `STEPS`."""
    notes = {site["site_code"]: standing(lang, site) for site in sites(rows)}
    lines = [
        row
        | {
            "district": row[f"district_{lang}"],
            "strand": row[f"strand_{lang}"],
            "short": row[f"short_{lang}"],
            "planned": _day(lang, row["planned_on"]),
            "done": _day(lang, row["done_on"]),
            "note": notes[row["site_code"]],
            "last_on": None if row["is_finished"] else row["last_on"],
            "code": step_code(row),
        }
        for row in rows.rows(named=True)
    ]
    return pl.DataFrame([[line[name] for name in STEPS] for line in lines], schema=STEPS, orient="row")


def step_code(row: Row) -> str:
    """The code of the reported row behind a row of `STEPS`; blank where nobody reported it."""
    return reported_code("T02", row["unit_code"], row["period"], row["site_code"], row["milestone"])


def _day(lang: str, on: date | None) -> str:
    return day(lang, on) if on else t(lang, "progress.no_date")


def sites(rows: pl.DataFrame) -> Sequence[Row]:
    """One row per site, in order: its columns of `STEPS`, and its worst step as `stuck_…` and `reason_…`."""
    found = []
    for part in rows.partition_by("site_code", maintain_order=True):
        steps_of = part.rows(named=True)
        late = [step for step in steps_of if step["days_late"] is not None]
        worst: Mapping[str, Any] = max(late, key=lambda step: step["days_late"], default={})
        told = [step for step in steps_of if step["state"] != "not_reported"]
        found.append(
            steps_of[0]
            | {f"stuck_{lang}": worst.get(f"milestone_{lang}", "") for lang in ("zh", "en")}
            | {f"reason_{lang}": worst.get(f"reason_{lang}") or "" for lang in ("zh", "en")}
            | {"is_late": bool(worst), "is_silent": not told}
            | {"to_verify": sum(step["state"] == "to_verify" for step in steps_of)}
        )
    return found


def standing(lang: str, site: Row) -> str:
    """How long a site has stood since its last verified step, and how far it is past its plan."""
    if site["is_silent"] or site["days_standing"] is None:
        return t(lang, "progress.silent")
    if site["is_finished"]:
        return t(lang, "progress.finished")
    since = "progress.standing" if site["last_on"] else "progress.since_approval"
    days = counted(lang, since, site["days_standing"])
    return t(lang, "progress.and_late", standing=days, n=whole(site["worst_late"])) if site["is_late"] else days


def pace(rows: pl.DataFrame) -> Pace:
    """The counts of the first sentence."""
    found = sites(rows)
    late = [site for site in found if site["is_late"]]
    silent = sum(site["is_silent"] for site in found)
    flag = found[0]["flag_days"] if found else None
    return Pace(
        sites=len(found),
        on_plan=len(found) - len(late) - silent,
        behind=len(late),
        stalled=sum(site["is_stalled"] for site in found),
        silent=silent,
        flag_days=None if flag is None else int(flag),
    )


def headline(lang: str, unit: str, said: Pace) -> str:
    """The page's first sentence: how many pilots keep to their plan and how many do not."""
    slots = {
        "unit": unit,
        "sites": counted(lang, "progress.sites", said.sites),
        "on_plan": said.on_plan,
        "behind": said.behind,
        "stalled": said.stalled,
        "days": said.flag_days,
    }
    return t(lang, f"progress.headline_{_kind(said)}", **slots)


def _kind(said: Pace) -> str:
    if not said.behind:
        return "on_plan"
    if not said.stalled:
        return "behind"
    return "stalled" if said.stalled < said.behind else "all_stalled"


def remarks(lang: str, said: Pace, verified: Reading) -> str:
    """What follows the first sentence: steps verified, silent sites, and that slow may be prudent."""
    row = verified.row
    parts = []
    if row is not None and row["denominator"]:
        parts.append(t(lang, "progress.verified", x=whole(row["numerator"]), y=whole(row["denominator"])))
    if said.silent:
        parts.append(counted(lang, "progress.silent_sites", said.silent))
    if said.stalled:
        parts.append(t(lang, "progress.prudent"))
    return t(lang, "frame.space").join(parts)


def quota(lang: str, counts: Sequence[Reading], own: Reading) -> str:
    """The policy's range of pilots per district and how many districts lie in it; empty without the norm."""
    norm = next((n for n in own.norms if n["low"] is not None and n["high"] is not None), None)
    if norm is None:
        return ""
    of = [c for c in (counts or [own]) if c.value is not None]
    within = [c for c in of if c.value is not None and norm["low"] <= c.value <= norm["high"]]
    slots = {"low": whole(norm["low"]), "high": whole(norm["high"]), "year": norm["year"]}
    return t(lang, "progress.quota", n=len(within), of=len(of), **slots)


def matrix_alt(lang: str, rows: pl.DataFrame) -> str:
    """The matrix in words: how many steps are in each state, and which sites are stalled."""
    counts = dict(rows.group_by("state").len().iter_rows())
    said = [t(lang, "progress.alt_state", state=t(lang, state_key(s)), n=counts[s]) for s in STATES if s in counts]
    stalled = [site["site"] for site in sites(rows) if site["is_stalled"]]
    more = t(lang, "progress.alt_stalled", names=listed(lang, stalled)) if stalled else ""
    return t(lang, "progress.matrix_alt", states=listed(lang, said)) + more


def state_key(state: str) -> str:
    """The wording of a state; `progress.verified` is a sentence."""
    return "progress.verified_word" if state == "verified" else f"progress.{state}"


def timeline_alt(lang: str, rows: pl.DataFrame) -> str:
    """The timeline in words: where each site stands."""
    said = [t(lang, "chart.alt_row", name=site["site"], text=standing(lang, site)) for site in sites(rows)]
    return t(lang, "progress.timeline_alt", rows=listed(lang, said))
