"""How offices really are: late, forgetful, now and then wrong. Mistakes are typed in before rows are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from pipelines.demo.community import Row
from pipelines.demo.quarter import Play
from pipelines.demo.world import dice
from pipelines.places.coordinates import wgs84_to_gcj02
from pipelines.programme.periods import add_working_days, due_on

SLIPS: tuple[tuple[str, Row], ...] = (
    ("T04", {"staff": "约十人"}),
    ("T04", {"age_le35": 40}),
    ("T03", {"rc_members": "七八个"}),
    ("T03", {"comp_due": 2, "comp_done": 5}),
    ("T09", {"paid_amt": "已拨"}),
    ("T07", {"inv_status": "快了"}),
)


def sent_at(play: Play, unit: str, period: str) -> datetime:
    """When the workbook arrives: around the deadline, well after it from offices that the story calls late."""
    usual = play.story["story"]["late"].get(unit, -2)
    late = max(-6, round(dice(play.seed, unit, period, "late").gauss(usual, 2.5)))
    day = add_working_days(due_on(play.programme, period), late)
    return datetime.combine(day, time(9), UTC) + timedelta(minutes=dice(play.seed, unit, period).randrange(480))


def off_a_map_app(rows: Sequence[Row]) -> list[Row]:
    """The rows of T10 as somebody sends them who looked the first centre up in a map app: its point is GCJ-02."""
    wrong = [dict(row) for row in rows]
    for row in wrong:
        if row["lon"] is not None:
            row["lon"], row["lat"] = (round(float(one), 6) for one in wgs84_to_gcj02(row["lon"], row["lat"]))
            break
    return wrong


def with_mistakes(rows: Mapping[str, Sequence[Row]], seed: int, unit: str, period: str) -> dict[str, list[Row]]:
    """The same rows with the slips of a tired clerk: words for numbers, bands that do not add up."""
    wrong = {form: [dict(row) for row in lines] for form, lines in rows.items()}
    roll = dice(seed, unit, period, "slips")
    for form, slip in SLIPS:
        if wrong.get(form):
            roll.choice(wrong[form]).update(slip)
    return wrong
