"""Golden sentences in both languages, and attempts to make one say what is not so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.briefing.model import Reading
from dashboard.briefing.paper.claims import could_turn, finding, lacking, stand
from dashboard.briefing.paper.spread import below, spread
from dashboard.briefing.paper.thresholds import degree, thresholds, way

SHARE = {"id": "posts", "name_zh": "到岗率", "name_en": "Posts filled", "kind": "ratio", "multiplier": 100.0}
SHARE |= {"unit_zh": "%", "unit_en": "%", "decimals": 1, "period": "Q", "direction": "up", "needs": ["T04.staff"]}
CASES = SHARE | {"kind": "count", "unit_zh": "例", "unit_en": "cases", "decimals": 0, "direction": "down"}
UNIT = {"unit_code": "350212", "name_zh": "同安区", "name_en": "Tong'an District"}
Q2 = 2011 * 4 + 2


def line(value: float | None, closes: int = Q2, of: float = 200, **more: Any) -> dict[str, Any]:
    numerator = None if value is None else value * of / 100
    status = "missing" if value is None else "reported"
    row = {"indicator": "posts", "value": value, "closes": closes, "numerator": numerator, "denominator": of}
    row |= {"lower": None, "upper": None, "reported": 10, "expected": 10, "not_applicable": 0, "period": "2011Q2"}
    return row | {"status": status, "bound_low": None, "bound_high": None, "unit_code": "350212"} | more


def norm(value: float, yardstick: str = "2010") -> dict[str, Any]:
    row = {"yardstick": yardstick, "value": value, "year": 2010, "valid_from": date(2010, 7, 9), "valid_to": None}
    return row | {"judges": True, "scope_zh": "", "scope_en": ""}


def reading(row: dict[str, Any] | None, *past: dict[str, Any], norms: Any = (), unit: Any = UNIT, **of: Any) -> Reading:
    return Reading(SHARE | of, unit, row, past, tuple(norms))


def named(zh: str, en: str, code: str, row: dict[str, Any], **of: Any) -> Reading:
    unit = {"unit_code": code, "name_zh": zh, "name_en": en}
    return reading(row | {"unit_code": code}, unit=unit, norms=[norm(95)], **of)


GOLDEN = {
    "rise": (
        reading(line(76, of=250), line(71, Q2 - 1, of=250), norms=[norm(95)]),
        "到岗率76.0%（190/250），比上季提高5.0个百分点，比2010年标准95%低19.0个百分点。",
        "Posts filled 76.0% (190/250), up 5.0 percentage points on the quarter before,"
        " 19.0 points below the 2010 standard of 95%.",
    ),
    "fall": (
        reading(line(70), line(71.5, Q2 - 1), norms=[norm(60)]),
        "到岗率70.0%（140/200），比上季略降1.5个百分点，达到2010年标准60%。",
        "Posts filled 70.0% (140/200), down slightly on the quarter before, by 1.5 percentage points,"
        " meets the 2010 standard of 60%.",
    ),
    "marked": (
        reading(line(90, lower=85.0, upper=93.5), line(70, Q2 - 1, lower=63.3, upper=75.9)),
        "到岗率90.0%（180/200），比上季明显提高，升20.0个百分点。",
        "Posts filled 90.0% (180/200), up markedly on the quarter before, by 20.0 percentage points.",
    ),
    "no change": (
        reading(line(70), line(70, Q2 - 1)),
        "到岗率70.0%（140/200），比上季持平。",
        "Posts filled 70.0% (140/200), unchanged on the quarter before.",
    ),
    "steady": (
        reading(line(70.3, of=1000), line(70, Q2 - 1, of=1000)),
        "到岗率70.3%（703/1,000），比上季基本持平（+0.3个百分点）。",
        "Posts filled 70.3% (703/1,000), little changed on the quarter before (+0.3 percentage points).",
    ),
    "missing": (
        reading(line(None, reported=0)),
        "到岗率：2011年二季度没有可用的数，不能下结论（应报10，已报0，数据来自T04）。",
        "Posts filled: no usable figure for Q2 2011, so nothing can be concluded"
        " (0 of 10 due reports came; it needs T04).",
    ),
    "small n": (
        reading(line(75, of=4), line(25, Q2 - 1, of=4), norms=[norm(95)]),
        "到岗率：4个中的3个，数量少，不比升降。",
        "Posts filled: 3 of 4, too few to speak of a change.",
    ),
    "small base": (
        reading(line(50, of=20, lower=29.9, upper=70.1)),
        "到岗率50.0%（10/20），无上期可比，95%区间29.9–70.1%。",
        "Posts filled 50.0% (10/20), no earlier period to compare, 95% interval 29.9–70.1%.",
    ),
    "incomplete": (
        reading(line(96, status="partial", reported=8, bound_low=77.0, bound_high=97.0), norms=[norm(95)]),
        "到岗率96.0%（192/200），无上期可比，按已报的看达到2010年标准95%，缺报补齐后可能不同，已报8/10。",
        "Posts filled 96.0% (192/200), no earlier period to compare, meets the 2010 standard of 95% on what has been"
        " reported; missing reports could change this, 8 of 10 reported.",
    ),
    "not applicable": (
        reading(line(None, status="not_applicable")),
        "到岗率：不适用。",
        "Posts filled: n/a.",
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_sentences(name) -> None:
    one, zh, en = GOLDEN[name]
    assert (stand("zh", one).text, stand("en", one).text) == (zh, en)


MENDED = {
    "met after mending": (
        reading(line(96), norms=[norm(95)]),
        "到岗率96.0%（192/200），无上期可比，达到2010年标准95%，这是更正1处已知差错以后的数，原报值见附件。",
        "Posts filled 96.0% (192/200), no earlier period to compare, meets the 2010 standard of 95%,"
        " after 1 known error was mended (the value as sent is in the annex).",
    ),
    "below after mending": (
        reading(line(90), norms=[norm(95)]),
        "到岗率90.0%（180/200），无上期可比，比2010年标准95%低5.0个百分点，含1处已知差错更正。",
        "Posts filled 90.0% (180/200), no earlier period to compare, 5.0 points below the 2010 standard of 95%,"
        " with 1 known error mended.",
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_a_target_met_by_correction_says_so(name) -> None:
    one, zh, en = MENDED[name]
    assert (stand("zh", one, mended=1).text, stand("en", one, mended=1).text) == (zh, en)


def test_a_finding_is_short_and_has_its_proof() -> None:
    one = finding("zh", reading(line(76), line(71, Q2 - 1, period="2011Q1"), norms=[norm(95)]))
    assert one.text == "到岗率76.0%（152/200），比上季提高5.0个百分点。"
    proof = one.proofs[0]
    assert (proof.code, proof.before, proof.way, proof.norm) == (
        "posts/350212/2011Q2",
        "posts/350212/2011Q1",
        "rise",
        95,
    )


def test_ties_stand_together_at_both_ends() -> None:
    units = [
        named("甲区", "A", "1", line(60.04)),
        named("乙区", "B", "2", line(60.01)),
        named("丙区", "C", "3", line(90)),
    ]
    assert spread("zh", units).text == "已报的各地中，甲区、乙区并列最低（60.0%），丙区最高（90.0%）。"
    en = "Of those that reported, the lowest is 60.0% (tied: A, B) and the highest 90.0% (C)."
    assert spread("en", units).text == en


def test_units_alike_have_no_lowest() -> None:
    units = [named("甲区", "A", "1", line(60)), named("乙区", "B", "2", line(60))]
    assert spread("zh", units).text == "已报的甲区、乙区都是60.0%。"


def test_overlapping_intervals_take_the_order_back() -> None:
    units = [
        named("甲区", "A", "1", line(60, lower=40.0, upper=78.0)),
        named("乙区", "B", "2", line(70, lower=50.0, upper=85.0)),
    ]
    assert spread("zh", units).text.endswith("两端的95%区间有重叠，不宜据此分高下。")


def test_who_is_few_or_silent_is_never_the_lowest() -> None:
    units = [
        named("甲区", "A", "1", line(0, of=3)),
        named("乙区", "B", "2", line(60)),
        named("丙区", "C", "3", line(90)),
        named("丁区", "D", "4", line(None)),
    ]
    said = spread("zh", units).text
    assert said.startswith("已报的各地中，乙区最低")
    assert "甲区数量不足5个" in said
    assert below("zh", units).text == "可比的各地均未达到2010年标准95%。丁区缺报，未计入。"


def test_one_unit_is_not_compared_with_itself() -> None:
    assert spread("zh", [named("甲区", "A", "1", line(60))]).text == ""


def test_marked_needs_intervals_that_do_not_touch() -> None:
    touching = reading(line(80, lower=60.0, upper=90.0), line(65, Q2 - 1, lower=45.0, upper=80.0))
    assert (way(touching), degree(touching)) == ("rise", "plain")


def test_a_small_count_moves_by_its_number_only() -> None:
    small = reading(
        line(3, of=0), line(6, Q2 - 1, of=0), **{k: v for k, v in CASES.items() if k in ("kind", "unit_zh")}
    )
    assert degree(Reading(CASES, UNIT, small.row, small.past, ())) == "plain"


def test_a_gap_in_the_past_is_no_change() -> None:
    assert way(reading(line(70), line(60, Q2 - 2))) == "unknown"


def test_what_is_missing_may_turn_a_verdict() -> None:
    near = line(96, status="partial", bound_low=80.0, bound_high=98.0)
    far = line(99, status="partial", bound_low=96.0, bound_high=99.5)
    assert could_turn(reading(near, norms=[norm(95)]))
    assert not could_turn(reading(far, norms=[norm(95)]))
    assert could_turn(reading(line(96, status="partial"), norms=[norm(95)]))


def test_a_share_is_never_rounded_up_to_whole() -> None:
    assert "99.9%" in stand("zh", reading(line(99.96, of=5000))).text


def test_what_lacks_a_line_lacks_a_code() -> None:
    assert lacking("zh", reading(None)).codes == ()


def test_the_thresholds_are_in_order() -> None:
    for limits in thresholds().values():
        assert 0 < limits["steady"] < limits["slight"] < limits["marked"]
