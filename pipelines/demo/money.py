"""What a district would type about entrusted matters (T08) and the money that should follow them (T09)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipelines.demo.centres import handles
from pipelines.demo.community import Row, station_id, yes
from pipelines.demo.world import Place, dice, quarters_in
from pipelines.programme.model import Matter
from pipelines.programme.periods import previous, quarter_end, quarter_of, quarter_start

AT_COMMUNITY = 7  # the matters whose money goes to each community; the rest goes to the street or town office
REASONS = ("预算未列", "手续", "考核扣减", "其他")


def matters(
    unit: str,
    places: Sequence[Place],
    listed: Sequence[Matter],
    story: Mapping[str, Any],
    day: date,
    seed: int,
) -> list[Row]:
    """T08: every matter on the district's list this year, and what was asked for beyond it this quarter."""
    stations = [p for p in places if station_id(p, day)]
    dropped = story["without_task"]
    rows = [
        _matter(unit, m, stations, story, day, seed)
        for m in listed
        if not (unit == dropped["district"] and m.code == dropped["matter"] and day.year > 2011)
    ]
    asked = _demanded(unit, listed, story, day, seed)
    return rows + [_off_list(unit, n, like, stations, day, seed) for n, like in enumerate(asked)]


def _demanded(unit: str, listed: Sequence[Matter], story: Mapping[str, Any], day: date, seed: int) -> list[Matter]:
    """What is demanded beyond the list this quarter: each the like of a listed matter."""
    extra = dice(seed, unit, "off-list", day).randrange(0, story["off_list"].get(unit, 0) + 1)
    return [dice(seed, unit, "off-list", day, n).choice(listed) for n in range(extra)]


def _matter(
    unit: str, matter: Matter, stations: Sequence[Place], story: Mapping[str, Any], day: date, seed: int
) -> Row:
    roll = dice(seed, unit, matter.code)
    quarters = quarters_in(day) + 3
    asked = date(day.year, 12, 31) if day.month == 12 else date(max(day.year - 1, 2010), 12, 31)  # T10b is yearly
    moved = sum(handles(p, matter, asked, seed) for p in stations)
    now = dice(seed, unit, matter.code, day)
    cases = now.randrange(2, 12) * max(1, len(stations))
    on_time = round(cases * now.uniform(0.82, 1.0))
    nil = matter.code in story["nil_cost"]
    needs = roll.random() < 0.8
    return {
        "matter_code": matter.code,
        "matter_name": matter.name.zh,
        "ecat": matter.code,
        "dept_code": matter.department,
        "basis": "法定协助" if matter.in_law_1989 else "文件委托",
        "basis_doc": f"厦民〔2010〕{roll.randrange(10, 99)}号（演示）",
        "on_list": "是",
        "com_due": len(stations),
        "com_station": moved,
        "days": roll.choice((3, 5, 10, 15, 20)),
        "c_due": cases,
        "c_ontime": on_time,
        "c_closed": min(cases, on_time + round((cases - on_time) * 0.8)),
        "cond_need": yes(needs),
        "cond_ok": yes(roll.random() < 0.35 + 0.03 * quarters) if needs else "不适用",
        "nil_cost": yes(nil),
        "nil_doc": "厦财〔2010〕18号（演示）" if nil else None,
        "asked_on": None,
    }


def _off_list(unit: str, n: int, like: Matter, stations: Sequence[Place], day: date, seed: int) -> Row:
    roll = dice(seed, unit, "asked", day, n)
    return _matter(unit, like, stations, {"nil_cost": []}, day, seed) | {
        "matter_code": _off_list_code(like, n),
        "matter_name": f"临时任务{n + 1}（{like.name.zh}）",
        "basis": "临时交办",
        "basis_doc": None,
        "on_list": "否",
        "asked_on": day - timedelta(roll.randrange(5, 80)),
    }


def _off_list_code(like: Matter, n: int) -> str:
    return f"{like.code}-{90 + n}"


def payments(
    unit: str,
    places: Sequence[Place],
    listed: Sequence[Matter],
    story: Mapping[str, Any],
    start: date,
    seed: int,
) -> list[Row]:
    """T09: the lines due in the quarter that begins on `start`, and last quarter's as they stand now."""
    day, earlier = quarter_end(quarter_of(start)), quarter_start(previous(quarter_of(start)))
    lines = [line for begin in (earlier, start) for line in _due_in(unit, places, listed, story, begin, seed)]
    lines += _for_demands(unit, places, listed, story, start, seed)
    return [_as_known(line, day) for line in lines]


def _due_in(
    unit: str,
    places: Sequence[Place],
    listed: Sequence[Matter],
    story: Mapping[str, Any],
    start: date,
    seed: int,
) -> list[Row]:
    day = quarter_end(quarter_of(start))
    free = {*story["unfunded"], *story["nil_cost"]}
    share = dice(seed, unit, "funded").uniform(0.7, 0.97)
    chance = min(share, 0.4 + 0.045 * quarters_in(day))
    lines = []
    for rank, matter in enumerate(m for m in listed if m.code not in free):
        if dice(seed, unit, matter.code, "funded").random() > chance:
            continue
        communities = [p.code for p in places if station_id(p, day) and p.done("M10", day)]
        receivers = communities if rank < AT_COMMUNITY else sorted({p.town for p in places})
        lines += [_line(unit, matter, to, start, seed) for to in receivers]
    return lines


def _for_demands(
    unit: str, places: Sequence[Place], listed: Sequence[Matter], story: Mapping[str, Any], start: date, seed: int
) -> list[Row]:
    """Some of what is demanded beyond the list comes with money, sent to the first town that has a community."""
    day = quarter_end(quarter_of(start))
    asked = enumerate(_demanded(unit, listed, story, day, seed))
    paid = [(n, like) for n, like in asked if dice(seed, unit, "paid demand", day, n).random() < 0.35]
    town = min((p.town for p in places), default=None)
    return [_line(unit, replace(like, code=_off_list_code(like, n)), town, start, seed) for n, like in paid if town]


def _line(unit: str, matter: Matter, receiver: str, start: date, seed: int) -> Row:
    year = dice(seed, unit, matter.code, receiver, start.year)
    roll = dice(seed, unit, matter.code, receiver, start)
    yearly = round(year.uniform(0.4, 3.2) * (1 if len(receiver) == 12 else 2), 2) if year.random() > 0.04 else 0.01
    due_on = start + timedelta(50)
    due = int(yearly * 25) / 100  # rounded down: four payments stay within the agreement
    quarters = quarters_in(start)
    slow = dice(seed, matter.department, "slow").uniform(-22, 34) + dice(seed, unit, "slow").uniform(-8, 14) - quarters
    paid_on = max(start + timedelta(7), due_on + timedelta(round(roll.gauss(slow, 12))))
    arrives = 0.45 + 0.04 * quarters
    holds_back = dice(unit, matter.department, "holds back").random() < 0.3
    share = roll.choice((0.0, 0.5, 0.8)) if roll.random() < (0.35 if holds_back else 0.015) else 1.0
    return {
        "matter_code": matter.code,
        "payer": matter.department,
        "source": year.choice(("市", "区", "区", "街镇")),
        "receiver_code": receiver,
        "agr_no": f"{unit[-2:]}-{start.year}-{matter.code}（演示）",
        "agreed": yearly,
        "unit_rule": year.choice(("按件", "按人", "定额", "定额", "打包")),
        "due_on": due_on,
        "due_amt": due,
        "paid_on": paid_on if share else None,
        "paid_amt": round(due * share, 2) if share else None,
        "recv": "社区或站" if len(receiver) == 12 or roll.random() < arrives else "街镇",
        "mode": year.choices(("社区自办", "社会组织", "企业"), (8, 2, 1))[0],
        "why": None if share == 1.0 else roll.choice(REASONS),
    }


def _as_known(line: Row, day: date) -> Row:
    """The line as it stands on `day`: what is paid later is not paid yet, and somebody says why."""
    if line["paid_on"] and line["paid_on"] > day:
        return line | {"paid_on": None, "paid_amt": None, "recv": None, "why": line["why"] or "手续"}
    return line
