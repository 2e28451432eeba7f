"""What happens to a site: T02 milestones, T05 major decisions, T07 collective assets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pipelines.demo.community import NOT_APPLICABLE, Row, yes
from pipelines.demo.world import ASSET_STEPS, MILESTONES, Place, dice
from pipelines.programme.periods import previous, quarter_end, quarter_of, quarter_start

DECISIONS = ("资产处置", "征迁补偿", "工程采购", "预算决算", "福利分配", "公约章程", "报酬补贴", "其他")
EXPLAINED = "按会议记录，情况属实"
AFTER_THE_VOTE = ("s4_on", "s5_on", "impl_on", "s6_on", "post_days", "rep_due", "rep_present", "votes_for")


def milestones(place: Place, day: date, seed: int) -> list[Row]:
    """T02: twelve rows for a pilot site, none for anybody else."""
    if place.pilot_since is None or place.pilot_since > day:
        return []
    return [_milestone(place, n, code, day, seed) for n, code in enumerate(MILESTONES)]


def _milestone(place: Place, n: int, code: str, day: date, seed: int) -> Row:
    roll = dice(seed, place.code, code)
    assert place.pilot_since is not None
    planned = place.pilot_since + timedelta(84 * n)
    done = place.steps.get(code)
    evidence = f"{place.district[-2:]}村改〔{(done or place.pilot_since).year}〕{roll.randrange(1, 80)}号（演示）"
    row: Row = {
        "ms_code": code,
        "planned_on": planned,
        "done_on": None,
        "evidence_no": None,
        "verified_by": None,
        "delay_code": None,
    }
    if code == "M09" and roll.random() < 0.1:
        return row | {"ms_status": "不适用", "evidence_no": evidence}
    if done and done <= day:
        if day - done >= timedelta(45):
            return row | {
                "ms_status": "已核实",
                "done_on": done,
                "evidence_no": evidence,
                "verified_by": "区",
            }
        return row | {"ms_status": "完成待核", "done_on": done, "verified_by": "街镇"}
    started = done is not None and done - day < timedelta(120)
    stuck = place.stalled and code == "M05" and planned < day
    late = planned < day
    reason = "资产争议" if stuck else roll.choice(("经费", "人员", "场所", "政策待明确")) if late else None
    return row | {"ms_status": "进行中" if started or stuck else "未开始", "delay_code": reason}


UNASKED = ("inv_status", "assets", "op_assets", "mem_total", "mem_conf", "dividend")
CHECKS = (*(f"gov_{n}" for n in range(1, 6)), *(f"sep_{n}" for n in range(1, 6)))
NO_REFORM: Row = {
    "need": "否",
    **dict.fromkeys((*UNASKED, *CHECKS), NOT_APPLICABLE),
    **dict.fromkeys(("inv_on", "coop_on", "transfer_on")),
    "coop_form": "未成立",
    "pet_n": 0,
    "pet_rep": 0,
}


def assets(place: Place, day: date, seed: int) -> Row:
    """T07: inventory, co-operative, separation and petitions; a few places have no assets that call for reform."""
    if not place.steps.keys() & ASSET_STEPS:
        return NO_REFORM
    roll = dice(seed, place.code, "T07")
    total = round(roll.lognormvariate(8.0, 0.7), 2)
    confirmed, coop, split = (place.done(code, day) for code in ("M03", "M04", "M05"))
    members = max(200, round(place.residents * roll.uniform(0.2, 0.45)))
    petitions = dice(seed, place.code, "petitions", day).choices((0, 1, 2, 5), (7, 2, 1, 1 + 3 * place.stalled))[0]
    partly = [split or (item < 4 and roll.random() < 0.35) for item in range(5)]
    return {
        "need": "是",
        "inv_status": ("已备案" if split else "公示确认")
        if confirmed
        else "进行中"
        if roll.random() < 0.6
        else "未启动",
        "inv_on": place.steps.get("M03") if confirmed else None,
        "assets": total,
        "op_assets": round(total * roll.uniform(0.4, 0.9), 2),
        "mem_total": members,
        "mem_conf": round(members * (1 if coop else 0.8 if confirmed else 0)),
        "coop_form": ("股份合作社" if roll.random() < 0.85 else "公司") if coop else "未成立",
        "coop_on": place.steps.get("M04") if coop else None,
        **{f"gov_{n}": yes(roll.random() < 0.85) if coop else NOT_APPLICABLE for n in range(1, 6)},
        **{f"sep_{n + 1}": yes(fact) for n, fact in enumerate(partly)},
        "transfer_on": place.steps.get("M05") if split else None,
        "dividend": round(total * 0.02, 2) if coop and day.month == 12 else 0.0 if coop else None,
        "pet_n": petitions,
        "pet_rep": petitions // 3,
    }


def decisions(place: Place, start: date, day: date, seed: int) -> list[Row]:
    """T05: major matters begun in the quarter, and last quarter's again now that their result is known.

    Some matters are kept in a drawer and entered, all steps at once, two quarters after they began.
    """
    now = quarter_of(start)
    last = previous(now)
    kept = [row for row in _begun_in(place, previous(last), seed) if _in_drawer(place, row, seed)]
    told = [row for period in (last, now) for row in _begun_in(place, period, seed) if not _in_drawer(place, row, seed)]
    return [_as_known(row, day) for row in (*kept, *told)]


def _begun_in(place: Place, period: str, seed: int) -> list[Row]:
    start, day = quarter_start(period), quarter_end(period)
    roll = dice(seed, place.code, "T05", start)
    number = roll.choices((0, 1, 2, 3), (3, 4, 2, 1))[0] if place.done("M03", day) else roll.choices((0, 1), (3, 1))[0]
    return [_slipped(_decision(place, start, n + 1, seed), place, seed) for n in range(number)]


def _in_drawer(place: Place, row: Row, seed: int) -> bool:
    return dice(seed, place.code, "T05", row["dec_id"], "drawer").random() < 0.08


def _decision(place: Place, start: date, n: int, seed: int) -> Row:
    roll = dice(seed, place.code, "T05", start, n)
    due = roll.randrange(35, 75)
    present = min(due, due // 2 + 1 + roll.randrange(0, due // 2))
    votes = roll.randrange(present // 2, present + 1)
    passed = votes * 2 > present
    dates = _dates(start, roll, place.skill)
    return {
        "dec_id": f"{start.year}{start.month:02}-{n:02}",
        "dec_cat": roll.choice(DECISIONS),
        **{f"s{step}_on": dates[step] for step in range(5)},
        "s3_form": roll.choice(("党员大会", "党员议事会")) if dates[3] else None,
        "rep_due": due,
        "rep_present": present,
        "votes_for": votes,
        "s4_result": "通过" if passed else "未通过",
        "s5_on": dates[5],
        "post_days": roll.choice((7, 7, 7, 10, 5, 3)) if dates[5] else None,
        "impl_on": dates[6] if passed else None,
        "s6_on": dates[7] if passed else None,
        "amount": round(roll.lognormvariate(3.0, 1.0), 2),
    }


def _slipped(row: Row, place: Place, seed: int) -> Row:
    """The decision as it went: most by the book, some with steps in the wrong order, too few present, or withdrawn."""
    roll = dice(seed, place.code, "T05", row["dec_id"], "slips")
    slip = roll.choices(
        ("none", "swapped", "agenda_last", "too_few", "acted_first", "posted_late", "withdrawn"),
        (74, 6, 4, 4, 3, 6, 3 - 2 * place.skill),
    )[0]
    change: Row = {}
    match slip:
        case "swapped" if row["s2_on"] and row["s3_on"]:
            change = {"s2_on": row["s3_on"], "s3_on": row["s2_on"], "remark": EXPLAINED}
        case "agenda_last" if row["s0_on"]:
            change = {"s0_on": row["s4_on"], "remark": EXPLAINED}
        case "too_few":
            present = row["rep_due"] // 2 - roll.randrange(3)
            change = {"rep_present": present, "votes_for": min(row["votes_for"], present), "remark": EXPLAINED}
        case "acted_first" if row["impl_on"]:
            change = {"impl_on": row["s4_on"] - timedelta(roll.randrange(3, 15)), "remark": EXPLAINED}
        case "posted_late" if row["s5_on"]:
            change = {"s5_on": row["s5_on"] + timedelta(roll.randrange(8, 30))}
        case "withdrawn":
            change = dict.fromkeys(AFTER_THE_VOTE) | {"s4_result": "撤回"}
    return row | change


def _dates(start: date, roll: Any, skill: float) -> list[date | None]:
    """s0–s5, completion and s6; a careless place leaves a step out, never out of order on purpose."""
    day, dates = start + timedelta(roll.randrange(0, 20)), []
    for gap, keeps in ((0, 0.9), (5, 0.97), (7, 0.93), (7, 0.85), (9, 1.0), (5, 0.92), (45, 1.0), (6, 0.75)):
        day += timedelta(roll.randrange(gap // 2, gap + 2))
        dates.append(day if roll.random() < keeps + 0.05 * skill else None)
    return dates


def _as_known(row: Row, day: date) -> Row:
    """The decision as it stands at quarter end: nothing that lies after `day` is known yet."""
    late = [name for name, value in row.items() if isinstance(value, date) and value > day]
    known = row | dict.fromkeys(late)
    if known["s4_on"] is None and known["s4_result"] != "撤回":
        known |= dict.fromkeys(("rep_due", "rep_present", "votes_for", "s4_result"))
    return known | ({} if known["s5_on"] else {"post_days": None})
