"""Every cell is read as its field says; what cannot be read is named at its own address, and nowhere else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.intake.cells.values import typed
from pipelines.programme.model import Choice, Field, Form, Words

DIGITS = Words("9 位代码", "9 digits")
MODES = (Choice("独立", Words("独立", "Own")), Choice("联合", Words("联合", "Shared")))
FIELDS = (
    Field("town", Words("街镇", "Town"), "string", pattern=r"\d{9}", required=True, note=DIGITS),
    Field("staff", Words("在岗", "Staff"), "integer", minimum=0, maximum=500),
    Field("area", Words("面积", "Area"), "number", minimum=0.5, scale=1, may_be_na=True),
    Field("open", Words("开放", "Open"), "boolean", may_be_na=True),
    Field("since", Words("启用", "Since"), "date"),
    Field("mode", Words("方式", "Mode"), "string", choices=MODES),
    Field("serves", Words("服务", "Serves"), "list", pattern=r"\d{3}"),
    Field("doc", Words("文号", "Document"), "string", max_length=20),
    Field("remark", Words("备注", "Remark"), "string", max_length=200),
)
NOTHING = Words("", "")
FORM = Form("T77", NOTHING, 1, NOTHING, "quarter", False, ("town",), FIELDS, (), None, (), NOTHING)
GOOD = {"town": "350212109", "staff": "7", "area": "1.5", "open": "是", "since": "2011-03-31", "mode": "独立"}
FULL_WIDTH = str.maketrans("0123456789-,.", "０１２３４５６７８９－，．")


def read(*rows: dict[str, str | None]) -> Any:
    """The rows typed."""
    names = [field.name for field in FIELDS]
    frame = pl.DataFrame(
        [{name: row.get(name) for name in names} for row in rows], schema=dict.fromkeys(names, pl.String)
    )
    return typed(frame.with_columns(pl.Series("row", range(4, 4 + len(rows)), pl.Int64)), FORM)


def value(name: str, text: str) -> Any:
    """What one text means in one field; nothing may be wrong with it."""
    found = read(GOOD | {name: text})
    assert [finding.code for finding in found.findings if finding.level == "error"] == []
    return found.frame[name][0]


@pytest.mark.parametrize(
    ("name", "text", "meaning"),
    [
        ("town", "３５０２１２１０９", "350212109"),
        ("town", " 350212109\u3000", "350212109"),
        ("town", "\ufeff350212109\u200b", "350212109"),
        ("staff", "7", 7),
        ("staff", "7.0", 7),
        ("staff", "７", 7),
        ("staff", "+7", 7),
        ("staff", " 7 ", 7),
        ("area", "1,234.5", Decimal("1234.5")),
        ("area", "1.5", Decimal("1.5")),
        ("area", "2", Decimal("2.0")),
        ("open", "Yes", True),
        ("open", "否", False),
        ("open", " 是 ", True),
        ("since", "2011-3-1", date(2011, 3, 1)),
        ("since", "2011/03/01", date(2011, 3, 1)),
        ("since", "2011.3.1", date(2011, 3, 1)),
        ("since", "2011年3月1日", date(2011, 3, 1)),
        ("since", "20110301", date(2011, 3, 1)),
        ("since", "2011-03-01T00:00:00", date(2011, 3, 1)),
        ("mode", "Shared", "联合"),
        ("serves", "001、002, 003；004", ["001", "002", "003", "004"]),
        ("doc", " 同政〔2010〕1号 ", "同政〔2010〕1号"),
        ("doc", "＝1+1", "＝1+1"),
        ("remark", "不适用", "不适用"),
        ("remark", "   ", None),
        ("doc", "", None),
    ],
)  # fmt: skip
def test_a_text_has_its_fields_meaning(name: str, text: str, meaning: Any) -> None:
    got = value(name, text)
    assert (got.to_list() if isinstance(got, pl.Series) else got) == meaning


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("town", None, "required_missing"),
        ("town", "35021210", "wrong_pattern"),
        ("town", "350212109x", "wrong_pattern"),
        ("town", "٣٥٠٢١٢١٠٩", "wrong_pattern"),
        ("staff", "几", "not_an_integer"),
        ("staff", "7人", "not_an_integer"),
        ("staff", "7.5", "not_an_integer"),
        ("staff", "1,23", "not_an_integer"),
        ("staff", "9" * 30, "number_too_large"),
        ("staff", "1" + "0" * 15, "number_too_large"),
        ("staff", "-1", "below_minimum"),
        ("staff", "501", "above_maximum"),
        ("staff", "不适用", "na_not_allowed"),
        ("staff", "#REF!", "cell_error"),
        ("area", "约3", "not_a_number"),
        ("area", "3.5E+11", "not_a_number"),
        ("area", "nan", "not_a_number"),
        ("area", "inf", "not_a_number"),
        ("area", "0.4", "below_minimum"),
        ("area", "9" * 14, "number_too_large"),
        ("open", "√", "not_yes_no"),
        ("since", "2011-02-30", "not_a_date"),
        ("since", "11-3-1", "not_a_date"),
        ("since", "20111-03-31", "not_a_date"),
        ("since", "0011-03-31", "not_a_date"),
        ("since", "406330", "not_a_date"),
        ("since", "三月底", "not_a_date"),
        ("mode", "合用", "value_not_allowed"),
        ("mode", "#N/A", "cell_error"),
        ("serves", "001、2", "value_not_allowed"),
        ("doc", "号" * 21, "too_long"),
        ("doc", "不适用", "na_not_allowed"),
        ("doc", "#REF!", "cell_error"),
        ("remark", "#REF!", "cell_error"),
    ],
)  # fmt: skip
def test_a_wrong_cell_has_no_value_and_one_finding(name: str, text: str | None, code: str) -> None:
    found = read(GOOD, GOOD | {name: text}, GOOD)
    assert [(one.code, one.field, one.level, one.rows["row"].to_list()) for one in found.findings] == [
        (code, name, "error", [5])
    ]
    assert found.frame[name][1] is None
    assert found.frame.drop(name, f"{name}?", "row").row(0) == found.frame.drop(name, f"{name}?", "row").row(1)


def test_not_applicable_is_neither_blank_nor_zero() -> None:
    frame = read(GOOD | {"area": "不适用", "open": "N/A"}, GOOD | {"area": None}, GOOD | {"area": "0.5"}).frame
    assert frame.select("area", "area?", "area~").rows() == [
        (None, True, True),
        (None, False, False),
        (Decimal("0.5"), True, False),
    ]
    assert frame["open~"].to_list() == [True, False, False]


def test_more_decimals_than_are_kept_are_rounded_and_said_so() -> None:
    found = read(GOOD | {"area": "1.25"}, GOOD | {"area": "1.50"})
    assert found.frame["area"].to_list() == [Decimal("1.2"), Decimal("1.5")]
    assert [(one.code, one.level, one.rows["row"].to_list()) for one in found.findings] == [("rounded", "info", [4])]


@given(
    number=st.integers(0, 500),
    full_width=st.booleans(),
    padding=st.sampled_from(["", " ", "\u3000", "\t", "\u200b"]),
    sign=st.sampled_from(["", "+"]),
    tail=st.sampled_from(["", ".0", ".00"]),
)
@settings(max_examples=40, deadline=None)
def test_a_number_written_in_any_accepted_form_reads_back_equal(
    number: int, full_width: bool, padding: str, sign: str, tail: str
) -> None:
    text = f"{sign}{number}{tail}"
    text = text.translate(FULL_WIDTH) if full_width else text
    assert value("staff", f"{padding}{text}{padding}") == number


@given(text=st.text(max_size=30), name=st.sampled_from([field.name for field in FIELDS]))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_or_named_but_never_an_exception(text: str, name: str) -> None:
    found = read(GOOD | {name: text})
    frame = found.frame
    told = frame[name][0] is not None or frame[f"{name}~"][0] or not frame[f"{name}?"][0]
    assert told or name in [one.field for one in found.findings]


@given(text=st.text(min_size=1, max_size=12), dice=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_submission_with_any_text_in_any_cell_is_checked(text: str, dice: Any, office: Any, site: Any) -> None:
    form = dice.choice(sorted(site))
    field = dice.choice(sorted(site[form][0]))
    checked = office.check(site | {form: [site[form][0] | {field: text}, *site[form][1:]]})
    assert all(one.message_zh and one.message_en for one in checked.problems)
    assert checked.counts[form].rows == checked.counts[form].accepted + checked.counts[form].rejected


CELLS = [
    ("T03", "rc_members"),
    ("T04", "staff"),
    ("T05", "amount"),
    ("T06", "fin_rc"),
    ("T07", "coop_on"),
    ("T11", "cncl"),
]


@pytest.mark.parametrize(("form", "field"), CELLS, ids=[".".join(cell) for cell in CELLS])
@pytest.mark.parametrize("place", [0, 2])
def test_a_wrong_cell_is_a_problem_at_exactly_that_address(
    form: str, field: str, place: int, office: Any, site: Any
) -> None:
    codes = ["350212109201", "350212109202", "350212109203"]
    communities = [site["T01"][0] | {"community_code": code, "is_pilot": "否"} for code in codes]
    filled = [
        site[form][0] | {"community_code": code, "remark": f"第{n}行", "dec_id": f"D-{n}"}
        for n, code in enumerate(codes)
    ]
    wrong = [row | {field: "？？"} if n == place else row for n, row in enumerate(filled)]
    before, after = (office.check({"T01": communities, form: rows}) for rows in (filled, wrong))
    (new,) = [one for one in after.problems if one not in before.problems and one.level == "error"]
    assert (new.form, new.cell, new.field, new.value) == (
        form,
        f"{office.column(form, field)}{4 + place}",
        field,
        "？？",
    )
    assert after.counts[form].rejected == 1 + before.counts[form].rejected
    assert after.counts["T01"] == before.counts["T01"]


def test_one_wrong_cell_hides_no_other(office: Any, site: Any) -> None:
    row = site["T04"][0] | {"posts": "八九", "as_of": "季末", "cert_n": "-1", "measure_doc": "号" * 61}
    found = {one.field for one in office.check({"T01": site["T01"], "T04": [row]}).problems if one.level == "error"}
    assert found == {"posts", "as_of", "cert_n", "measure_doc"}


def test_a_column_filled_down_wrongly_is_listed_up_to_a_point_and_held_back_whole(office: Any, site: Any) -> None:
    rows = [site["T12"][0] | {"iss_id": f"I-{n}", "iss_status": "好"} for n in range(1_200)]
    checked = office.check({"T12": rows})
    listed = [one.code for one in checked.problems]
    assert listed.count("value_not_allowed") == 1_000
    assert "200" in next(one.message_zh for one in checked.problems if one.code == "more_of_the_same")
    assert checked.counts["T12"].rejected == 1_200
