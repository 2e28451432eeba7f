"""What a district would type about its service centres (T10, T10b)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.demo.community import NOT_APPLICABLE, Row, yes
from pipelines.demo.points import centre_point
from pipelines.demo.world import TURNED, Place, dice
from pipelines.programme.model import Matter

HUKOU_ONLY = ("E01", "E13", "E15")  # by law for registered residents
CHECKS = tuple(f"u{group}{item}" for group in "1234" for item in "abc")


def centre(place: Place, day: date, seed: int) -> Row:
    """T10: the centre of one community, all twelve checks met once milestone M11 is done."""
    roll = dice(seed, place.code, "T10")
    lon, lat = centre_point(place, seed) or (None, None)
    area = round(roll.uniform(120, 900) * (1.3 if place.done("M11", day) else 1), 1)
    odds = 0.78 + 0.08 * place.skill + 0.03 * (day.year - 2010)
    checks = {c: yes(place.done("M11", day) or dice(seed, place.code, c).random() < odds) for c in CHECKS}
    if place.pilot_since and not place.done("M11", day):
        checks["u3b"] = "否"
    return {
        "centre_id": f"{place.code}C",
        "serves": [place.code],
        "lon": lon,
        "lat": lat,
        "area": area,
        "act_area": round(area * roll.uniform(0.35, 0.75), 1),
        "tenure": roll.choice(
            ("自有", "划拨", "租借", "合作组织提供") if place.ctype_at_end == TURNED else ("自有", "划拨")
        ),
        **checks,
        "hrs": roll.choice((40, 44, 48, 52, 56)) + (4 if place.done("M11", day) else 0),
        "hrs_off": roll.choice((0, 0, 4, 8)) + (4 if place.done("M11", day) else 0),
        "barrier_free": yes(roll.random() < 0.6),
    }


def items(place: Place, listed: Sequence[Matter], day: date, seed: int) -> list[Row]:
    """T10b: which matters the centre handles, on what terms, at which counter."""
    rows = []
    for matter in listed:
        roll = dice(seed, place.code, "T10b", matter.code, "terms")
        available, limited = handles(place, matter, day, seed), matter.code[:3] in HUKOU_ONLY
        rows.append(
            {
                "centre_id": f"{place.code}C",
                "matter_code": matter.code,
                "avail": yes(available),
                "nonlocal_ok": NOT_APPLICABLE if limited else yes(available and roll.random() < 0.7),
                "win": yes(available and (place.done("M11", day) or roll.random() < 0.62)),
            }
        )
    return rows


def handles(place: Place, matter: Matter, day: date, seed: int) -> bool:
    """Whether the matter can be done at the community's centre in that year."""
    base = 0.72 if place.ctype_at_end == TURNED else 0.88
    chance = dice(seed, place.code, "T10b", matter.code).random()
    return chance < base + 0.04 * (day.year - 2010) + 0.05 * place.skill
