"""The part of the passport that speaks of what lies behind: columns, rows, cells, revisions, SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.i18n import text
from pipelines.passport.model import Change, Passport, Row, Section, Source
from pipelines.passport.record_words import SHOWN, corrections, counted_of, field_name, files, heads, place, problems
from pipelines.passport.values import amount, blank_text, cell, fraction, listed, moment, value_text


def behind(one: Passport, lang: str) -> Iterator[Section]:
    """The sections; empty ones too."""
    yield _columns(one, lang)
    yield _facts(one, lang)
    for source in one.sources:
        yield _source(one, source, lang)
    yield files(one.receipts, lang)
    yield corrections(one, lang)
    yield problems(one, lang)
    yield _revisions(one, lang)
    yield Section("sql", text(lang, "passport.title_sql"), verbatim=one.family["sql"] if one.columns else "")


def _columns(one: Passport, lang: str) -> Section:
    rows = [
        (
            text(lang, f"passport.role_{column.role}"),
            column.name,
            listed(lang, [field_name(one, each, lang) for each in column.fields])
            or text(lang, "passport.made_of_none"),
            listed(lang, [field_name(one, each, lang) for each in column.decides]),
        )
        for column in one.columns
    ]
    table = (heads(lang, "role", "column", "made_of", "decides"), *rows) if rows else ()
    notes = []
    if one.untraced:
        fields = listed(lang, [field_name(one, each, lang) for each in one.untraced])
        notes.append(text(lang, "passport.untraced", fields=fields))
    return Section("columns", text(lang, "passport.title_columns"), notes=tuple(notes), table=table)


def _facts(one: Passport, lang: str) -> Section:
    rows = one.facts.rows[:SHOWN]
    if not rows:
        return Section("facts", "")
    names = list(rows[0])
    body = [tuple(_fact(lang, name, row[name]) for name in names) for row in rows]
    table = (tuple(text(lang, "passport.head_counted_as") if name == "counted_as" else name for name in names), *body)
    notes = (counted_of(lang, len(rows), one.facts.total),)
    return Section("facts", text(lang, "passport.title_facts"), notes=notes, table=table)


def _fact(lang: str, name: str, value: object) -> str:
    return text(lang, f"passport.counted_{value}") if name == "counted_as" else cell(lang, value)


def _source(one: Passport, source: Source, lang: str) -> Section:
    rows = source.found.rows[:SHOWN]
    head = heads(lang, "place", "key") + tuple(field_name(one, f"{source.form}.{name}", lang) for name in source.fields)
    first = source.first or one.release.get("first_period", "")
    how = "exact" if source.is_exact else "coarse"
    notes = (
        text(lang, f"passport.trace_{how}", form=source.form, first=first, last=source.last),
        counted_of(lang, len(rows), source.found.total),
    )
    table = (head, *(_form_row(row, lang) for row in rows)) if rows else ()
    title = text(lang, "passport.title_source", form=source.form)
    return Section(f"source-{source.form}", title, notes=notes, table=table)


def _form_row(row: Row, lang: str) -> tuple[str, ...]:
    key = " ".join([row["unit_code"], row["period"], *map(str, row["key"].values())])
    return (place(row, lang), key, *(_form_cell(each, lang) for each in row["cells"]))


def _form_cell(one: Row, lang: str) -> str:
    said = blank_text(lang, one) or cell(lang, one["value"])
    return f"{one['cell']}: {said}" if one["cell"] else said


def _revisions(one: Passport, lang: str) -> Section:
    record = one.revisions
    head = heads(lang, "release", "built", "value", "fraction", "reported_of", "accepted_between")
    rows = [_change(one, change, lang) for change in record.changes]
    said = [("first", record.first), ("final", record.final), ("latest", record.latest)]
    facts = [(text(lang, f"passport.revision_{key}"), _at(one, each, lang)) for key, each in said if each]
    notes = []
    if not one.is_suppressed and record.final is None:
        key = "not_final" if record.freeze_on else "no_freeze"
        notes.append(text(lang, f"passport.{key}", day=str(record.freeze_on)))
    if record.unreadable:
        notes.append(text(lang, "passport.unreadable", names=listed(lang, record.unreadable)))
    table = (head, *rows) if rows else ()
    return Section("revisions", text(lang, "passport.title_revisions"), tuple(facts), tuple(notes), table)


def _at(one: Passport, change: Change, lang: str) -> str:
    value = value_text(lang, one.indicator, change.figure)
    return text(lang, "passport.in_release", value=value, release=change.release, day=str(change.built_at)[:10])


def _change(one: Passport, change: Change, lang: str) -> tuple[str, ...]:
    figure = change.figure
    return (
        change.release,
        moment(change.built_at),
        value_text(lang, one.indicator, figure),
        fraction(figure),
        text(lang, "passport.n_of", n=amount(figure["reported"]), of=amount(figure["expected"])),
        _receipts(lang, change.accepted),
    )


def _receipts(lang: str, numbers: Sequence[str]) -> str:
    few = 6
    shown = text(lang, "passport.list_mark").join(numbers[:few])
    return shown if len(numbers) <= few else text(lang, "passport.and_more", names=shown, n=len(numbers) - few)
