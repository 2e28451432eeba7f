"""The kinds of rules within a row, on what is filled, blank, unreadable or 不适用: only what is known can break one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from pipelines.intake.cells.values import typed
from pipelines.intake.checks.rules import KINDS
from pipelines.programme.model import Choice, Field, Form, Words

NOTHING = Words("", "")
NAMES = {"a": "integer", "b": "integer", "c": "integer", "yes": "boolean", "on": "date", "off": "date", "end": "date"}
KIND = Field("kind", NOTHING, "string", choices=(Choice("甲", NOTHING), Choice("乙", NOTHING)), may_be_na=True)
NAMES |= {"code": "string", "town": "string"}
FIELDS = (*(Field(name, Words(name, name), kind, may_be_na=True) for name, kind in NAMES.items()), KIND)  # type: ignore[arg-type]
FORM = Form("T77", NOTHING, 1, NOTHING, "quarter", False, ("a",), FIELDS, (), None, (), NOTHING)


def breaks(kind: str, params: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    """Whether the row breaks the rule."""
    names = [field.name for field in FIELDS]
    texts = pl.DataFrame([{name: row.get(name) for name in names}], schema=dict.fromkeys(names, pl.String))
    rows = typed(texts.with_columns(pl.lit(4, pl.Int64).alias("row")), FORM).frame
    return bool(rows.select(KINDS[kind](params, FORM).violation.fill_null(False)).item())


AB = {"left": ["a"], "right": ["b", "c"]}
PARTS = {"parts": ["a", "b"], "total": "c"}
MINUS = {"minuend": "a", "subtrahend": "b", "result": "c"}
NEEDS = {"field": "kind", "values": ["甲"], "then": ["a", "on"]}
THEN = {"field": "kind", "values": ["甲"], "then_field": "yes", "then_values": ["是"]}
NOT = {"field": "on", "values": ["*"], "then_field": "kind", "not_values": ["乙"]}
ORDER = {"fields": ["on", "off", "end"]}
HALF = {"part": "a", "whole": "b"}
RANGE = {"field": "a", "low": 5, "high": 9}
LIES = {"field": "code", "start": "town"}
BOTH = {"left": ["a", "b"], "right": ["c"]}
DAYS = {"on": "2011-01-01", "off": "2011-01-02", "end": "2011-01-03"}

CASES = [
    ("at_most", AB, {"a": "3", "b": "3", "c": "4"}, False),
    ("at_most", AB, {"a": "5", "b": "9", "c": "4"}, True),
    ("at_most", AB, {"a": "5", "c": "4"}, True),
    ("at_most", AB, {"a": "5", "b": "不适用", "c": "五"}, False),
    ("at_most", {"left": ["off"], "right": ["on"]}, DAYS, True),
    ("sum_equals", PARTS, {"a": "1", "b": "2", "c": "3"}, False),
    ("sum_equals", PARTS, {"a": "1", "b": "2", "c": "4"}, True),
    ("sum_equals", PARTS, {"a": "1", "c": "4"}, False),
    ("sum_at_most", PARTS, {"a": "1", "b": "2", "c": "4"}, False),
    ("sum_at_most", PARTS, {"a": "5", "c": "4"}, True),
    ("sum_at_most", PARTS, {"a": "5", "b": "1"}, False),
    ("sums_equal", BOTH, {"a": "1", "b": "2", "c": "3"}, False),
    ("sums_equal", BOTH, {"a": "1", "b": "2", "c": "2"}, True),
    ("sums_equal", BOTH, {"a": "1", "c": "2"}, False),
    ("difference_equals", MINUS, {"a": "5", "b": "2", "c": "3"}, False),
    ("difference_equals", MINUS, {"a": "5", "b": "2", "c": "2"}, True),
    ("difference_equals", MINUS, {"a": "5", "b": "2"}, False),
    ("required_when", NEEDS, {"kind": "甲", "a": "1", "on": "2011-01-01"}, False),
    ("required_when", NEEDS, {"kind": "甲", "a": "1"}, True),
    ("required_when", NEEDS, {"kind": "甲", "a": "不适用", "on": "2011-13-01"}, False),
    ("required_when", NEEDS, {"kind": "乙"}, False),
    ("required_when", NEEDS, {}, False),
    ("required_when", NEEDS | {"values": ["不适用"]}, {"kind": "不适用"}, True),
    ("required_when", {"field": "yes", "values": ["否"], "then": ["a"]}, {"yes": "否"}, True),
    ("required_when", {"field": "on", "values": ["*"], "then": ["a"]}, {"on": "2011-01-01"}, True),
    ("value_when", THEN, {"kind": "甲", "yes": "是"}, False),
    ("value_when", THEN, {"kind": "甲", "yes": "否"}, True),
    ("value_when", THEN, {"kind": "甲"}, True),
    ("value_when", THEN, {"kind": "甲", "yes": "不适用"}, True),
    ("value_when", THEN, {"kind": "甲", "yes": "？"}, False),
    ("value_when", THEN, {"yes": "否"}, False),
    ("not_value_when", NOT, {"on": "2011-01-01", "kind": "乙"}, True),
    ("not_value_when", NOT, {"on": "2011-01-01", "kind": "甲"}, False),
    ("not_value_when", NOT, {"on": "2011-01-01"}, False),
    ("not_value_when", NOT, {"kind": "乙"}, False),
    ("in_order", ORDER, DAYS, False),
    ("in_order", ORDER, DAYS | {"end": "2010-12-31"}, True),
    ("in_order", ORDER, {"on": "2011-01-02", "end": "2011-01-01"}, True),
    ("in_order", ORDER, {"off": "2011-01-02"}, False),
    ("more_than_half", HALF, {"a": "6", "b": "11"}, False),
    ("more_than_half", HALF, {"a": "5", "b": "10"}, True),
    ("more_than_half", HALF, {"a": "5"}, False),
    ("between", RANGE, {"a": "5"}, False),
    ("between", RANGE, {"a": "10"}, True),
    ("between", RANGE, {}, False),
    ("begins_with", LIES, {"code": "350212109201", "town": "350212109"}, False),
    ("begins_with", LIES, {"code": "350212109201", "town": "350212108"}, True),
    ("begins_with", LIES, {"code": "350212109201"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "params", "row", "broken"), CASES)
def test_rule(kind: str, params: Mapping[str, Any], row: Mapping[str, str], broken: bool) -> None:
    assert breaks(kind, params, row) is broken


def test_every_kind_has_a_case_that_holds_and_one_that_breaks() -> None:
    assert {(kind, broken) for kind, _, _, broken in CASES} == {
        (kind, broken) for kind in KINDS for broken in (True, False)
    }
