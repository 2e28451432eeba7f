"""Cells as offices write them: what is read, how that is said, and what is held because it may mean two things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake.cells import kinds
from pipelines.intake.cells.decipher import Ways
from pipelines.intake.cells.findings import worded
from pipelines.intake.cells.numerals import chinese_number
from pipelines.intake.cells.unit_names import factor
from pipelines.intake.cells.values import typed
from pipelines.intake.tables import RawTable
from pipelines.programme.model import Choice, Field, Form, Words

NOTHING = Words("", "")
PERSONS, YUAN = Words("人", "persons"), Words("万元", "10,000 yuan")
MODES = (Choice("独立", Words("独立", "Own"), ("单独",)), Choice("联合", Words("联合", "Shared")))
FIELDS = (
    Field("staff", Words("在岗", "Staff"), "integer", unit=PERSONS, minimum=0),
    Field("money", Words("金额", "Amount"), "number", unit=YUAN, scale=2),
    Field("area", Words("面积", "Area"), "number", unit=Words("m²", "m²"), scale=1),
    Field("rate", Words("比例", "Rate"), "number", unit=Words("%", "%"), scale=1),
    Field("since", Words("启用", "Since"), "date"),
    Field(
        "open", Words("开放", "Open"), "boolean", yes=("是", "√", "有", "Y", "TRUE"), no=("否", "×", "无", "N", "FALSE")
    ),
    Field("code", Words("代码", "Code"), "string", pattern=r"\d{12}"),
    Field("period", Words("报告期", "Period"), "string", pattern=r"\d{4}Q[1-4]"),
    Field("mode", Words("方式", "Mode"), "string", choices=MODES),
    Field("doc", Words("文号", "Document"), "string", max_length=60),
)
FORM = Form("T77", NOTHING, 1, NOTHING, "quarter", False, ("code",), FIELDS, (), None, (), NOTHING)
SPACES = "“启用”中有多余的空格、换行或不可见字符，已去掉。"


def read(name: str, text: str, ways: Ways = Ways()) -> tuple[Any, list[Any]]:  # noqa: B008
    """The value of one text in one field, and the problems it makes."""
    names = [field.name for field in FIELDS]
    frame = pl.DataFrame([{name: text}], schema=dict.fromkeys(names, pl.String)).with_columns(row=pl.lit(4, pl.Int64))
    found = typed(frame, FORM, ways)
    table = RawTable("T77", "T77", dict(zip(names, "ABCDEFGHIJ", strict=True)), frame)
    return found.frame[name][0], list(worded(found.findings, table))


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
def test_what_is_read_otherwise_than_written_is_said(name: str, text: str, value: Any, said: str) -> None:
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
def test_what_the_template_itself_writes_needs_no_remark(name: str, text: str) -> None:
    got, problems = read(name, text)
    assert got is not None
    assert problems == []


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
def test_what_may_mean_two_things_is_held_with_the_reason(name: str, text: str, code: str, why: str) -> None:
    got, (problem,) = read(name, text)
    assert got is None
    assert (problem.code, problem.level, problem.value) == (code, "error", text)
    assert why in problem.message_zh


def test_a_column_in_another_unit_is_converted_exactly_and_said_once() -> None:
    ways = Ways(units={"money": "元"})
    value, (problem,) = read("money", "35000", ways)
    assert value == Decimal("3.50")
    assert (problem.level, problem.row, problem.cell, problem.field) == ("info", None, None, "money")
    assert "1 元＝0.0001 万元" in problem.message_zh


def test_a_cells_own_unit_wins_over_its_columns() -> None:
    assert read("money", "3.5万元", Ways(units={"money": "元"}))[0] == Decimal("3.50")


def test_a_column_in_a_unit_that_cannot_be_converted_is_held_cell_by_cell() -> None:
    value, (problem,) = read("money", "35000", Ways(units={"money": "户"}))
    assert (value, problem.level, problem.row) == (None, "error", 4)


def test_a_day_number_of_a_workbook_that_counts_from_1904_is_held() -> None:
    value, (problem,) = read("since", "40368", Ways(from_1904=True))
    assert (value, problem.code) == (None, "not_a_date")
    assert "1904" in problem.message_zh


@pytest.mark.parametrize(
    ("said", "wanted", "size"),
    [("元", YUAN, "1/10000"), ("yuan", YUAN, "1/10000"), ("亿元", YUAN, "10000"), ("户", PERSONS, None),
     ("万", PERSONS, None), ("亩", Words("m²", "m²"), "2000/3"), ("公顷", Words("m²", "m²"), "10000")],
)  # fmt: skip
def test_units_convert_by_their_table_or_not_at_all(said: str, wanted: Words, size: str | None) -> None:
    found = factor(said, wanted)
    assert (str(found) if found else None) == size


def column(name: str, texts: Sequence[str]) -> tuple[list[Any], list[Any]]:
    """The values of many texts in one field, and the problems."""
    names = [field.name for field in FIELDS]
    frame = pl.DataFrame({name: texts}, schema={name: pl.String})
    frame = frame.with_columns(pl.lit(None, pl.String).alias(one) for one in names if one != name)
    frame = frame.select(names).with_columns(pl.Series("row", range(4, 4 + len(texts)), pl.Int64))
    found = typed(frame, FORM)
    table = RawTable("T77", "T77", dict(zip(names, "ABCDEFGHIJ", strict=True)), frame)
    return found.frame[name].to_list(), list(worded(found.findings, table))


STYLES = ["{}", "{:,}", "{}人", "{:,}名", "{}.0", " {}", "{}\u3000", "'{}", "+{}", "{} 人"]
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@given(numbers=st.lists(st.integers(0, 10**9), min_size=10, max_size=40), wide=st.booleans())
@settings(max_examples=15)
def test_a_count_written_in_any_accepted_form_reads_back_equal(numbers: list[int], wide: bool) -> None:
    texts = [STYLES[place % len(STYLES)].format(number) for place, number in enumerate(numbers)]
    assert column("staff", [text.translate(FULL_WIDTH) if wide else text for text in texts])[0] == numbers


@given(amounts=st.lists(st.decimals(0, 10**8, places=2), min_size=10, max_size=40))
@settings(max_examples=15)
def test_an_amount_written_in_any_accepted_form_reads_back_equal(amounts: list[Decimal]) -> None:
    styles = ["{}", "{}万元", "{:,}", "￥{:,}万元"]
    texts = [styles[place % len(styles)].format(amount) for place, amount in enumerate(amounts)]
    assert column("money", texts)[0] == amounts


@given(cents=st.lists(st.integers(0, 10**12), min_size=10, max_size=40))
@settings(max_examples=15)
def test_yuan_become_ten_thousands_without_a_rounding_error(cents: list[int]) -> None:
    values = column("money", [f"{Decimal(one).scaleb(-2)}元" for one in cents])[0]
    assert values == [(Decimal(one) / 1_000_000).quantize(Decimal("0.01")) for one in cents]


SIGNS = "0123456789１２,，. -—/％%年月日万亿元人名一二三十百零约几EeQ'²②\u3000\u200b\n()（）"


@given(texts=st.lists(st.text(alphabet=SIGNS, max_size=14), min_size=10, max_size=60), field=st.sampled_from(FIELDS))
@settings(max_examples=60)
def test_any_text_is_a_value_or_held_or_blank(texts: list[str], field: Field) -> None:
    values, problems = column(field.name, texts)
    errors = [one.row for one in problems if one.level == "error"]
    assert len(errors) == len(set(errors))
    for row, (text, value) in enumerate(zip(texts, values, strict=True), start=4):
        assert (value is None) == (row in errors or not text.strip(" \u3000\u200b\n"))
    assert all(one.message_zh and one.message_en for one in problems)


@given(text=st.text(max_size=20), field=st.sampled_from(FIELDS))
@settings(max_examples=60)
def test_tidying_twice_is_tidying_once(text: str, field: Field) -> None:
    once = pl.DataFrame({"text": [text]}).select(kinds.tidied(pl.col("text"), field))
    assert once.select(kinds.tidied(pl.col("text"), field)).equals(once)


@pytest.mark.parametrize(
    "number", [0, 2, 10, 11, 20, 100, 105, 110, 999, 1001, 1050, 2002, 10_000, 100_001, 20_000_300]
)
def test_a_number_in_characters_reads_back(number: int) -> None:
    assert chinese_number(written(number)) == number


def written(number: int) -> str:
    """The number in characters, every digit with its unit."""
    if number == 0:
        return "零"
    signs, parts = "零一二三四五六七八九", ""
    groups = [(number // 10_000, "万"), (number % 10_000, "")]
    for value, name in groups:
        if value:
            group = "".join(
                signs[int(digit)] + unit if digit != "0" else "零"
                for digit, unit in zip(f"{value:04}", "千百十 ", strict=True)
            ).replace(" ", "")
            parts += group.rstrip("零") + name
    while "零零" in parts:
        parts = parts.replace("零零", "零")
    parts = parts.strip("零")
    return parts.removeprefix("一") if parts.startswith("一十") else parts
