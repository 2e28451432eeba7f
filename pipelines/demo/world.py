"""The invented city: which communities there are, what they are like, and when each step of the reform happens."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pipelines.programme.model import Programme

URBAN, TURNED, VILLAGE = "城市社区", "村改居", "村"
MILESTONES = tuple(f"M{n:02}" for n in range(1, 13))
ASSET_STEPS = ("M03", "M04", "M05")  # a place without them has no collective assets that call for reform


@dataclass(frozen=True, slots=True)
class Place:
    """One community for all quarters.

    `steps` gives the day of each milestone-like event M01…M12, for pilots and others alike; a missing code means
    "not in the years of the demonstration". `skill` (about −1…1) is how well things go.
    """

    code: str
    name: str
    town: str
    district: str
    ctype_at_end: str
    converted: date | None
    residents: int
    party_members: int
    skill: float
    growth: float
    pilot_since: date | None
    stalled: bool
    sampled: bool
    steps: Mapping[str, date]

    def ctype(self, day: date) -> str:
        """What the community is on `day`: a village until it converts."""
        if self.ctype_at_end == TURNED and self.converted and day < self.converted:
            return VILLAGE
        return self.ctype_at_end

    def done(self, milestone: str, day: date) -> bool:
        """Whether the step has happened by `day`."""
        step = self.steps.get(milestone)
        return step is not None and step <= day

    def people(self, day: date) -> int:
        """Permanent residents by the yearly statistics known on `day`."""
        return round(self.residents * (1 + self.growth) ** max(day.year - 2010, 0))


def dice(*key: object) -> random.Random:
    """A generator that depends on nothing but `key`: the same question always gets the same answer."""
    return random.Random("|".join(map(str, key)))


def quarters_in(day: date) -> int:
    """How many quarters of the demonstration lie before the one that `day` is in."""
    return (day.year - 2010) * 4 + (day.month - 1) // 3 - 2


def story_of(programme: Programme) -> dict[str, Any]:
    """The programme's `demo.toml`."""
    return tomllib.loads((programme.folder / "demo.toml").read_text(encoding="utf-8"))


def people_the_city(programme: Programme, story: Mapping[str, Any], communities: int, seed: int) -> list[Place]:
    """About `communities` places in code order, of the types and in the towns that the story asks for."""
    names = [f"{name}{suffix}" for suffix in story["suffixes"] for name in story["names"]]
    dice(seed, "names").shuffle(names)
    places: list[Place] = []
    for plan in story["district"]:
        towns = [
            d.code
            for d in programme.divisions
            if d.parent == plan["code"] and d.level == "town" and d.valid_on(programme.started_on) and d.code[6] in "01"
        ]
        places += _settle(plan, towns, communities / 500, iter(names[len(places) :]), seed)
    stalled = [p.code for p in places if p.pilot_since][-1 : -2 * story["story"]["stalled_pilots"] : -2]
    share = story["story"]["comparison_share"]
    return [_finish(p, p.code in stalled, share, seed) for p in sorted(places, key=lambda p: p.code)]


def _settle(plan: Mapping[str, Any], towns: list[str], scale: float, names: Any, seed: int) -> list[Place]:
    """The communities of one district, spread over its towns; pilots are the first village-turned ones."""
    turned = max(plan["pilots"] + plan["converting"], round(plan["turned"] * scale))
    kinds = (
        [TURNED] * turned + [URBAN] * max(1, round(plan["urban"] * scale)) + [VILLAGE] * round(plan["village"] * scale)
    )
    counts = dict.fromkeys(towns, {"residents": 0, "villagers": 200})
    places = []
    for n, kind in enumerate(kinds):
        roll = dice(seed, plan["code"], n)
        town = (
            plan["pilot_town"] if n == 0 and "pilot_town" in plan else towns[(n * 7 + roll.randrange(2)) % len(towns)]
        )
        series = "villagers" if kind == VILLAGE else "residents"
        counts[town] = counts[town] | {series: counts[town][series] + 1}
        places.append(
            Place(
                code=f"{town}{counts[town][series]:03}",
                name=f"{next(names)}{'村' if kind == VILLAGE else '社区'}",
                town=town,
                district=plan["code"],
                ctype_at_end=kind,
                converted=_conversion(n, turned, plan, roll) if kind == TURNED else None,
                residents=_size(kind, roll),
                party_members=round(roll.lognormvariate(4.4, 0.45)),
                skill=plan["skill"] + roll.gauss(0, 0.35),
                growth=plan["growth"],
                pilot_since=date(2010, 7, 20) + timedelta(roll.randrange(10, 150)) if n < plan["pilots"] else None,
                stalled=False,
                sampled=False,
                steps={},
            )
        )
    return places


def _conversion(n: int, turned: int, plan: Mapping[str, Any], roll: random.Random) -> date:
    """When a village became a community: long ago, or during the demonstration for the `converting` ones."""
    if n >= turned - plan["converting"]:
        return date(2010, 11, 1) + timedelta(roll.randrange(60, 800))
    return date(2003, 1, 1) + timedelta(roll.randrange(0, 2500))


def _size(kind: str, roll: random.Random) -> int:
    middle = {URBAN: 9.05, TURNED: 8.85, VILLAGE: 7.7}[kind]
    return round(roll.lognormvariate(middle, 0.4))


def _finish(place: Place, stalled: bool, share: float, seed: int) -> Place:
    """The place with its calendar of steps and whether it is in the comparison sample."""
    roll = dice(seed, place.code, "steps")
    sampled = place.ctype_at_end == URBAN and roll.random() < share
    return replace(place, stalled=stalled, sampled=sampled, steps=_steps(place, stalled, roll))


def _steps(place: Place, stalled: bool, roll: random.Random) -> dict[str, date]:
    """Pilots move a step every two or three months; others start when they convert and take twice as long."""
    if place.ctype_at_end != TURNED:
        return {
            "M08": date(2009, 5, 1) + timedelta(roll.randrange(500)),
            "M11": date(2010, 6, 1) + timedelta(roll.randrange(1800)),
        }
    start = place.pilot_since or max(place.converted or date(2009, 1, 1), date(2009, 6, 1)) + timedelta(
        roll.randrange(0, 500)
    )
    pace = (92 if place.pilot_since else 150) * (1 - 0.35 * place.skill)
    day, steps = start, {}
    no_assets = place.pilot_since is None and dice(place.code, "no assets").random() < 0.12
    for code in MILESTONES:
        if code != "M01":
            day += timedelta(max(12, round(roll.gauss(pace, pace / 3))))
        if stalled and code in ("M05", "M09", "M11", "M12"):
            continue
        if no_assets and code in ASSET_STEPS:
            continue
        steps[code] = day
    return steps
