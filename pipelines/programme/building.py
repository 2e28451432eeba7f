"""Makes a frozen object of a table: the dataclass itself says which keys there are, and of what kind."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import MISSING, Field, fields
from functools import cache
from types import NoneType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from pipelines.programme.reading import Source
from pipelines.programme.words import Words

T = TypeVar("T")


def build(kind: type[T], source: Source) -> T:
    """The object a table describes: one key per field, no others.

    A key may be left out where the field has a default, or may be `None`.
    """
    known = _fields(cast(Hashable, kind))
    source.refuse_others(known)
    return kind(**{name: _value(source, one, hint) for name, (one, hint) in known.items()})


def columns(kind: type) -> dict[str, type]:
    """The columns of a CSV file of such objects: words take two, `name_zh` and `name_en`."""
    found: dict[str, type] = {}
    for name, (_, hint) in _fields(kind).items():
        if _bare(hint) is Words:
            found |= {f"{name}_zh": str, f"{name}_en": str}
        else:
            origin = get_origin(_bare(hint))
            found[name] = {tuple: list, Literal: str}.get(cast(Any, origin), _bare(hint))
    return found


@cache
def _fields(kind: Any) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return {one.name: (one, hints[one.name]) for one in fields(kind)}


def _bare(hint: Any) -> Any:
    """The hint without `| None`."""
    kinds = [one for one in get_args(hint) if one is not NoneType]
    return kinds[0] if NoneType in get_args(hint) else hint


def _value(source: Source, one: Field[Any], hint: Any) -> Any:
    if one.name not in source.table and one.default is not MISSING:
        return one.default
    bare = _bare(hint)
    if one.name not in source.table and bare is not hint:
        return None
    if bare is Words:
        return source.words(one.name)
    if get_origin(bare) is Literal:
        return source.one_of(one.name, get_args(bare))
    return source.strings(one.name) if get_origin(bare) is tuple else source.need(one.name, bare)
