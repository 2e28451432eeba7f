"""How a text becomes a value of each kind: `parsed` for texts as they should be, `tidied` to bring others there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from pipelines.intake.cells.narrow import SPACE, narrow, narrowed, stripped
from pipelines.intake.files.grid import UNCOMPUTED
from pipelines.programme.model import Field

CELL_ERRORS = (UNCOMPUTED, "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
NOT_APPLICABLE = ("不适用", "N/A", "n/a", "NA")
FREE_TEXT = 100
_YES = ("是", "Yes", "yes", "YES")
_NO = ("否", "No", "no", "NO")
_GROUPED = r"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$"
_DIGITS = r"^[+-]?[0-9]+$"
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_WRITTEN_DATE = r"^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ]00:00(?::00)?)?$"
_EIGHT_DIGITS = r"^([0-9]{4})([0-9]{2})([0-9]{2})$"
_LARGEST = 10**15  # what a spreadsheet keeps exactly; sums of several stay within 64 bits
_YEARS = (1900, 2100)
_LIST_SIGNS = r"[、,，;；\s]+"

# The problem of a text that its field cannot take.
FAULTS: Mapping[str, str] = {
    "integer": "not_an_integer",
    "number": "not_a_number",
    "boolean": "not_yes_no",
    "date": "not_a_date",
    "list": "value_not_allowed",
}


def polars_type(field: Field) -> pl.DataType:
    """The type in which a field's values are kept."""
    types = {
        "integer": pl.Int64(),
        "number": pl.Decimal(14, field.scale),
        "boolean": pl.Boolean(),
        "date": pl.Date(),
        "list": pl.List(pl.String),
    }
    return types.get(field.kind, pl.String())


def is_free_text(field: Field) -> bool:
    """Whether any words may stand in the field."""
    return field.kind == "string" and not (field.choices or field.pattern or field.refers_to)


def parsed(texts: pl.Expr, field: Field) -> pl.Expr:
    """The values of texts that are written as they should be; null for all others."""
    return _PARSE[field.kind](texts, field)


def tidied(texts: pl.Expr, field: Field) -> pl.Expr:
    """Texts as their field would have them, ready for `parsed`: no space around, full width narrowed, labels as values.

    Free text keeps its characters: narrowing would turn ＝1+1 into a formula.
    """
    bare = stripped(texts)
    if is_free_text(field):
        return bare
    bare = stripped(narrow(bare))
    return _TIDY.get(field.kind, _as_choice)(bare, field)


def is_number(texts: pl.Expr, field: Field) -> pl.Expr:
    """Whether a text is a number as the field wants it, whatever its size; never in a field that is no number."""
    patterns = {"integer": _DIGITS, "number": _NUMBER}
    return texts.str.contains(patterns[field.kind]) if field.kind in patterns else pl.lit(False)


def whole(pattern: str) -> str:
    """The pattern for a whole text; a digit means 0 to 9, not any script's."""
    return f"^(?:{pattern.replace(chr(92) + 'd', '[0-9]')})$"


def labels(field: Field) -> dict[str, str]:
    """What the template itself writes for a field's values, in narrow characters, with the value it stands for."""
    names = {label: choice.value for choice in field.choices for label in (choice.label.zh, choice.label.en)}
    names |= {choice.value: choice.value for choice in field.choices}
    return {narrowed(name): value for name, value in names.items()}


def _as_choice(texts: pl.Expr, field: Field) -> pl.Expr:
    return texts.replace(labels(field)) if field.choices else texts


def _ungrouped(texts: pl.Expr, _: Field) -> pl.Expr:
    return pl.when(texts.str.contains(_GROUPED)).then(texts.str.replace_all(",", "", literal=True)).otherwise(texts)


def _whole_number(texts: pl.Expr, field: Field) -> pl.Expr:
    return _ungrouped(texts, field).str.replace(r"^([+-]?[0-9]+)\.0+$", "${1}")


def _iso_date(texts: pl.Expr, _: Field) -> pl.Expr:
    return texts.str.replace(_WRITTEN_DATE, "${1}-${2}-${3}").str.replace(_EIGHT_DIGITS, "${1}-${2}-${3}")


def _string(texts: pl.Expr, field: Field) -> pl.Expr:
    if field.choices:
        return pl.when(texts.is_in([choice.value for choice in field.choices])).then(texts)
    if field.pattern:
        return pl.when(texts.str.contains(whole(field.pattern))).then(texts)
    as_it_is = (texts != "") & (texts == texts.str.strip_chars(SPACE)) & ~texts.is_in([*CELL_ERRORS, *NOT_APPLICABLE])
    return pl.when(as_it_is).then(texts)


def _integer(texts: pl.Expr, _: Field) -> pl.Expr:
    number = texts.cast(pl.Int64, strict=False)
    return pl.when(number.abs() < _LARGEST).then(number)


def _decimal(texts: pl.Expr, field: Field) -> pl.Expr:
    # A number with an exponent has lost digits on its way here; what it was is not guessed.
    kept = ~(texts.str.contains("e", literal=True) | texts.str.contains("E", literal=True))
    return pl.when(kept).then(texts).cast(polars_type(field), strict=False)


def _boolean(texts: pl.Expr, _: Field) -> pl.Expr:
    return pl.when(texts.is_in(_YES)).then(True).when(texts.is_in(_NO)).then(False)


def _date(texts: pl.Expr, _: Field) -> pl.Expr:
    days = texts.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(days.dt.year().is_between(*_YEARS)).then(days)


def _list(texts: pl.Expr, field: Field) -> pl.Expr:
    items = texts.str.replace_all(_LIST_SIGNS, ",").str.strip_chars(",").str.split(",")
    checks = [pl.element().str.contains(whole(field.pattern))] if field.pattern else []
    checks += [pl.element().is_in([choice.value for choice in field.choices])] if field.choices else []
    good = [items.list.eval(check).list.all() for check in checks]
    return pl.when(pl.all_horizontal(items.list.get(0, null_on_oob=True) != "", *good)).then(items)


_TIDY: Mapping[str, Callable[[pl.Expr, Field], pl.Expr]] = {
    "integer": _whole_number,
    "number": _ungrouped,
    "date": _iso_date,
}
_PARSE: Mapping[str, Callable[[pl.Expr, Field], pl.Expr]] = {
    "string": _string,
    "integer": _integer,
    "number": _decimal,
    "boolean": _boolean,
    "date": _date,
    "list": _list,
}
