"""Loads the columns of a form: names, types, limits, allowed values, and headers that cannot be mistaken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast, get_args

from pipelines.programme.model import Choice, Field, Kind, Prefill, Words
from pipelines.programme.reading import Source

_KEYS = (
    "name", "title", "x-title-en", "type", "itemType", "trueValues", "falseValues", "x-unit", "x-scale",
    "constraints", "categories", "x-aliases", "x-may-be-na", "x-prefill", "x-refers-to", "x-note", "x-people",
)  # fmt: skip
_LIMITS = ("required", "minimum", "maximum", "maxLength", "pattern")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def load_fields(form: Source) -> tuple[Field, ...]:
    """The columns under `fields`, in order; a name or header that two columns share is an error."""
    form.need("fields", list)
    fields: list[Field] = []
    owner: dict[str, str] = {}
    for source in form.each("fields"):
        field = _field(source)
        if field.name in {other.name for other in fields}:
            raise source.wrong("name", field.name, "no_repeat")
        for key, header in _headers(field):
            if owner.setdefault("".join(header.split()).casefold(), field.name) != field.name:
                raise source.wrong(key, header, "own_header")
        fields.append(field)
    return tuple(fields)


def _headers(field: Field) -> Iterator[tuple[str, str]]:
    """Everything the reader takes for this column's header, with the key it stands under."""
    yield "name", field.name
    yield "title", field.title.zh
    yield "x-title-en", field.title.en
    for position, alias in enumerate(field.aliases):
        yield f"x-aliases[{position}]", alias


def _field(source: Source) -> Field:
    source.refuse_others(_KEYS)
    kind = cast(Kind, source.one_of("type", get_args(Kind)))
    limits = _limits(source)
    return Field(
        name=_name(source),
        title=Words(source.need("title", str), source.need("x-title-en", str)),
        kind=kind,
        unit=source.words_or_blank("x-unit"),
        required=limits.get("required", bool, False),
        minimum=limits.maybe("minimum", float),
        maximum=limits.maybe("maximum", float),
        max_length=_from(limits, "maxLength", 1) if "maxLength" in limits.table else None,
        pattern=limits.maybe("pattern", str),
        scale=_scale(source, kind),
        choices=_choices(source, kind),
        aliases=source.strings("x-aliases"),
        may_be_na=source.get("x-may-be-na", bool, False),
        prefill=_prefill(source),
        refers_to=source.maybe("x-refers-to", str),
        note=source.words("x-note"),
        yes=source.strings("trueValues"),
        no=_no(source, kind),
        people=source.get("x-people", bool, False),
    )


def _no(source: Source, kind: Kind) -> tuple[str, ...]:
    """The texts for no; only a field of yes and no has such lists, and no text stands in both."""
    yes, no = source.strings("trueValues"), source.strings("falseValues")
    if (yes or no) and kind != "boolean":
        raise source.wrong("type", kind, "one_of", allowed="boolean")
    if both := sorted({*yes} & {*no}):
        raise source.wrong("falseValues", both[0], "no_repeat")
    return no


def _name(source: Source) -> str:
    name = source.need("name", str)
    if not _NAME.fullmatch(name):
        raise source.wrong("name", name, "column_name")
    return name


def _prefill(source: Source) -> Prefill:
    if "x-prefill" not in source.table:
        return "last"
    return cast(Prefill, source.one_of("x-prefill", get_args(Prefill)))


def _limits(source: Source) -> Source:
    """The constraints, each of its type, lowest not above highest, the pattern a valid one."""
    if "constraints" not in source.table:
        return Source(source.file, {}, source.path("constraints"))
    limits = source.sub("constraints")
    limits.refuse_others(_LIMITS)
    low, high = limits.maybe("minimum", float), limits.maybe("maximum", float)
    pattern = limits.maybe("pattern", str)
    if low is not None and high is not None and low > high:
        raise limits.wrong("maximum", high, "at_least", low=low)
    if pattern is not None and not _compiles(pattern):
        raise limits.wrong("pattern", pattern, "pattern")
    return limits


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _scale(source: Source, kind: Kind) -> int:
    """Decimal places; only numbers have them, and every number says how many."""
    if kind != "number" and "x-scale" in source.table:
        raise source.wrong("x-scale", source.table["x-scale"], "scale_of_number", kind=kind)
    return _from(source, "x-scale", 0) if kind == "number" else 0


def _from(source: Source, key: str, low: int) -> int:
    """The whole number at `key`, which must not be below `low`."""
    number = source.need(key, int)
    if number < low:
        raise source.wrong(key, number, "at_least", low=low)
    return number


def _choices(field: Source, kind: Kind) -> tuple[Choice, ...]:
    """The allowed values; only text fields have them, and nothing that a cell may hold means two of them."""
    if "categories" in field.table and kind != "string":
        raise field.wrong("type", kind, "one_of", allowed="string")
    choices: list[Choice] = []
    taken: set[str] = set()
    for source in field.each("categories"):
        choice = _choice(source)
        cells = {choice.value, choice.label.zh, choice.label.en, *choice.aliases}
        if cells & taken:
            raise source.wrong("value", choice.value, "no_repeat")
        taken |= cells
        choices.append(choice)
    return tuple(choices)


def _choice(source: Source) -> Choice:
    source.refuse_others(("value", "label", "x-label-zh", "x-aliases"))
    value = source.need("value", str)
    label = Words(source.get("x-label-zh", str, value), source.need("label", str))
    return Choice(value, label, source.strings("x-aliases"))
