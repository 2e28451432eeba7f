"""Cells as offices write them: what is read, how that is said, and what is held because it may mean two things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipelines.intake.cells.decipher import Ways

Read = Callable[..., tuple[Any, list[Any]]]
SPACES = "“启用”中有多余的空格、换行或不可见字符，已去掉。"


@pytest.mark.parametrize(
    ("name", "text", "value", "said"),
    [
        ("staff", "１２", 12, "按 12 读取"),
        ("staff", "12人", 12, "填的是“12人”，按 12 读取"),
        ("staff", "12 名", 12, "按 12 读取"),
        ("staff", "12个", 12, "按 12 读取"),
        ("staff", "1,234", 1234, "按 1234 读取"),
        ("staff", "1，234人", 1234, "按 1234 读取"),
        ("staff", "1 234", 1234, "按 1234 读取"),
        ("staff", "1\u00a0234", 1234, "按 1234 读取"),
        ("staff", "1.2万人", 12000, "换算为 12000 人"),
        ("staff", "12.0", 12, "按 12 读取"),
        ("staff", "'12", 12, "按 12 读取"),
        ("staff", "三", 3, "按 3 读取"),
        ("staff", "十二", 12, "按 12 读取"),
        ("staff", "一百零五人", 105, "按 105 读取"),
        ("staff", "贰拾", 20, "按 20 读取"),
        ("staff", "〇", 0, "按 0 读取"),
        ("staff", "零", 0, "按 0 读取"),
        ("money", "3.5万元", Decimal("3.5"), "按 3.5 读取"),
        ("money", "35000元", Decimal("3.5"), "换算为 3.5 万元"),
        ("money", "35,000.00元", Decimal("3.5"), "换算为 3.5 万元"),
        ("money", "￥35000", Decimal("3.5"), "换算为 3.5 万元"),
        ("money", "0.35亿元", Decimal("3500"), "换算为 3500 万元"),
        ("money", "35001元", Decimal("3.5"), "换算为 3.5001 万元，保留 2 位小数，记为 3.5"),
        ("area", "350㎡", Decimal("350"), "按 350 读取"),
        ("area", "350 平方米", Decimal("350"), "按 350 读取"),
        ("area", "3亩", Decimal("2000"), "换算为 2000 m²"),
        ("area", "2亩", Decimal("1333.3"), "换算为 1333.33333 m²，保留 1 位小数，记为 1333.3"),
        ("rate", "12.5％", Decimal("12.5"), "按 12.5 读取"),
        ("rate", "0.5%", Decimal("0.5"), "按 0.5 读取"),
        ("since", "2010年7月9日", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "２０１０年７月９日", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "2010.7.9", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "2010/7/9", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "20100709", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "二〇一〇年七月九日", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "二○一○年十二月三十一日", date(2010, 12, 31), "按 2010-12-31 读取"),
        ("since", "2010年7月9日 星期五", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "2010-07-09 00:00:00", date(2010, 7, 9), "按 2010-07-09 读取"),
        ("since", "2010-07-09T08:30:00", date(2010, 7, 9), "只取日期"),
        ("since", "40368", date(2010, 7, 9), "日期序号"),
        ("since", "\u30002010-07-09\u200b", date(2010, 7, 9), SPACES),
        ("since", "2010-07-09\n", date(2010, 7, 9), SPACES),
        ("open", "√", True, "按 是 读取"),
        ("open", "无", False, "按 否 读取"),
        ("open", "true", True, "按 是 读取"),
        ("code", "350212109201.0", "350212109201", "按 350212109201 读取"),
        ("code", "'350212109201", "350212109201", "按 350212109201 读取"),
        ("code", "３５０２１２１０９２０１", "350212109201", "按 350212109201 读取"),
        ("code", "350212 109201", "350212109201", "按 350212109201 读取"),
        ("code", "3.50211003001E+11", "350211003001", "按 350211003001 读取"),
        ("period", "2011年第一季度", "2011Q1", "按 2011Q1 读取"),
        ("period", "2011年1季度", "2011Q1", "按 2011Q1 读取"),
        ("mode", "单独", "独立", "按 独立 读取"),
    ],
)
def test_what_is_read_otherwise_than_written_is_said(read: Read, name: str, text: str, value: Any, said: str) -> None:
    got, (problem,) = read(name, text)
    assert got == value
    assert (problem.code, problem.level, problem.row, problem.field, problem.value) == (
        "read_as",
        "info",
        4,
        name,
        text,
    )
    assert said in problem.message_zh


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("staff", "12"),
        ("staff", "0"),
        ("money", "3.50"),
        ("rate", "12.5"),
        ("since", "2010-07-09"),
        ("open", "是"),
        ("open", "Yes"),
        ("code", "350212109201"),
        ("mode", "Shared"),
        ("doc", "同政〔２０１０〕1号"),
    ],
)
def test_what_the_template_itself_writes_needs_no_remark(read: Read, name: str, text: str) -> None:
    got, problems = read(name, text)
    assert got is not None
    assert problems == []


def test_a_column_in_another_unit_is_converted_exactly_and_said_once(read: Read) -> None:
    ways = Ways(units={"money": "元"})
    value, (problem,) = read("money", "35000", ways)
    assert value == Decimal("3.50")
    assert (problem.level, problem.row, problem.cell, problem.field) == ("info", None, None, "money")
    assert "1 元＝0.0001 万元" in problem.message_zh


def test_a_cells_own_unit_wins_over_its_columns(read: Read) -> None:
    assert read("money", "3.5万元", Ways(units={"money": "元"}))[0] == Decimal("3.50")
