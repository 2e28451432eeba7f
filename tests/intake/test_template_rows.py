"""Which rows a template prints, and what each field's prefill puts into them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.intake.cells.kinds import polars_type
from pipelines.intake.templates.template_rows import NOT_APPLICABLE, Request, due, printed_rows
from pipelines.programme.model import Form, Programme

UNIT = "350212"
TURNED, PILOT, URBAN = "350212109201", "350212109202", "350212109001"


def accepted(form: Form, *rows: dict[str, Any]) -> pl.DataFrame:
    """Accepted rows as the store keeps them; what a row does not name is null."""
    schema = {one.name: polars_type(one) for one in form.fields}
    schema |= {"not_applicable": pl.List(pl.String), "receipt": pl.String, "sheet": pl.String, "row": pl.Int64}
    given = [{"unit_code": UNIT, "as_of": date(2013, 6, 30), "not_applicable": []} | row for row in rows]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in given], schema=schema, orient="row")


@pytest.fixture
def register(xiamen: Programme) -> pl.DataFrame:
    """Three communities: a village-turned one, one that is also a pilot site, an urban one."""
    common = {"period": "2013Q1", "town_code": "350212109"}
    return accepted(
        xiamen.form("T01"),
        common | {"community_code": URBAN, "name": "关雎社区", "ctype": "城市社区", "is_pilot": False},
        common | {"community_code": TURNED, "name": "葛覃社区", "ctype": "村改居", "is_pilot": False},
        common | {"community_code": PILOT, "name": "卷耳社区", "ctype": "村改居", "is_pilot": True},
    )


def printed(programme: Programme, form: str, period: str, **last: pl.DataFrame) -> list[dict[str, Any]]:
    request = Request(programme, UNIT, period, last, "zh")
    return [dict(row) for row in printed_rows(request, programme.form(form)).rows]


def test_the_first_quarter_prints_no_rows_at_all(xiamen):
    assert [printed(xiamen, form.id, "2010Q3") for form in xiamen.forms] == [[]] * len(xiamen.forms)


def test_every_community_of_the_register_is_printed_again(xiamen, register):
    assert [row["community_code"] for row in printed(xiamen, "T01", "2013Q3", T01=register)] == [URBAN, TURNED, PILOT]


def test_communities_in_scope_get_a_row_with_nothing_but_their_key(xiamen, register):
    rows = printed(xiamen, "T04", "2013Q3", T01=register)
    key = {"period": "2013Q3", "unit_code": UNIT, "as_of": date(2013, 9, 30)}
    assert rows == [key | {"community_code": TURNED}, key | {"community_code": PILOT}]


def test_a_community_out_of_scope_that_sent_last_time_is_printed_again(xiamen, register):
    sent = accepted(xiamen.form("T04"), {"period": "2013Q2", "community_code": URBAN, "staff": 7})
    rows = printed(xiamen, "T04", "2013Q3", T01=register, T04=sent)
    assert [(row["community_code"], row.get("staff")) for row in rows] == [(URBAN, 7), (TURNED, None), (PILOT, None)]


def test_a_pilot_site_has_a_row_for_each_milestone(xiamen, register):
    rows = printed(xiamen, "T02", "2013Q3", T01=register)
    assert [(row["community_code"], row["ms_code"]) for row in rows] == [
        (PILOT, milestone.code) for milestone in xiamen.milestones
    ]


def test_another_units_rows_are_not_printed(xiamen, register):
    assert printed(xiamen, "T01", "2013Q3", T01=register.with_columns(unit_code=pl.lit("350213"))) == []


def test_rows_of_a_later_quarter_are_not_printed(xiamen, register):
    assert printed(xiamen, "T01", "2012Q4", T01=register) == []


@pytest.mark.parametrize(
    ("form", "field", "value", "period", "expected"),
    [
        ("T04", "staff", 7, "2013Q3", 7),  # prefill last
        ("T04", "hired_n", 2, "2013Q3", 2),  # prefill year, same year
        ("T04", "hired_n", 2, "2014Q1", None),  # prefill year, new year
        ("T06", "asm_n", 3, "2013Q3", None),  # prefill none: counted anew each quarter
        ("T06", "asm_n", 3, "2013Q2", 3),  # the same quarter again: as it was accepted
        ("T07", "assets", Decimal("12.50"), "2013Q3", Decimal("12.50")),
        ("T04", "remark", "借调", "2013Q3", None),  # a remark is about one quarter's row
    ],
)
def test_prefill_decides_what_is_printed(xiamen, register, form, field, value, period, expected):
    sent = accepted(xiamen.form(form), {"period": "2013Q2", "community_code": TURNED, field: value})
    rows = printed(xiamen, form, period, T01=register, **{form: sent})
    assert [row.get(field) for row in rows if row["community_code"] == TURNED] == [expected]


def test_a_value_that_did_not_apply_is_printed_as_such(xiamen, register):
    sent = {"period": "2013Q2", "community_code": TURNED, "not_applicable": ["posts"]}
    rows = printed(xiamen, "T04", "2013Q3", T01=register, T04=accepted(xiamen.form("T04"), sent))
    assert rows[0]["posts"] is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("form", "period", "whole"),
    [
        ("T04", "2013Q3", True),  # everything in the row comes from the last one
        ("T04", "2014Q1", False),  # the year's counts begin again, so somebody has to fill them in
        ("T06", "2013Q3", False),  # counts of the quarter are always typed
        ("T04", "2010Q4", False),  # nothing was accepted before
    ],
)
def test_a_form_is_whole_where_every_row_comes_from_the_last_one(xiamen, register, form, period, whole):
    sent = accepted(xiamen.form(form), {"period": "2013Q2", "community_code": TURNED})
    one = register.filter(pl.col("community_code") == TURNED).with_columns(period=pl.lit("2010Q3"))
    request = Request(xiamen, UNIT, period, {"T01": one, form: sent}, "zh")
    found = printed_rows(request, xiamen.form(form))
    assert found.whole is whole
    assert ["row_status" in row for row in found.rows] == [False]  # what is unchanged, a person says


def test_a_form_with_one_new_community_is_not_whole(xiamen, register):
    sent = accepted(xiamen.form("T04"), {"period": "2013Q2", "community_code": TURNED, "staff": 7, "posts": 8})
    request = Request(xiamen, UNIT, "2013Q3", {"T01": register, "T04": sent}, "zh")
    found = printed_rows(request, xiamen.form("T04"))
    assert not found.whole
    assert [{"staff", "posts"} <= names for names in found.carried] == [True, False]


def test_a_half_yearly_form_is_printed_in_its_quarters_only(xiamen, register):
    assert [len(printed(xiamen, "T11", period, T01=register)) for period in ("2013Q2", "2013Q3", "2013Q4")] == [2, 0, 2]
    assert [due(xiamen.form("T10"), period) for period in ("2013Q3", "2013Q4")] == [False, True]


def test_the_matters_of_the_last_quarter_are_listed_again_without_their_counts(xiamen):
    old = {"period": "2013Q1", "matter_code": "E09", "matter_name": "已取消的事项"}
    kept = {"period": "2013Q2", "matter_code": "E01", "matter_name": "低保初审", "c_due": 40}
    rows = printed(xiamen, "T08", "2013Q3", T08=accepted(xiamen.form("T08"), old, kept))
    assert [(row["matter_code"], row["matter_name"], row.get("c_due")) for row in rows] == [("E01", "低保初审", None)]


def test_an_open_decision_is_printed_whole_and_a_finished_one_is_not(xiamen):
    begun = {
        "period": "2013Q1",
        "community_code": TURNED,
        "dec_id": "2013-001",
        "s0_on": date(2013, 2, 1),
        "rep_due": 40,
    }
    done = {"period": "2013Q2", "community_code": TURNED, "dec_id": "2013-002", "s6_on": date(2013, 6, 1)}
    rows = printed(xiamen, "T05", "2013Q3", T05=accepted(xiamen.form("T05"), begun, done))
    assert [(row["dec_id"], row["s0_on"], row["rep_due"]) for row in rows] == [("2013-001", date(2013, 2, 1), 40)]


def test_an_unpaid_payment_is_printed_whole_since_its_new_row_replaces_the_old_one(xiamen):
    payment = {"matter_code": "E01", "payer": "MZ", "source": "区", "receiver_code": TURNED, "due_on": date(2013, 5, 1)}
    unpaid = payment | {"period": "2013Q2", "due_amt": Decimal("3.50")}
    paid = payment | {"period": "2013Q2", "matter_code": "E02", "paid_on": date(2013, 5, 2)}
    rows = printed(xiamen, "T09", "2013Q3", T09=accepted(xiamen.form("T09"), unpaid, paid))
    assert [(row["matter_code"], row["due_on"], row["due_amt"]) for row in rows] == [
        ("E01", date(2013, 5, 1), Decimal("3.50"))
    ]


def test_a_centre_is_printed_from_its_latest_row(xiamen):
    centre = {"centre_id": "C1", "serves": [TURNED, PILOT]}
    rows = accepted(
        xiamen.form("T10"),
        centre | {"period": "2012Q4", "area": Decimal("300.0")},
        centre | {"period": "2011Q4", "area": Decimal("120.0")},
    )
    printed_centres = printed(xiamen, "T10", "2013Q1", T10=rows)
    assert [(row["area"], row["serves"]) for row in printed_centres] == [(Decimal("300.0"), [TURNED, PILOT])]
