"""Loads the rules of forms: known kind, existing fields, messages whose slots can be filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Literal, cast

from pipelines.programme.model import Field, Form, Rule, Words
from pipelines.programme.reading import Source
from pipelines.programme.rule_kinds import CROSS_KINDS, ROW_KINDS, RuleKind
from pipelines.programme.rule_params import check_cross_params, check_row_params

_KEYS = ("name", "kind", "level", "params", "message")
_LEVELS = ("error", "warning", "info")


def load_row_rules(form: Source, fields: Sequence[Field]) -> tuple[Rule, ...]:
    """The row rules under `x-rules`, in order; their messages may use every field of the form."""
    columns = {field.name: field for field in fields}
    rules = []
    for source in form.each("x-rules"):
        rule = _rule(source, ROW_KINDS, tuple(columns))
        check_row_params(source.sub("params"), ROW_KINDS[rule.kind], columns)
        rules.append(rule)
    _refuse_repeats(form.each("x-rules"))
    return tuple(rules)


def load_rules_across(file: Source, forms: Sequence[Form]) -> tuple[Rule, ...]:
    """The `[[rule]]` tables of `cross.toml`, in order; their messages may use the slots of their kind."""
    file.refuse_others(("rule",))
    by_id = {form.id: form for form in forms}
    rules = []
    for source in file.each("rule"):
        rule = _rule(source, CROSS_KINDS, ())
        check_cross_params(source.sub("params"), CROSS_KINDS[rule.kind], by_id)
        rules.append(rule)
    _refuse_repeats(file.each("rule"))
    return tuple(rules)


def _rule(source: Source, kinds: Mapping[str, RuleKind], columns: tuple[str, ...]) -> Rule:
    source.refuse_others(_KEYS)
    kind = source.one_of("kind", kinds)
    rule = Rule(
        name=source.need("name", str),
        kind=kind,
        level=cast(Literal["error", "warning", "info"], source.one_of("level", _LEVELS)),
        params=source.need("params", dict),
        message=source.words("message"),
    )
    _refuse_other_slots(source.sub("message"), rule.message, columns or kinds[kind].slots)
    return rule


def _refuse_other_slots(source: Source, message: Words, allowed: Sequence[str]) -> None:
    """Raise for a slot that nothing fills, and for braces that are not a plain slot."""
    for lang in ("zh", "en"):
        try:
            slots = {slot for _, slot, _, _ in Formatter().parse(message[lang]) if slot is not None}
        except ValueError as fault:
            raise source.wrong(lang, message[lang], "slots", allowed=", ".join(allowed)) from fault
        for slot in sorted(slots - set(allowed)):
            raise source.wrong(lang, f"{{{slot}}}", "slots", allowed=", ".join(allowed))


def _refuse_repeats(sources: Sequence[Source]) -> None:
    seen: set[str] = set()
    for source in sources:
        name = source.need("name", str)
        if name in seen:
            raise source.wrong("name", name, "no_repeat")
        seen.add(name)
