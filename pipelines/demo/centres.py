"""What a district would type about its service centres (T10, T10b) and the issues it raises (T12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.demo.community import Row, yes
from pipelines.demo.world import TURNED, Place, dice
from pipelines.programme.model import Matter
from pipelines.programme.periods import quarter_of, quarter_start, quarters

CHECKS = tuple(f"u{group}{item}" for group in "1234" for item in "abc")
MIDDLE = {  # rough middle of each district, WGS-84; the invented centres are strewn around it
    "350203": (118.10, 24.455),
    "350205": (117.99, 24.49),
    "350206": (118.13, 24.51),
    "350211": (118.04, 24.60),
    "350212": (118.15, 24.74),
    "350213": (118.25, 24.64),
}


def centre(place: Place, day: date, seed: int) -> Row:
    """T10: the centre of one community, all twelve checks met once milestone M11 is done."""
    roll = dice(seed, place.code, "T10")
    lon, lat = MIDDLE[place.district]
    area = round(roll.uniform(120, 900) * (1.3 if place.done("M11", day) else 1), 1)
    odds = 0.78 + 0.08 * place.skill + 0.03 * (day.year - 2010)
    checks = {c: yes(place.done("M11", day) or dice(seed, place.code, c).random() < odds) for c in CHECKS}
    if place.pilot_since and not place.done("M11", day):
        checks["u3b"] = "否"
    return {
        "centre_id": f"{place.code}C",
        "serves": [place.code],
        "lon": round(lon + roll.uniform(-0.03, 0.03), 6),
        "lat": round(lat + roll.uniform(-0.02, 0.02), 6),
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
        available = handles(place, matter, day, seed)
        rows.append(
            {
                "centre_id": f"{place.code}C",
                "matter_code": matter.code,
                "avail": yes(available),
                "nonlocal_ok": yes(available and roll.random() < 0.7),
                "win": yes(available and (place.done("M11", day) or roll.random() < 0.62)),
            }
        )
    return rows


def handles(place: Place, matter: Matter, day: date, seed: int) -> bool:
    """Whether the matter can be done at the community's centre in that year."""
    base = 0.72 if place.ctype_at_end == TURNED else 0.88
    chance = dice(seed, place.code, "T10b", matter.code).random()
    return chance < base + 0.04 * (day.year - 2010) + 0.05 * place.skill


KINDS = ("组织", "自治", "资产", "队伍", "事项经费", "设施", "均等化", "其他")
SUMMARIES = {
    "组织": "党委建制条件如何认定，需明确口径",
    "自治": "居民代表会议人数多，难以到齐",
    "资产": "历史遗留土地权属不清，清产核资难以确认",
    "队伍": "未聘任的原村两委成员安置办法待出台",
    "事项经费": "部门交办事项未随附经费",
    "设施": "服务用房由合作组织提供，租期将满",
    "均等化": "外来人口办事范围有限",
    "其他": "报表较多，建议合并",
}


def issues(unit: str, start: date, day: date, seed: int) -> list[Row]:
    """T12: the issues raised in the quarter and the year before it, as they stand on `day`."""
    latest = quarters("2010Q3", quarter_of(start))[-4:]
    return [row for period in latest for row in _raised(unit, quarter_start(period), day, seed)]


def _raised(unit: str, start: date, day: date, seed: int) -> list[Row]:
    roll = dice(seed, unit, "T12", start)
    rows = []
    for n in range(roll.randrange(1, 4)):
        raised = start + timedelta(roll.randrange(0, 85))
        closed = raised + timedelta(roll.randrange(20, 400))
        kind = roll.choice(KINDS)
        rows.append(
            {
                "iss_id": f"{start.year}{start.month:02}-{n + 1}",
                "raised_on": raised,
                "iss_cat": kind,
                "summary": f"{SUMMARIES[kind]}（演示）",
                "need_city": yes(roll.random() < 0.4),
                "lead": roll.choice(("ORG", "CIV", "AGR", "FIN")),
                "iss_status": "办结" if closed <= day else "办理中" if roll.random() < 0.7 else "待办",
                "closed_on": closed if closed <= day else None,
                "how": "协调解决" if closed <= day else None,
                "topic": roll.choice(("R1", "R2", "R3", "R4", "R5")),
                "out_kind": roll.choice(("办法", "指引", "案例", "调研报告")) if closed <= day else None,
            }
        )
    return rows
