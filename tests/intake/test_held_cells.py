"""Cells that may mean two things are held, and say why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipelines.intake.cells.decipher import Ways

Read = Callable[..., tuple[Any, list[Any]]]


@pytest.mark.parametrize(
    ("name", "text", "code", "why"),
    [
        ("staff", "1,23,4", "not_an_integer", "逗号位置不对"),
        ("staff", "0,123", "not_an_integer", "逗号位置不对"),
        ("staff", "12户", "not_an_integer", "“户”不能换算"),
        ("staff", "1.2万", "not_an_integer", "没有写明单位"),
        ("staff", "1.23456万人", "not_an_integer", "不是整数"),
        ("staff", "12%", "not_an_integer", "百分比"),
        ("staff", "约3人", "not_an_integer", "约数"),
        ("staff", "十几", "not_an_integer", "约数"),
        ("staff", "3至5人", "not_an_integer", "约数或范围"),
        ("staff", "一百五", "not_an_integer", "整数"),
        ("staff", "三四", "not_an_integer", "整数"),
        ("staff", "—", "not_an_integer", "没有请填 0"),
        ("staff", "/", "not_an_integer", "没有请填 0"),
        ("staff", "无", "not_an_integer", "数量为零请填 0"),
        ("staff", "不详", "not_an_integer", "整数"),
        ("staff", "3²", "not_an_integer", "整数"),
        ("staff", "②", "not_an_integer", "整数"),
        ("staff", "1e3", "not_an_integer", "科学记数"),
        ("money", "3.5万", "not_a_number", "没有写明单位"),
        ("money", "1.234,56", "not_a_number", "逗号位置不对"),
        ("area", "350立方米", "not_a_number", "不能换算"),
        ("rate", "0.125", "not_a_number", "是指 0.125% 还是 12.5%"),
        ("since", "10.7.9", "not_a_date", "只有两位"),
        ("since", "2010年7月", "not_a_date", "没有写到日"),
        ("since", "9/7/2010", "not_a_date", "分不清月和日"),
        ("since", "7月9日", "not_a_date", "没有写年份"),
        ("since", "2010-02-30", "not_a_date", "不是实有的日期"),
        ("since", "20101309", "not_a_date", "不是实有的日期"),
        ("since", "0010-07-09", "not_a_date", "应填日期"),
        ("open", "—", "not_yes_no", "只能填"),
        ("open", "1", "not_yes_no", "只能填"),
        ("open", "x", "not_yes_no", "只能填"),
        ("code", "3.50211E+11", "wrong_pattern", "设为文本"),
        ("code", "35021210920", "wrong_pattern", "写法不对"),
    ],
)
def test_what_may_mean_two_things_is_held_with_the_reason(
    read: Read, name: str, text: str, code: str, why: str
) -> None:
    got, (problem,) = read(name, text)
    assert got is None
    assert (problem.code, problem.level, problem.value) == (code, "error", text)
    assert why in problem.message_zh


def test_a_column_in_a_unit_that_cannot_be_converted_is_held_cell_by_cell(read: Read) -> None:
    value, (problem,) = read("money", "35000", Ways(units={"money": "户"}))
    assert (value, problem.level, problem.row) == (None, "error", 4)


def test_a_day_number_of_a_workbook_that_counts_from_1904_is_held(read: Read) -> None:
    value, (problem,) = read("since", "40368", Ways(from_1904=True))
    assert (value, problem.code) == (None, "not_a_date")
    assert "1904" in problem.message_zh
