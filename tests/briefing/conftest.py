"""A small release for briefings on paper, whose figures can be counted by hand, and what is written from it.

翔安 (350213) has six communities and sends everything, 同安 (350212) five, 集美 (350211) six but no staffing in the
last quarter, 湖里 (350206) has two, 思明 (350203) none. Notes and issues carry what an attacker would write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from dashboard.briefing.paper.make import briefing
from dashboard.briefing.paper.model import Audience, Briefing
from pipelines.programme.model import Programme
from pipelines.warehouse.fill import fill_release
from pipelines.warehouse.record import Record
from pipelines.warehouse.release import Release

PERIODS = {"2010Q4": date(2010, 12, 31), "2011Q1": date(2011, 3, 31), "2011Q2": date(2011, 6, 30)}
TOWNS = {"350213": ("350213103", 6), "350212": ("350212109", 5), "350211": ("350211102", 6), "350206": ("350206002", 2)}
COMMUNITIES = [(unit, town, f"{town}{n:03}") for unit, (town, many) in TOWNS.items() for n in range(1, many + 1)]
NASTY = '<script>alert(1)</script> & "=1+1" \u202eabc 🙂 \x07]]>'
FORMULA = '=HYPERLINK("http://example.org","点")'
LONG = "很长的说明，" * 60
STAFF = {"2010Q4": {}, "2011Q1": {"350213": 8, "350212": 6}, "2011Q2": {"350213": 9, "350212": 6}}
Row = dict[str, Any]


def rows_of_the_register() -> list[Row]:
    """T01, sent once; the first community of each district is a pilot."""
    return [
        {"town_code": town, "community_code": code, "name": f"演示{code[-3:]}社区", "ctype": "村改居"}
        | {"households": 1000, "residents": 2500, "party_members": 120, "compounds": 4, "buildings": 2}
        | {"converted_on": date(2009, 5, 1), "is_pilot": code.endswith("001"), "pilot_approved_on": date(2010, 9, 1)}
        | {f"ready_{item}": True for item in "abcde"}
        | {"period": "2010Q4", "unit_code": unit}
        for unit, town, code in COMMUNITIES
    ]


def rows_of_staffing(period: str) -> list[Row]:
    """T04: ten posts each; 翔安 fills 8, then 9 of them, 同安 6 and 6; 集美 stays silent in the last quarter."""
    return [
        {"period": period, "unit_code": unit, "community_code": code, "posts": 10, "seconded": 0}
        | {"staff": STAFF[period].get(unit, 8), "cert_n": 2, "hired_n": 2, "hired_open": 1}
        | {"age_le35": 3, "age_36_45": 2, "age_46_55": 1, "age_ge56": STAFF[period].get(unit, 8) - 6}
        | {"cad_elig": 4, "cad_trained": 4, "cad_assessed": 3, "cad_passed": 2, "cad_appointed": 2}
        | {"cad_unplaced": 2, "cad_covered": 1, "measure_doc": None}
        | {"remark": NASTY if code.endswith("001") and unit == "350213" else None}
        for unit, _, code in COMMUNITIES
        if (unit, period) != ("350211", "2011Q2")
    ]


def rows_of_milestones(period: str) -> list[Row]:
    """T02: of each pilot's twelve milestones four are verified; the last is planned after the quarter."""
    return [
        {"period": period, "unit_code": unit, "community_code": code, "ms_code": f"M{n:02}"}
        | {
            "planned_on": date(2011, 1, 31) if n < 12 else date(2011, 9, 30),
            "ms_status": "已核实" if n < 5 else "进行中",
        }
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


def rows_of_issues() -> list[Row]:
    """T12: each district raised one issue and asks the city; what 翔安 and 同安 wrote is hostile."""
    summaries = {"350213": NASTY, "350212": FORMULA, "350211": LONG, "350206": "普通问题"}
    return [
        {"period": "2011Q1", "unit_code": unit, "iss_id": f"{unit}-1", "raised_on": date(2011, 2, 1), "iss_cat": "组织"}
        | {"summary": summary, "need_city": True, "lead": "civil_affairs", "iss_status": "待办"}
        for unit, summary in summaries.items()
    ]


def frames() -> dict[str, pl.DataFrame]:
    """All accepted rows by form."""
    quarterly = {
        "T02": rows_of_milestones,
        "T04": rows_of_staffing,
        "T08": rows_of_matters,
        "T09": rows_of_funding,
    }
    rows = {form: [row for period in PERIODS for row in make(period)] for form, make in quarterly.items()}
    rows |= {"T01": rows_of_the_register(), "T12": rows_of_issues()}
    return {form: pl.DataFrame(given, infer_schema_length=None) for form, given in rows.items()}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, xiamen: Programme) -> Path:
    """A home whose current release is made of these rows."""
    home, name = tmp_path_factory.mktemp("brief"), "2011-brief"
    (home / "releases").mkdir()
    (home / "CURRENT").write_text(f"{name}\n", encoding="utf-8")
    with duckdb.connect(home / "releases" / f"{name}.duckdb") as con:
        fill_release(con, xiamen, frames(), Record())
        facts = {"name": name, "built_at": "2011-07-20T09:00:00", "demo": "yes", "last_period": "2011Q2"}
        con.executemany("INSERT INTO release_info VALUES (?, ?)", list(facts.items()))
        for unit in ("350206", "350212", "350213"):
            con.execute(
                "INSERT INTO receipts (receipt, unit, period, state, received_at, on_time) VALUES (?, ?, ?, ?, ?, ?)",
                [f"{unit}-2011Q2-01", unit, "2011Q2", "accepted", date(2011, 7, 5), True],
            )
    return home


@pytest.fixture(scope="session")
def release(home: Path) -> Iterator[Release]:
    """That release, opened."""
    with Release(home, "2011-brief") as one:
        yield one


Made = Callable[..., Briefing]


@pytest.fixture(scope="session")
def made(release: Release) -> Made:
    """`made(unit, lang, audience)`: the briefing of the last quarter, made once."""

    @cache
    def one(unit: str = "350200", lang: str = "zh", audience: Audience = "full") -> Briefing:
        return briefing(release, unit, "2011Q2", lang, audience)

    return one
