"""Numbers and periods as people read them."""

from __future__ import annotations

import datetime

import pytest

from dashboard.words import counted, day, decimal, listed, money, period_name, signed, whole


@pytest.mark.parametrize(
    ("value", "written"),
    [(99.5, "99.5"), (99.96, "99.9"), (100.0, "100.0"), (89.64, "89.6"), (1254.0, "1,254.0"), (-0.8, "−0.8")],
)
def test_a_rate_has_one_decimal_and_never_reaches_100_by_rounding(value: float, written: str) -> None:
    assert decimal(value) == written


@pytest.mark.parametrize(("value", "written"), [(2.14, "+2.1"), (-0.8, "−0.8"), (0.04, "0.0"), (-0.04, "0.0")])
def test_a_change_bears_its_sign_and_nothing_is_minus_zero(value: float, written: str) -> None:
    assert signed(value) == written


@pytest.mark.parametrize(("value", "written"), [(1254, "1,254"), (47.0, "47"), (29579.5, "29,579.5")])
def test_a_count_has_decimals_only_where_it_is_not_whole(value: float, written: str) -> None:
    assert whole(value) == written


@pytest.mark.parametrize(
    ("ten_thousands", "zh", "en"),
    [
        (12.5, "12.50 万元", "125.0 thousand yuan"),
        (12500, "1.25 亿元", "125.00 million yuan"),
        (0, "0.00 万元", "0.0 thousand yuan"),
    ],
)
def test_money_is_given_in_the_units_each_language_uses(ten_thousands: float, zh: str, en: str) -> None:
    assert (money("zh", ten_thousands), money("en", ten_thousands)) == (zh, en)


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [("2011Q1", "2011年一季度", "Q1 2011"), ("2011H2", "2011年下半年", "H2 2011"), ("2011", "2011年", "2011")],
)
def test_periods_have_names(period: str, zh: str, en: str) -> None:
    assert (period_name("zh", period), period_name("en", period)) == (zh, en)


def test_a_date_in_words() -> None:
    on = datetime.date(2013, 6, 30)
    assert (day("zh", on), day("en", on)) == ("2013年6月30日", "30 June 2013")


def test_names_in_a_row_and_counted_things() -> None:
    assert listed("zh", ["同安区", "翔安区"]) == "同安区、翔安区"
    assert listed("en", ["Tong'an", "Xiang'an"]) == "Tong'an, Xiang'an"
    assert counted("en", "reading.below", 1, names="Huli", norm="plan").startswith("Below the plan: Huli")


def test_a_missing_wording_is_an_error() -> None:
    with pytest.raises(KeyError):
        counted("en", "reading.no_such_key", 1)
