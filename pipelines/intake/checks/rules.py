"""The kinds of rules within one row: each turns a rule's parameters into the expression of its violation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, product
from operator import add
from typing import Any

import polars as pl

from pipelines.intake.cells.values import answered, excused
from pipelines.programme.model import Form

_FILLED = "*"


@dataclass(frozen=True, slots=True)
class RuleExpr:
    """A rule compiled for one form: `violation` is true in the rows that break it, on the frame of `values.Typed`.

    It is null, and so does not hold a row back, where an input is blank, unreadable or 不适用, unless the kind
    says otherwise. `fields` are those the rule names, in the order of its parameters.
    """

    violation: pl.Expr
    fields: tuple[str, ...]


def at_most(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """Every left value is at most every right one (numbers or dates); pairs with a blank are left out."""
    left, right = params["left"], params["right"]
    broken = [pl.col(low) > pl.col(high) for low, high in product(left, right)]
    return RuleExpr(pl.any_horizontal(broken), (*left, *right))


def sum_equals(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """The parts add up to the total."""
    parts, total = params["parts"], params["total"]
    return RuleExpr(_sum(parts) != pl.col(total), (*parts, total))


def sum_at_most(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """The parts add up to the total or less; blank parts count as nothing, since they could only add."""
    parts, total = params["parts"], params["total"]
    return RuleExpr(pl.sum_horizontal(parts) > pl.col(total), (*parts, total))


def sums_equal(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """Both sides add up to the same."""
    left, right = params["left"], params["right"]
    return RuleExpr(_sum(left) != _sum(right), (*left, *right))


def difference_equals(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """Minuend minus subtrahend is the result."""
    minuend, subtrahend, result = (params[name] for name in ("minuend", "subtrahend", "result"))
    return RuleExpr(pl.col(minuend) - pl.col(subtrahend) != pl.col(result), (minuend, subtrahend, result))


def required_when(params: Mapping[str, Any], form: Form) -> RuleExpr:
    """Where the field has one of the values, every field of `then` is filled; 不适用 is an answer too."""
    name, then = params["field"], params["then"]
    blank = pl.any_horizontal([~pl.col(answered(one)) for one in then])
    return RuleExpr(says(form, name, params["values"]) & blank, (name, *then))


def value_when(params: Mapping[str, Any], form: Form) -> RuleExpr:
    """Where the field has one of the values, `then_field` has one of `then_values`; a blank there breaks the rule."""
    name, then = params["field"], params["then_field"]
    read = pl.col(then).is_not_null() | pl.col(excused(then)) | ~pl.col(answered(then))
    wrong = read & ~says(form, then, params["then_values"])
    return RuleExpr(says(form, name, params["values"]) & wrong, (name, then))


def not_value_when(params: Mapping[str, Any], form: Form) -> RuleExpr:
    """Where the field has one of the values, `then_field` has none of `not_values`; a blank there passes."""
    name, then = params["field"], params["then_field"]
    return RuleExpr(says(form, name, params["values"]) & says(form, then, params["not_values"]), (name, then))


def in_order(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """No later date is before an earlier one; blank dates are left out."""
    fields = params["fields"]
    broken = [pl.col(earlier) > pl.col(later) for earlier, later in combinations(fields, 2)]
    return RuleExpr(pl.any_horizontal(broken), tuple(fields))


def more_than_half(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """The part is more than half of the whole."""
    part, whole = params["part"], params["whole"]
    return RuleExpr(pl.col(part) * 2 <= pl.col(whole), (part, whole))


def between(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """The field lies between two numbers, both included."""
    name = params["field"]
    return RuleExpr(~pl.col(name).is_between(params["low"], params["high"]), (name,))


def begins_with(params: Mapping[str, Any], _: Form) -> RuleExpr:
    """A code begins with that of what it lies in."""
    name, start = params["field"], params["start"]
    return RuleExpr(~pl.col(name).str.starts_with(pl.col(start)), (name, start))


KINDS: Mapping[str, Callable[[Mapping[str, Any], Form], RuleExpr]] = {
    kind.__name__: kind
    for kind in (
        at_most,
        sum_equals,
        sum_at_most,
        sums_equal,
        difference_equals,
        required_when,
        value_when,
        not_value_when,
        in_order,
        more_than_half,
        between,
        begins_with,
    )
}


def says(form: Form, name: str, values: Sequence[Any]) -> pl.Expr:
    """Whether the field holds one of the values, never null: 是 and 否 for booleans, 不适用, `*` for anything."""
    column = pl.col(name)
    if _FILLED in values:
        return column.is_not_null()
    if form.field(name).kind == "boolean":
        answers = {"是": column, "否": ~column}
        said = pl.any_horizontal(pl.lit(False), *(answers[one] for one in values if one in answers)).fill_null(False)
    else:
        said = column.cast(pl.String).is_in(list(values)).fill_null(False)
    return said | pl.col(excused(name)) if "不适用" in values else said


def _sum(fields: Sequence[str]) -> pl.Expr:
    return reduce(add, (pl.col(name) for name in fields))
