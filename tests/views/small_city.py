"""The rows of a small city, typed form by form, to be checked by hand.

翔安 (350213) has six communities and reports everything, 同安 (350212) has three, 集美 (350211) has one and sends no
staffing in the last quarter, 思明 (350203) has none.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

PERIODS = {"2010Q4": date(2010, 12, 31), "2011Q1": date(2011, 3, 31), "2011Q2": date(2011, 6, 30)}
TOWNS = {"350213": ("350213103", 6), "350212": ("350212109", 3), "350211": ("350211102", 1)}
COMMUNITIES = [(unit, town, f"{town}{n:03}") for unit, (town, many) in TOWNS.items() for n in range(1, many + 1)]
LATE = ("350211", "2011Q2")
Row = dict[str, Any]


def rows_of_the_register() -> list[Row]:
    """T01, sent once: every community village-turned; the first of each district is a pilot."""
    return [
        {"town_code": town, "community_code": code, "name": f"演示{code[-3:]}社区", "ctype": "村改居"}
        | {"households": 1000, "residents": 2500, "party_members": 120, "compounds": 4, "buildings": 2}
        | {"converted_on": date(2009, 5, 1), "is_pilot": code.endswith("001"), "pilot_approved_on": date(2010, 9, 1)}
        | {f"ready_{item}": True for item in "abcde"}
        | {"period": "2010Q4", "unit_code": unit}
        for unit, town, code in COMMUNITIES
    ]


def rows_of_organisations(period: str) -> list[Row]:
    """T03: the workstation of every second community is open."""
    return [
        {"period": period, "unit_code": unit, "community_code": code, "party_form": "党委", "committee_due": True}
        | {"comp_due": 4, "comp_done": 2, "bldg_due": 2, "bldg_done": 1, "rc_members": 5, "rc_subs": 3}
        | {"station_mode": "独立工作站" if int(code) % 2 else "居委会承接", "station_open_on": date(2010, 10, 1)}
        | {f"{what}_{who}": True for what in ("head", "act") for who in ("party", "rc", "station")}
        | {"union_ok": True, "youth_ok": True, "women_ok": True, "militia_ok": False, "coop_party": "单独"}
        for unit, _, code in COMMUNITIES
    ]


def rows_of_staffing(period: str) -> list[Row]:
    """T04: ten posts each, nine filled in 翔安 and eight in 同安; 集美 sends nothing in the last quarter."""
    return [
        {"period": period, "unit_code": unit, "community_code": code, "posts": 10, "seconded": 0}
        | {"staff": 9 if unit == "350213" else 8, "cert_n": 2, "hired_n": 2, "hired_open": 1}
        | {"age_le35": 3, "age_36_45": 3, "age_46_55": 2, "age_ge56": 1 if unit == "350213" else 0}
        | {"edu_hs": 3, "edu_col": 3, "edu_ba": 2, "edu_pg": 1 if unit == "350213" else 0}
        | {"cad_elig": 4, "cad_trained": 4, "cad_assessed": 3, "cad_passed": 2, "cad_appointed": 2}
        | {"cad_unplaced": 2, "cad_covered": 1, "measure_doc": None}
        for unit, _, code in COMMUNITIES
        if (unit, period) != LATE
    ]


def rows_of_centres() -> list[Row]:
    """T10, sent once: one centre per community; the first of each district passes all twelve checks."""
    checks = [f"u{n}{item}" for n in range(1, 5) for item in "abc"]
    return [
        {"period": "2010Q4", "unit_code": unit, "centre_id": f"{code}C", "serves": [code], "tenure": "自有"}
        | {"area": 180.0, "act_area": 90.0, "hrs": 48.0, "hrs_off": 6.0}
        | {check: code.endswith("001") or check != "u3b" for check in checks}
        for unit, _, code in COMMUNITIES
    ]


def rows_of_milestones(period: str) -> list[Row]:
    """T02: of each pilot's twelve milestones four are verified."""
    return [
        {"period": period, "unit_code": unit, "community_code": code, "ms_code": f"M{n:02}"}
        | {"planned_on": date(2011, 1, 31), "ms_status": "已核实" if n < 5 else "进行中"}
        | {"done_on": date(2010, 12, 1) if n < 5 else None, "evidence_no": "演示1号", "verified_by": "区"}
        for unit, _, code in COMMUNITIES
        if code.endswith("001")
        for n in range(1, 13)
    ]


def rows_of_matters(period: str) -> list[Row]:
    """T08: two listed matters per district, the second without cost."""
    return [
        {"period": period, "unit_code": unit, "matter_code": f"E0{n}", "matter_name": f"演示事项{n}", "ecat": f"E0{n}"}
        | {"dept_code": dept, "basis": "文件委托", "on_list": True, "nil_cost": n == 2, "nil_doc": "演示2号"}
        | {"com_due": 1, "com_station": 1, "days": 5, "c_due": 10, "c_ontime": 9, "c_closed": 10}
        | {"cond_need": True, "cond_ok": n == 1}
        for unit in TOWNS
        for n, dept in ((1, "civil_affairs"), (2, "health"))
    ]


def rows_of_funding(period: str) -> list[Row]:
    """T09: the first matter's money, due each quarter, half of it paid."""
    end = PERIODS[period]
    return [
        {"period": period, "unit_code": unit, "matter_code": "E01", "payer": "civil_affairs", "source": "区"}
        | {"receiver_code": town, "agr_no": "演示3号", "agreed": 8.0, "due_on": end.replace(day=10), "due_amt": 2.0}
        | {"paid_on": end.replace(day=20), "paid_amt": 1.0, "recv": "街镇", "mode": "社区自办", "unit_rule": "定额"}
        for unit, (town, _) in TOWNS.items()
    ]


def rows_of_forms(begun: bool = False) -> dict[str, pl.DataFrame]:
    """All accepted rows by form; if `begun`, with the first row of a new quarter."""
    quarterly = {
        "T02": rows_of_milestones,
        "T03": rows_of_organisations,
        "T04": rows_of_staffing,
        "T08": rows_of_matters,
        "T09": rows_of_funding,
    }
    rows = {form: [row for period in PERIODS for row in make(period)] for form, make in quarterly.items()}
    rows |= {"T01": rows_of_the_register(), "T10": rows_of_centres()}
    if begun:
        rows["T03"].append(rows["T03"][0] | {"period": "2011Q3"})
    return {form: pl.DataFrame(given, infer_schema_length=None) for form, given in rows.items()}
