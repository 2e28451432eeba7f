"""One release for the pages that show everything of a place: small enough to be checked by hand.

同安 (350212) has the pilot 山前社区, the plain 水尾社区 and the urban 城中社区; 翔安 (350213) has 沉默社区, on the
register and nothing else. 同安 sent 2011Q4 two days late, after a first file was returned; 翔安 sent a register alone.
2012Q1 has one row only, so that it is a quarter of which nothing is known yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.problems import Problem
from pipelines.warehouse.record import Record

Row = dict[str, Any]
Opened = Callable[..., AppTest]
Text = Callable[[AppTest], str]
NOW, BEFORE, NEXT = "2011Q4", "2011Q3", "2012Q1"
TONGAN, XIANGAN = "350212", "350213"
PILOT, PLAIN, URBAN, SILENT = "350212109001", "350212109002", "350212109003", "350213103001"
NAMES = {PILOT: "山前社区", PLAIN: "水尾社区", URBAN: "城中社区", SILENT: "沉默社区"}
RECEIPTS = {BEFORE: "350212-2011Q3-01", NOW: "350212-2011Q4-02"}


def keyed(code: str, period: str, row: int = 4) -> Row:
    """The keys of a community's row, with where it stood in the workbook."""
    sent = {"receipt": RECEIPTS.get(period, "350213-2011Q4-01"), "sheet": "表", "row": row}
    return {"period": period, "unit_code": code[:6], "community_code": code} | sent


def register() -> list[Row]:
    """T01, sent with the first quarter."""
    turned = {"ctype": "村改居", "converted_on": date(2009, 5, 1)}
    approved = {"is_pilot": True, "pilot_approved_on": date(2010, 9, 1), "pilot_doc": "演示1号"}
    return [
        keyed(code, BEFORE)
        | {"town_code": code[:9], "name": name, "households": 800, "residents": 2000, "pop_year": 2010}
        | ({"ctype": "城市社区"} if code == URBAN else turned)
        | (approved | {f"ready_{item}": True for item in "abcde"} if code == PILOT else {"is_pilot": False})
        for code, name in NAMES.items()
    ]


def milestones(period: str) -> list[Row]:
    """Two of the pilot's milestones are verified, the second in the last quarter; the third is late."""
    done = {"M01": date(2010, 10, 1), "M02": date(2011, 11, 1)}
    return [
        keyed(PILOT, period)
        | {"ms_code": code, "planned_on": date(2011, 6, 30), "verified_by": "区"}
        | (
            {"ms_status": "已核实", "done_on": done[code], "evidence_no": "演示2号"}
            if code in done and done[code] <= date(2011, 9 if period == BEFORE else 12, 30)
            else {"ms_status": "进行中", "delay_code": "经费"}
        )
        for code in ("M01", "M02", "M03")
    ]


def staffing(period: str) -> list[Row]:
    """Ten posts each: eight filled before and nine now in the pilot, six in the other; bands left open."""
    staff = {PILOT: 8 if period == BEFORE else 9, PLAIN: 6}
    return [keyed(code, period) | {"posts": 10, "staff": n, "seconded": 0, "cad_elig": 4} for code, n in staff.items()]


def organisations(period: str) -> list[Row]:
    """The pilot's three organisations are whole; 水尾 has no workstation yet."""
    whole = {f"{what}_{who}": True for what in ("head", "act") for who in ("party", "rc", "station")}
    station = {"station_mode": "独立工作站", "station_id": "S1", "station_open_on": date(2010, 10, 1)}
    return [
        keyed(PILOT, period) | {"party_form": "党委", "rc_members": 7, "rc_subs": 3} | whole | station,
        keyed(PLAIN, period, 5) | {"party_form": "支部", "rc_members": 5, "station_mode": "未承接"},
    ]


def once() -> dict[str, list[Row]]:
    """What was sent in the last quarter alone: decisions, assets, centres with items, a council, money."""
    centre = {"period": NOW, "unit_code": TONGAN, "centre_id": "C1", "receipt": RECEIPTS[NOW], "sheet": "表", "row": 4}
    checks = {f"u{n}{item}": item != "c" for n in range(1, 5) for item in "abc"}
    money = {"period": NOW, "unit_code": TONGAN, "matter_code": "E01", "payer": "civil_affairs", "source": "区"}
    dated = {f"s{n}_on": date(2011, 10, 1 + n) for n in range(7)}
    return {
        "T05": [
            keyed(PILOT, NOW) | {"dec_id": "J1", "dec_cat": "资产处置", "s4_result": "通过", "amount": 12.5} | dated
        ],
        "T06": [keyed(PILOT, NOW) | {"asm_n": 2, "asm_quorate": 2, "sup_set": True}, keyed(PLAIN, NEXT) | {"asm_n": 0}],
        "T07": [
            keyed(PILOT, NOW) | {"need": True, "inv_status": "已备案", "sep_1": True, "missing": ["assets=未核定"]}
        ],
        "T09": [money | {"receiver_code": PILOT, "agreed": 8.0, "due_on": date(2011, 10, 10), "due_amt": 2.0}],
        "T10": [centre | {"serves": [PILOT], "area": 180.0, "act_area": 90.0, "hrs": 48.0, "tenure": "自有"} | checks],
        "T10b": [centre | {"matter_code": f"E0{n}", "avail": n < 3, "nonlocal_ok": n < 2} for n in (1, 2, 3)],
        "T11": [
            keyed(PILOT, NOW)
            | {"cncl": True, "cncl_n": 2, "seats": 9, "seat_ent": 3, "seat_mig": 2, "seat_civ": 1}
            | {"org_reg": 1, "org_filed": 3, "org_srv": 2, "org_ben": 1, "org_mut": 1, "shared": 4}
        ],
        "T12": issues(),
    }


def issues() -> list[Row]:
    """One closed in time, one open past its due day and waiting for the city, one fresh, and a research output."""
    mine = {"period": NOW, "unit_code": TONGAN, "summary": "演示问题", "need_city": False, "lead": "CIV"}
    return [
        mine
        | {"iss_id": "N1", "raised_on": date(2011, 8, 1), "closed_on": date(2011, 9, 1), "iss_cat": "资产"}
        | {"iss_status": "办结", "how": "协调解决"},
        mine
        | {"iss_id": "N2", "raised_on": date(2011, 9, 22), "iss_cat": "设施", "iss_status": "办理中"}
        | {"need_city": True, "lead": "FIN"},
        mine | {"iss_id": "N3", "raised_on": date(2011, 12, 1), "iss_cat": "其他", "iss_status": "待办", "lead": None},
        {"period": NOW, "unit_code": TONGAN, "iss_id": "Y1", "raised_on": date(2011, 10, 1), "topic": "R3"}
        | {"out_kind": "办法", "summary": "分离办法"},
    ]


def forms() -> dict[str, list[Row]]:
    """All accepted rows by form."""
    quarterly = {"T02": milestones, "T03": organisations, "T04": staffing}
    rows = {form: [row for period in (BEFORE, NOW) for row in make(period)] for form, make in quarterly.items()}
    return rows | {"T01": register()} | once()


def record() -> Record:
    """同安 sent each quarter, the last one in a second file two days late; 翔安 the register alone."""
    sent = [
        (RECEIPTS[BEFORE], BEFORE, "accepted", datetime(2011, 10, 10), date(2011, 10, 14)),
        ("350212-2011Q4-01", NOW, "superseded", datetime(2012, 1, 12), date(2012, 1, 13)),
        (RECEIPTS[NOW], NOW, "accepted", datetime(2012, 1, 15), date(2012, 1, 13)),
        ("350213-2011Q4-01", NOW, "accepted", datetime(2012, 1, 10), date(2012, 1, 13)),
    ]
    receipts = [
        {"receipt": number, "unit": number[:6], "period": period, "state": state, "received_at": at}
        | {"accepted_at": at if state == "accepted" else None, "due_on": due, "on_time": at.date() <= due}
        | dict.fromkeys(("sha256", "forms", "signed_at", "reason", "cells_asked", "cells_changed"))
        | {"file": f"{number}.xlsx"}
        for number, period, state, at, due in sent
    ]
    counts = [
        {"receipt": RECEIPTS[NOW], "form": form, "rows": 2, "accepted": 2, "rejected": 0, "warnings": 1}
        for form in ("T03", "T04")
    ]
    warning = Problem("staff_over_posts", "warning", "请核对在岗人数。", "Check the number of staff.")
    found = [asdict(warning) | {"receipt": RECEIPTS[NOW], "form": "T04", "sheet": "表", "row": 4, "field": "staff"}]
    return Record(*([(None, row) for row in rows] for rows in (receipts, counts, found)))


@pytest.fixture(scope="session")
def homes(homes: dict[str, Path], home_of: Callable[..., Path]) -> dict[str, Path]:
    """The shared homes, with that of this folder as `full`."""
    return homes | {"full": home_of("profiles", forms(), record())}


Said = Callable[..., str]


@pytest.fixture
def said(opened: Opened, text: Text) -> Said:
    """The words on a page of this release, with single spaces; 2011Q4 unless asked otherwise."""

    def words(view: str, **chosen: str) -> str:
        shown = opened(view, **({"period": NOW} | chosen))
        assert not shown.exception
        return " ".join(text(shown).split())

    return words


def page_of_a_community(unit: str, period: str, lang: str) -> None:
    """What the entry does once the reader has chosen."""
    from dashboard.views import community
    from dashboard.widgets.choice import Choice

    community.render(Choice(lang, unit, period, "350200"))


@pytest.fixture
def site(homes: dict[str, Path], text: Text, monkeypatch: pytest.MonkeyPatch) -> Said:
    """The words on the page of one community: `site(site=code)` or `site(q="words typed")`."""

    def words(unit: str = "350200", period: str = NOW, lang: str = "zh", **link: str) -> str:
        monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
        chosen = {"unit": unit, "period": period, "lang": lang}
        shown = AppTest.from_function(page_of_a_community, kwargs=chosen, default_timeout=30)
        shown.query_params.update(link)
        assert not shown.run().exception
        return " ".join(text(shown).split())

    return words
