"""The pages on councils, equal access and reporting on two districts, one of which has an urban community.

同安 has two village-turned communities and an urban one; 翔安 has one village-turned community and sent late.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.passport.facts import counted, rows_of
from pipelines.passport.make import release_named
from pipelines.passport.model import Code
from pipelines.problems import Problem
from pipelines.warehouse.record import Record

Opened = Callable[..., AppTest]
HomeOf = Callable[..., Path]
Row = dict[str, Any]
PERIOD = "2011Q4"
TONGAN, XIANGAN = "350212", "350213"
TYPES = {"350212109001": "村改居", "350212109002": "村改居", "350212109003": "城市社区", "350213103001": "村改居"}
REGULAR = ("T01", "T03", "T04", "T06", "T07", "T08", "T09", "T10", "T10b", "T11")


def keyed(code: str) -> Row:
    return {"period": PERIOD, "unit_code": code[:6], "community_code": code}


def register() -> list[Row]:
    return [
        keyed(code)
        | {"town_code": code[:9], "name": f"演示{code[-3:]}", "ctype": ctype, "households": 100, "residents": 1000}
        | {"lon": 118.2, "lat": 24.7, "is_pilot": False}
        for code, ctype in TYPES.items()
    ]


def centres() -> list[Row]:
    return [
        {"period": PERIOD, "unit_code": code[:6], "centre_id": f"{code}C", "serves": [code]}
        | {"lon": 118.2, "lat": 24.7, "hrs": 40.0, "area": 30.0}
        for code in TYPES
    ]


def items() -> list[Row]:
    """Five items of area E01: two of them at village-turned centres, four at the urban one."""
    return [
        {"period": PERIOD, "unit_code": code[:6], "centre_id": f"{code}C", "matter_code": f"E01-{n:02}"}
        | {"avail": n <= (4 if ctype == "城市社区" else 2)}
        for code, ctype in TYPES.items()
        for n in range(1, 6)
    ]


def councils() -> list[Row]:
    """Every village-turned community has a council; that of 翔安 has not met."""
    return [
        keyed(code) | {"cncl": True, "cncl_n": int(code[:6] == TONGAN), "seat_mig": 1}
        for code, ctype in TYPES.items()
        if ctype == "村改居"
    ]


def record() -> Record:
    """同安 sent all regular forms in time, with one record held back; 翔安 sent them a week late."""
    days = {TONGAN: datetime(2012, 1, 10), XIANGAN: datetime(2012, 1, 21)}
    nothing = dict.fromkeys(
        ("sha256", "file", "forms", "signed_at", "accepted_at", "reason", "cells_asked", "cells_changed")
    )
    sent = [
        nothing
        | {"receipt": unit, "unit": unit, "period": PERIOD, "state": "accepted", "received_at": day}
        | {"due_on": date(2012, 1, 13), "on_time": unit == TONGAN}
        for unit, day in days.items()
    ]
    counts = [
        {"receipt": unit, "form": form, "rows": 10, "accepted": 10 - held, "rejected": held, "warnings": 0}
        for unit in days
        for form in REGULAR
        for held in [int((unit, form) == (TONGAN, "T03"))]
    ]
    error = Problem(
        "not_an_integer", "error", "“居委会成员数”应填整数。", "“Committee members” must be a whole number."
    )
    found = [asdict(error) | {"receipt": TONGAN, "form": "T03", "sheet": "T03", "row": 4}]
    return Record(*([(None, row) for row in rows] for rows in (sent, counts, found)))


@pytest.fixture(scope="module")
def homes(home_of: HomeOf) -> dict[str, Path]:
    """The home of this module's release, in place of the shared ones."""
    forms = {"T01": register(), "T10": centres(), "T10b": items(), "T11": councils()}
    return {"full": home_of("access", forms, record())}


def test_the_gap_is_shown_with_both_levels(said: Callable[..., str]) -> None:
    """40% in village-turned communities, 80% in the urban one; six of 15 against four of five."""
    assert "基本公共服务可办率：村改居比城市社区 40.0% 80.0% 0.50 0.23–1.07 20/20" in said("access")
    assert "每百户设施面积：村改居比城市社区 30.0 m²/百户 30.0 m²/百户 1.00 — 4/4" in said("access")
    assert "Service items available: village-turned to urban 40.0% 80.0% 0.50" in said("access", lang="en")


def test_item_areas_stand_side_by_side_by_community_type(said: Callable[..., str]) -> None:
    """What cannot be had is open to nobody on the same terms; of what can be had nobody has said so."""
    assert "E01 低保与社会救助 40.0%（6/15） 80.0%（4/5） −40.0 个百分点 0.0%（0/9） 0/1 —" in said("access")


def test_the_first_questions_are_answered_first(said: Callable[..., str]) -> None:
    shown = said("access")
    assert "比一年前更均等吗？ 说不清。 2011年有1组可比的差距，1组缺一年前的数据。" in shown
    apart = "差距在谁之间？ 基本公共服务可办率：村改居社区 40.0% ，城市社区 80.0% ，相差40.0 个百分点（95%区间"
    assert apart in shown
    assert shown.index(apart) < shown.index("各事项领域可办情况")


def test_figures_of_an_area_lead_to_their_own_passports_in_both_types_of_community(opened: Opened) -> None:
    html = " ".join(str(block.proto.body) for block in opened("access", period=PERIOD).get("html"))
    for part, shown in (("area=E01", "40.0%（6/15）"), ("ctype_area=E01", "80.0%（4/5）")):
        assert re.search(rf"figure=item_availability_rate/350200/2011/{part}&amp;[^>]*>{shown}", html)


def test_the_passport_of_an_urban_figure_has_the_rows_it_is_counted_from(homes: dict[str, Path]) -> None:
    """Five items of the one urban community, four of them available; the village-turned ones are not among them."""
    with release_named(homes["full"], None) as release:
        code = Code("item_availability_rate", "350200", "2011", "ctype_area", "E01")
        one = counted(release, "F11", code, "city")
        assert one is not None
        rows = rows_of(release, one)
    assert rows["community_code"].unique().to_list() == ["350212109003"]
    assert (rows["available"].sum(), len(rows)) == (4, 5)


def test_both_levels_of_a_gap_lead_to_their_own_passports(opened: Opened) -> None:
    html = " ".join(str(block.proto.body) for block in opened("access", period=PERIOD).get("html"))
    for part in ("ctype=村改居", "ctype=城市社区"):
        assert f"figure=facility_area_per_100hh/350200/2011/{quote(part, safe='=')}&amp;" in html
    specs = [str(json.loads(chart.proto.spec)) for chart in opened("access", period=PERIOD).get("plotly_chart")]
    assert any("passport?figure=item_availability_rate/350200/2011/ctype=" in spec for spec in specs)


def test_a_district_without_comparison_says_that_there_is_nothing_to_compare(said: Callable[..., str]) -> None:
    shown = said("access", unit=XIANGAN)
    assert "没有可比的两组" in shown
    assert "E01 低保与社会救助 40.0%（2/5） 缺报 —" in shown


def test_councils_that_do_not_meet_are_set_up_all_the_same(said: Callable[..., str]) -> None:
    shown = said("council")
    assert "厦门市已报的3个村改居社区中，2个设有共建理事会并开过会。" in shown
    assert "设立与开会" in shown
    assert "3个中的3个" in shown


def test_the_page_on_reporting_says_how_many_forms_came_in_time(said: Callable[..., str]) -> None:
    """Ten forms are due at year end from each of six districts: two sent, four never did."""
    assert "厦门市应报的60张表中，10张按时报送，按时率16.7%。" in said("reporting")
    assert "同安区应报的10张表中，10张按时报送，按时率100.0%。" in said("reporting", unit=TONGAN)


def test_rules_are_listed_with_forms_an_example_and_their_share(said: Callable[..., str]) -> None:
    assert "not_an_integer T03 “居委会成员数”应填整数。 1/200 0.5%" in said("reporting")
    assert "没有违反任何规则" in said("reporting", unit=XIANGAN)
