"""Councils and organisations counted: who sits on the councils, and which communities have a council that never met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard.briefing.frames import PARTS
from dashboard.briefing.model import Row
from dashboard.words import decimal, whole

# who sits on a council, and the kinds of organisation → the fields of T11 with their counts
SEATS = {"enterprises": "seat_ent", "migrants": "seat_mig", "civic": "seat_civ"}
KINDS = {"service": "org_srv", "benefit": "org_ben", "mutual": "org_mut"}
REST = "others"


def seats(rows: Sequence[Row]) -> dict[str, int] | None:
    """Seats by whom, others among them, over the councils that told all of it; `None` where none did.

    Nothing at all where no community has a council: then there is nothing to tell.
    """
    if all(row["cncl"] is False for row in rows):
        return {}
    told = [row for row in rows if row["cncl"] and None not in (row["seats"], *(row[f] for f in SEATS.values()))]
    if not told:
        return None
    found = {who: sum(row[field] for row in told) for who, field in SEATS.items()}
    return found | {REST: sum(row["seats"] for row in told) - sum(found.values())}


def kinds(rows: Sequence[Row]) -> dict[str, int] | None:
    """Organisations by kind, over the communities that told all three; `None` where none did."""
    told = [row for row in rows if None not in [row[field] for field in KINDS.values()]]
    return {kind: sum(row[field] for row in told) for kind, field in KINDS.items()} if told else None


def frame(
    named: Mapping[str, dict[str, int] | None], labels: Mapping[str, str], codes: Mapping[str, str]
) -> pl.DataFrame:
    """One row per unit and part for `charts.parts`; a unit that told nothing, or has none of them, has no shares.

    `codes`: unit → passport code of the figure that rests on the same reports.
    """
    rows: list[tuple[str, str, float | None, str, str, str]] = []
    for name, counts in named.items():
        total = sum((counts or {}).values())
        for key, label in labels.items():
            count = (counts or {}).get(key)
            share = 100 * count / total if count is not None and total else None
            text = "" if share is None or share < 7 else f"{decimal(share, 0)}%"
            rows.append((name, label, share, text, "" if count is None else whole(count), codes.get(name, "")))
    return pl.DataFrame(rows, schema=PARTS, orient="row")


def standing(rows: Sequence[Row]) -> tuple[int, int, int, int]:
    """Of the communities: how many told, have a council, have one that did not meet, have no non-local seat on it."""
    told = [row for row in rows if row["cncl"] is not None]
    councils = [row for row in told if row["cncl"]]
    idle = sum(row["cncl_n"] == 0 for row in councils)
    return len(told), len(councils), idle, sum(row["seat_mig"] == 0 for row in councils)
