"""What one community would type about itself: T01 register, T03 organisations, T06 disclosure, T11 council."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.demo.points import home_point
from pipelines.demo.world import TURNED, VILLAGE, Place, dice

Row = dict[str, Any]
NOT_APPLICABLE = "不适用"


def yes(fact: bool) -> str:
    """How a form says a yes or a no."""
    return "是" if fact else "否"


def register(place: Place, day: date, seed: int) -> Row:
    """T01: the community on the register."""
    roll = dice(seed, place.code, "T01")
    residents = place.people(day)
    village = place.ctype(day) == VILLAGE
    ready = [yes(roll.random() < 0.93) for _ in "abcde"] if place.pilot_since else [None] * 5
    pilot = place.pilot_since is not None and place.pilot_since <= day
    converted = place.converted if place.converted and place.converted <= day else None
    point = home_point(place, seed)
    return {
        "name": place.name[:-1] + "村" if place.ctype(day) == VILLAGE and place.name.endswith("区") else place.name,
        "town_code": place.town,
        "ctype": place.ctype(day),
        "converted_on": converted,
        "households": round(residents / roll.uniform(2.5, 3.3)),
        "residents": residents,
        "hukou_residents": round(residents * roll.uniform(0.25, 0.7)),
        "party_members": place.party_members,
        "compounds": 0 if village else roll.randrange(1, 14),
        "buildings": 0 if village else roll.randrange(0, 9),
        "is_pilot": yes(pilot),
        "pilot_approved_on": place.pilot_since if pilot else None,
        "pilot_doc": f"{place.district[-2:]}委办〔{place.pilot_since.year}〕{roll.randrange(10, 90)}号（演示）"
        if pilot and place.pilot_since
        else None,
        "pilot_ended_on": None,
        **{f"ready_{item}": ready[n] if pilot else None for n, item in enumerate("abcde")},
        "pop_year": day.year - 1 if day.month < 12 else day.year,
        "lon": point[0] if point else None,
        "lat": point[1] if point else None,
    }


def station_mode(place: Place, day: date) -> str:
    """How entrusted work is received: an own or shared station, the residents' committee, or nobody."""
    if place.done("M08", day):
        return "联合工作站" if dice(place.code, "joint").random() < 0.15 else "独立工作站"
    return "居委会承接" if dice(place.code, "fallback").random() < 0.75 else "未承接"


def station_id(place: Place, day: date) -> str | None:
    """The station's code; communities of one town that share a station carry the same one."""
    mode = station_mode(place, day)
    if mode == "联合工作站":
        return f"{place.town}Z1"
    return f"{place.code}Z" if mode == "独立工作站" else None


def organisations(place: Place, day: date, seed: int) -> Row:
    """T03: Party organisation, residents' committee and workstation, and who sits where."""
    roll = dice(seed, place.code, "T03")
    due = place.party_members >= 100
    form = "党委" if due and place.done("M06", day) else "总支" if place.party_members >= 50 else "支部"
    station = station_mode(place, day) in ("独立工作站", "联合工作站")
    pc, rc = roll.randrange(5, 10) if form == "党委" else roll.randrange(3, 7), roll.randrange(5, 10)
    both = min(pc, rc, roll.randrange(2, 6))
    compounds, buildings = roll.randrange(1, 9), roll.randrange(0, 6)
    reached = min(1.0, 0.35 + 0.1 * place.skill + (0.35 if place.done("M06", day) else 0.0))
    coop = place.done("M04", day)
    seats = roll.randrange(7, 14) if coop else 0
    separated = place.done("M05", day)
    return {
        "party_form": form,
        "committee_due": yes(due),
        "comp_due": compounds,
        "comp_done": round(compounds * reached),
        "bldg_due": buildings,
        "bldg_done": int(buildings * reached),
        "coop_party": ("单独" if roll.random() < 0.6 else "联合")
        if coop and reached > 0.6
        else "无"
        if coop
        else NOT_APPLICABLE,
        **{f"{who}_ok": yes(roll.random() < odds) for who, odds in MASS_ORGANISATIONS},
        "rc_members": rc,
        "rc_subs": roll.randrange(3, 7) if place.done("M07", day) else roll.randrange(0, 5),
        "reps": roll.randrange(35, 75),
        "station_mode": station_mode(place, day),
        "station_id": station_id(place, day),
        "station_open_on": place.steps.get("M08") if station else None,
        **_in_post(place, day, station, seed),
        "pc_members": pc,
        "both_n": both,
        "coop_seats": seats,
        "coop_cross": min(seats, roll.randrange(2, 6)) if coop else 0,
        "incompat_a": 0 if separated else int(roll.random() < 0.3),
        "incompat_b": int(roll.random() < 0.06),
        "incompat_c": 0 if separated else int(roll.random() < 0.15),
    }


MASS_ORGANISATIONS = (("union", 0.7), ("youth", 0.8), ("women", 0.95), ("militia", 0.75))


def _in_post(place: Place, day: date, station: bool, seed: int) -> Row:
    roll = dice(seed, place.code, "T03", day)
    steady = 0.9 + 0.05 * place.skill
    here = {
        "party": roll.random() < steady + 0.06,
        "rc": roll.random() < steady + 0.05,
        "station": station and roll.random() < steady,
    }
    act = {who: there and roll.random() < 0.95 for who, there in here.items()}
    missing = NOT_APPLICABLE if not station else None
    return {
        **{f"head_{who}": missing if who == "station" and missing else yes(there) for who, there in here.items()},
        **{f"act_{who}": missing if who == "station" and missing else yes(did) for who, did in act.items()},
    }


def disclosure(place: Place, day: date, seed: int) -> Row:
    """T06: assemblies, supervision, appraisal and published accounts in the quarter."""
    roll = dice(seed, place.code, "T06", day)
    lively = place.done("M07", day)
    meetings = roll.choices((0, 1, 2), (2, 5, 2) if lively else (6, 3, 1))[0]
    group = lively or dice(seed, place.code, "supervision").random() < 0.6
    members = dice(seed, place.code, "T03")
    return {
        "asm_n": meetings,
        "asm_quorate": sum(roll.random() < 0.88 for _ in range(meetings)),
        "rc_reported": yes(day.month == 12 and (lively or roll.random() < 0.5)),
        "sup_set": yes(group),
        "sup_indep": yes(group and dice(seed, place.code, "independent").random() < 0.8),
        "sup_checks": roll.choices((0, 1, 2, 3), (2, 4, 2, 1))[0] if group else 0,
        "hear_n": int(roll.random() < 0.15),
        "appr_due": _committee_size(place, day, seed),
        "appr_done": _committee_size(place, day, seed) if day.month == 12 and members.random() < 0.9 else 0,
        "fin_rc": yes(roll.random() < 0.9),
        "fin_coop": yes(roll.random() < 0.75) if place.done("M04", day) else NOT_APPLICABLE,
    }


def _committee_size(place: Place, day: date, seed: int) -> int:
    return int(organisations(place, day, seed)["rc_members"])


def council(place: Place, day: date, seed: int) -> Row:
    """T11: the co-construction council and the social organisations."""
    roll = dice(seed, place.code, "T11")
    has = roll.random() < (0.8 if place.done("M07", day) else 0.25)
    seats = roll.randrange(9, 16)
    registered, filed = roll.randrange(0, 4), roll.randrange(0, 6)
    kinds = sorted((roll.randrange(registered + filed + 1), roll.randrange(registered + filed + 1)))
    return {
        "cncl": yes(has),
        "cncl_n": dice(seed, place.code, "T11", day).randrange(0, 4) if has else NOT_APPLICABLE,
        "seats": seats if has else NOT_APPLICABLE,
        "seat_ent": 4 if has else NOT_APPLICABLE,
        "seat_mig": roll.randrange(0, 4) if has else NOT_APPLICABLE,
        "seat_civ": 2 if has else NOT_APPLICABLE,
        "org_reg": registered,
        "org_filed": filed,
        "org_srv": kinds[0],
        "org_ben": kinds[1] - kinds[0],
        "org_mut": registered + filed - kinds[1],
        "shared": roll.randrange(0, 4),
    }


def in_programme(place: Place, day: date) -> bool:
    """Whether the community owes the quarterly forms: it is village-turned on that day."""
    return place.ctype(day) == TURNED
