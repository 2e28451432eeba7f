"""Checks what the parameters of rules name (forms, fields, values) against `rule_kinds.py` and the forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.programme.model import Field, Form
from pipelines.programme.reading import Source
from pipelines.programme.rule_kinds import RuleKind

Columns = Mapping[str, Field]
# In rules a boolean is written as its cell is, in Chinese; "*" asks for any value.
_YES_NO = ("是", "否")
_NOT_APPLICABLE = "不适用"
_FILLED = "*"
# The parameters that are lists of conditions.
_GROUPS = ("when", "then", "left", "right", "holds", "among", "counted")
_TESTS = ("values", "not_values", "above")


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may name: the columns of the form at hand, and (across forms) the columns of every form."""

    columns: Columns
    forms: Mapping[str, Columns]


def check_row_params(params: Source, kind: RuleKind, columns: Columns) -> None:
    """Raise for the first parameter that is unknown or missing, or names no field or value of the form."""
    _check(params, kind, Known(columns, {}))


def check_cross_params(params: Source, kind: RuleKind, forms: Mapping[str, Form]) -> None:
    """Raise for the first parameter that is unknown or missing, or names no form, field or value."""
    known = Known({}, {name: {field.name: field for field in form.fields} for name, form in forms.items()})
    if "form" in kind.params:
        known = Known(known.forms[params.one_of("form", known.forms)], known.forms)
    _check(params, kind, known)


def _check(params: Source, kind: RuleKind, known: Known) -> None:
    params.refuse_others([key.rstrip("?") for key in kind.params])
    for key, shape in kind.params.items():
        name = key.rstrip("?")
        if name in params.table or name == key:
            _SHAPES[shape](params, name, known)


def _names(params: Source, key: str) -> tuple[str, ...]:
    """A list of at least one text."""
    if not params.need(key, list):
        raise params.wrong(key, [], "filled_list")
    return params.strings(key)


def _field(params: Source, key: str, known: Known) -> None:
    params.one_of(key, known.columns)


def _fields(params: Source, key: str, known: Known) -> None:
    for name in _names(params, key):
        if name not in known.columns:
            raise params.wrong(key, name, "one_of", allowed=", ".join(known.columns))


def _values(params: Source, key: str, known: Known) -> None:
    """Values that the field beside them can have: of `then_field` for what follows, else of `field`."""
    whose = "field" if key == "values" else "then_field"
    _refuse_impossible(params, key, known.columns[params.one_of(whose, known.columns)])


def _refuse_impossible(params: Source, key: str, field: Field) -> None:
    values = _names(params, key)
    allowed = [choice.value for choice in field.choices] or (list(_YES_NO) if field.kind == "boolean" else [])
    if not allowed:
        return
    allowed += [_FILLED] + [_NOT_APPLICABLE] * field.may_be_na
    for value in values:
        if value not in allowed:
            raise params.wrong(key, value, "one_of", allowed=", ".join(allowed))


def _form(params: Source, key: str, known: Known) -> None:
    params.one_of(key, known.forms)


def _forms(params: Source, key: str, known: Known) -> None:
    for name in _names(params, key):
        if name not in known.forms:
            raise params.wrong(key, name, "one_of", allowed=", ".join(known.forms))


def _reference(params: Source, key: str, known: Known) -> None:
    _refuse_unknown(params, key, params.need(key, str), known)


def _refuse_unknown(params: Source, key: str, target: str, known: Known) -> None:
    form, _, name = target.partition(".")
    if name not in known.forms.get(form, {}):
        raise params.wrong(key, target, "known_field")


def _references(params: Source, key: str, known: Known) -> None:
    """A table form → field."""
    table = params.sub(key)
    for form in table.table:
        _refuse_unknown(params, key, f"{form}.{table.need(form, str)}", known)


def _on(params: Source, key: str, known: Known) -> None:
    """A field that every form the rule names has, or the rows could not be brought together."""
    name = params.need(key, str)
    listed = [key for key in _GROUPS if isinstance(params.table.get(key), list)]
    named = [one.need("form", str) for key in listed for one in params.each(key)]
    named += [*params.strings("forms"), *([params.need("form", str)] if "form" in params.table else [])]
    for form in named:
        if name not in known.forms.get(form, {}):
            raise params.wrong(key, name, "field_of", form=form)


def _conditions(params: Source, key: str, known: Known) -> None:
    """Conditions `{form, fields, values | not_values | above, where?}`; all of them must hold."""
    if not params.need(key, list):
        raise params.wrong(key, [], "filled_list")
    for condition in params.each(key):
        _condition(condition, known)


def _condition(condition: Source, known: Known) -> None:
    condition.refuse_others(("form", "fields", "where", *_TESTS))
    columns = known.forms[condition.one_of("form", known.forms)]
    _fields(condition, "fields", Known(columns, known.forms))
    tests = [test for test in _TESTS if test in condition.table]
    if len(tests) != 1:
        raise condition.wrong("values", ", ".join(tests) or None, "one_test", allowed=", ".join(_TESTS))
    if tests == ["above"]:
        condition.need("above", float)
        return
    for name in condition.strings("fields"):
        _refuse_impossible(condition, tests[0], columns[name])
    _where(condition, columns)


def _where(condition: Source, columns: Columns) -> None:
    """The rows of the form that the condition looks at: field → its only value."""
    if "where" not in condition.table:
        return
    where = condition.sub("where")
    where.refuse_others(columns)
    for name in where.table:
        where.one_of(name, [choice.value for choice in columns[name].choices])


def _rows(params: Source, key: str, known: Known) -> None:
    """Rows that must exist: `{form, link: field → references, holds: conditions}`."""
    rows = params.sub(key)
    rows.refuse_others(("form", "link", "holds"))
    columns = known.forms[rows.one_of("form", known.forms)]
    link = rows.sub("link")
    link.refuse_others(columns)
    for name in link.table:
        for target in _names(link, name):
            _refuse_unknown(link, name, target, known)
    _conditions(rows, "holds", known)


def _number(params: Source, key: str, _: Known) -> None:
    params.need(key, float)


def _numbers(params: Source, key: str, _: Known) -> None:
    """A list of at least one number."""
    if not params.need(key, list):
        raise params.wrong(key, [], "filled_list")
    for place, number in enumerate(params.need(key, list)):
        if type(number) not in (int, float):
            raise params.wrong(f"{key}[{place}]", number, "number")


def _integer(params: Source, key: str, _: Known) -> None:
    params.need(key, int)


def _text(params: Source, key: str, _: Known) -> None:
    params.need(key, str)


_SHAPES: Mapping[str, Callable[[Source, str, Known], None]] = {
    "field": _field,
    "fields": _fields,
    "values": _values,
    "form": _form,
    "forms": _forms,
    "reference": _reference,
    "references": _references,
    "on": _on,
    "conditions": _conditions,
    "rows": _rows,
    "number": _number,
    "numbers": _numbers,
    "integer": _integer,
    "text": _text,
}
