"""Loads the contracts T01…T12: one Table Schema document per form, checked against itself and the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

from pipelines.programme.fields import load_fields
from pipelines.programme.form_rules import load_row_rules, load_rules_across
from pipelines.programme.model import Cadence, Field, Form, Rule, Scope, Words
from pipelines.programme.reading import Source, broken, read_toml, read_yaml

_KEYS = (
    "name", "title", "x-title-en", "x-version", "x-grain", "x-cadence", "x-carries", "x-scope", "x-owners",
    "x-instructions", "primaryKey", "missingValues", "fields", "x-rules",
)  # fmt: skip
# What a field may refer to besides the fields of forms: the programme's own lists.
_LISTS = frozenset({"departments.code", "divisions.code", "matters.code", "milestones.code"})


def load_forms(folder: Path) -> tuple[Form, ...]:
    """The forms of `folder`, one `*.yaml` each, in the order of their ids.

    Raises the `broken_definition` error for the first thing that is wrong.
    """
    sources = [read_yaml(file) for file in sorted(folder.glob("*.yaml"), key=lambda file: file.stem)]
    if not sources:
        raise broken(folder, "*.yaml", None, "form_file")
    forms = tuple(_form(source) for source in sources)
    for source, form in zip(sources, forms, strict=True):
        _refuse_unknown_references(source, form, forms)
    return forms


def load_cross_rules(file: Path, forms: Sequence[Form] | None = None) -> tuple[Rule, ...]:
    """The rules across forms of a TOML file, checked against `forms` (by default those beside the file)."""
    return load_rules_across(read_toml(file), load_forms(file.parent) if forms is None else forms)


def _form(source: Source) -> Form:
    source.refuse_others(_KEYS)
    source.one_of("name", [source.file.stem])
    source.strings("missingValues")  # for other tools that read the contract
    fields = load_fields(source)
    return Form(
        id=source.file.stem,
        title=Words(source.need("title", str), source.need("x-title-en", str)),
        version=source.need("x-version", int),
        grain=source.words("x-grain"),
        cadence=cast(Cadence, source.one_of("x-cadence", get_args(Cadence))),
        carries=source.need("x-carries", bool),
        key=_key(source, fields),
        fields=fields,
        rules=load_row_rules(source, fields),
        scope=_scope(source),
        owners=source.strings("x-owners"),
        instructions=source.words("x-instructions"),
    )


def _key(source: Source, fields: Sequence[Field]) -> tuple[str, ...]:
    """The key's fields: required ones, or a row without key could not be told from another."""
    source.need("primaryKey", list)
    required = [field.name for field in fields if field.required]
    for name in source.strings("primaryKey") or ("",):
        if name not in required:
            raise source.wrong("primaryKey", name or None, "required_field", allowed=", ".join(required))
        if source.strings("primaryKey").count(name) > 1:
            raise source.wrong("primaryKey", name, "no_repeat")
    return source.strings("primaryKey")


def _scope(source: Source) -> Scope | None:
    if "x-scope" not in source.table:
        return None
    scope = source.sub("x-scope")
    scope.refuse_others(("field", "values"))
    scope.need("values", list)
    return Scope(scope.need("field", str), scope.strings("values"))


def _refuse_unknown_references(source: Source, form: Form, forms: Sequence[Form]) -> None:
    """Raise for a field that refers to nothing, and for a scope whose field the register does not have."""
    known = {f"{other.id}.{field.name}" for other in forms for field in other.fields}
    for one in source.each("fields"):
        target = one.maybe("x-refers-to", str)
        if target is not None and target not in known | _LISTS:
            raise one.wrong("x-refers-to", target, "known_reference", allowed=", ".join(sorted(_LISTS)))
    if form.scope:
        _refuse_unknown_scope(source, form.scope, forms[0])


def _refuse_unknown_scope(source: Source, scope: Scope, register: Form) -> None:
    """Raise where nobody could owe the form: the register lacks the field, or the field the value."""
    columns = {field.name: field for field in register.fields}
    if scope.field not in columns:
        raise source.wrong("x-scope.field", scope.field, "field_of", form=register.id)
    possible = [choice.value for choice in columns[scope.field].choices]
    for value in scope.values:
        if possible and value not in possible:
            raise source.wrong("x-scope.values", value, "one_of", allowed=", ".join(possible))
