"""Numbers, amounts and characters written in any accepted way read back equal; any other text is held."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake.cells import kinds
from pipelines.intake.cells.numerals import chinese_number
from pipelines.intake.cells.unit_names import factor
from pipelines.programme.model import Field, Words

Read = Callable[..., tuple[Any, list[Any]]]
FIELDS = ("staff", "money", "area", "rate", "since", "open", "code", "period", "mode", "doc")
PERSONS, YUAN = Words("人", "persons"), Words("万元", "10,000 yuan")


@pytest.mark.parametrize(
    ("said", "wanted", "size"),
    [("元", YUAN, "1/10000"), ("yuan", YUAN, "1/10000"), ("亿元", YUAN, "10000"), ("户", PERSONS, None),
     ("万", PERSONS, None), ("亩", Words("m²", "m²"), "2000/3"), ("公顷", Words("m²", "m²"), "10000")],
)  # fmt: skip
def test_units_convert_by_their_table_or_not_at_all(said: str, wanted: Words, size: str | None) -> None:
    found = factor(said, wanted)
    assert (str(found) if found else None) == size


STYLES = ["{}", "{:,}", "{}人", "{:,}名", "{}.0", " {}", "{}\u3000", "'{}", "+{}", "{} 人"]


FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@given(numbers=st.lists(st.integers(0, 10**9), min_size=10, max_size=40), wide=st.booleans())
@settings(max_examples=15)
def test_a_count_written_in_any_accepted_form_reads_back_equal(column: Read, numbers: list[int], wide: bool) -> None:
    texts = [STYLES[place % len(STYLES)].format(number) for place, number in enumerate(numbers)]
    assert column("staff", [text.translate(FULL_WIDTH) if wide else text for text in texts])[0] == numbers


@given(amounts=st.lists(st.decimals(0, 10**8, places=2), min_size=10, max_size=40))
@settings(max_examples=15)
def test_an_amount_written_in_any_accepted_form_reads_back_equal(column: Read, amounts: list[Decimal]) -> None:
    styles = ["{}", "{}万元", "{:,}", "￥{:,}万元"]
    texts = [styles[place % len(styles)].format(amount) for place, amount in enumerate(amounts)]
    assert column("money", texts)[0] == amounts


@given(cents=st.lists(st.integers(0, 10**12), min_size=10, max_size=40))
@settings(max_examples=15)
def test_yuan_become_ten_thousands_without_a_rounding_error(column: Read, cents: list[int]) -> None:
    values = column("money", [f"{Decimal(one).scaleb(-2)}元" for one in cents])[0]
    assert values == [(Decimal(one) / 1_000_000).quantize(Decimal("0.01")) for one in cents]


SIGNS = "0123456789１２,，. -—/％%年月日万亿元人名一二三十百零约几EeQ'²②\u3000\u200b\n()（）"


@given(texts=st.lists(st.text(alphabet=SIGNS, max_size=14), min_size=10, max_size=60), field=st.sampled_from(FIELDS))
@settings(max_examples=60)
def test_any_text_is_a_value_or_held_or_blank(column: Read, texts: list[str], field: str) -> None:
    values, problems = column(field, texts)
    errors = [one.row for one in problems if one.level == "error"]
    assert len(errors) == len(set(errors))
    for row, (text, value) in enumerate(zip(texts, values, strict=True), start=4):
        assert (value is None) == (row in errors or not text.strip(" \u3000\u200b\n"))
    assert all(one.message_zh and one.message_en for one in problems)


@given(text=st.text(max_size=20), field=st.sampled_from(FIELDS))
@settings(max_examples=60)
def test_tidying_twice_is_tidying_once(fields: dict[str, Field], text: str, field: str) -> None:
    once = pl.DataFrame({"text": [text]}).select(kinds.tidied(pl.col("text"), fields[field]))
    assert once.select(kinds.tidied(pl.col("text"), fields[field])).equals(once)


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
