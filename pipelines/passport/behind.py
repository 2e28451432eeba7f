"""The part of the passport that speaks of what lies behind: columns, rows, cells, files, steps, revisions, SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.i18n import text
from pipelines.passport.model import Change, Passport, Row, Section, Source
from pipelines.passport.values import amount, cell, fraction, had, listed, moment, value_text

_SHOWN = 60  # rows of a table in words; JSON has them all


def behind(one: Passport, lang: str) -> Iterator[Section]:
    """The sections; empty ones too."""
    yield _columns(one, lang)
    yield _facts(one, lang)
    for source in one.sources:
        yield _source(one, source, lang)
    yield files(one.receipts, lang)
    yield _corrections(one, lang)
    yield _problems(one, lang)
    yield _revisions(one, lang)
    yield Section("sql", text(lang, "passport.title_sql"), verbatim=one.family["sql"] if one.columns else "")


def field_name(one: Passport, code: str, lang: str) -> str:
    """A field with its title: T04 核定岗位数."""
    titles = one.titles.get(code)
    form, _, name = code.partition(".")
    return f"{form} {titles[f'title_{lang}']}" if titles else f"{form} {name}"


def _heads(lang: str, *keys: str) -> tuple[str, ...]:
    return tuple(text(lang, f"passport.head_{key}") for key in keys)


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
    table = (_heads(lang, "role", "column", "made_of", "decides"), *rows) if rows else ()
    notes = []
    if one.untraced:
        fields = listed(lang, [field_name(one, each, lang) for each in one.untraced])
        notes.append(text(lang, "passport.untraced", fields=fields))
    return Section("columns", text(lang, "passport.title_columns"), notes=tuple(notes), table=table)


def _facts(one: Passport, lang: str) -> Section:
    rows = one.facts.rows[:_SHOWN]
    if not rows:
        return Section("facts", "")
    names = list(rows[0])
    body = [tuple(_fact(lang, name, row[name]) for name in names) for row in rows]
    table = (tuple(text(lang, "passport.head_counted_as") if name == "counted_as" else name for name in names), *body)
    notes = (_of(lang, len(rows), one.facts.total),)
    return Section("facts", text(lang, "passport.title_facts"), notes=notes, table=table)


def _fact(lang: str, name: str, value: object) -> str:
    return text(lang, f"passport.counted_{value}") if name == "counted_as" else cell(lang, value)


def _of(lang: str, shown: int, total: int) -> str:
    key = "passport.rows_all" if shown == total else "passport.rows_first"
    return text(lang, key, shown=amount(shown), total=amount(total))


def _source(one: Passport, source: Source, lang: str) -> Section:
    rows = source.found.rows[:_SHOWN]
    head = _heads(lang, "place", "key") + tuple(
        field_name(one, f"{source.form}.{name}", lang) for name in source.fields
    )
    first = source.first or one.release.get("first_period", "")
    how = "exact" if source.is_exact else "coarse"
    notes = (
        text(lang, f"passport.trace_{how}", form=source.form, first=first, last=source.last),
        _of(lang, len(rows), source.found.total),
    )
    table = (head, *(_form_row(row, lang) for row in rows)) if rows else ()
    title = text(lang, "passport.title_source", form=source.form)
    return Section(f"source-{source.form}", title, notes=notes, table=table)


def _form_row(row: Row, lang: str) -> tuple[str, ...]:
    place = text(lang, "passport.place", receipt=row["receipt"], sheet=row["sheet"], row=row["row"])
    key = " ".join([row["unit_code"], row["period"], *map(str, row["key"].values())])
    return (place, key, *(_form_cell(each, lang) for each in row["cells"]))


def _form_cell(one: Row, lang: str) -> str:
    said = cell(lang, one["value"])
    if one.get("not_applicable"):
        said = text(lang, "passport.value_not_applicable")
    elif "reason" in one:
        key = f"passport.reason_{one['reason']}"
        said = text(lang, key) if had(key) else text(lang, "passport.reason_other", reason=one["reason"])
    return f"{one['cell']}: {said}" if one["cell"] else said


def files(receipts: Sequence[Row], lang: str) -> Section:
    """The files behind, with who did what when."""
    rows = [
        (
            row["receipt"],
            row["file"] or "",
            row["sha256"] or "",
            *(moment(row[name]) for name in ("received_at", "signed_at", "accepted_at")),
            "; ".join(_step(step, lang) for step in row["steps"]),
        )
        for row in receipts
    ]
    heads = _heads(lang, "receipt", "file", "sha256", "received", "signed", "accepted", "steps")
    notes = (text(lang, "passport.utc"),) if rows else ()
    return Section("files", text(lang, "passport.title_files"), notes=notes, table=(heads, *rows) if rows else ())


def _step(step: Row, lang: str) -> str:
    parts = (text(lang, f"event.{step['event']}"), moment(step["at"]), step["by"] or "")
    said = " ".join(part for part in parts if part)
    return f"{said} ({step['reason']})" if step["reason"] else said


def _corrections(one: Passport, lang: str) -> Section:
    rows = [
        (
            field_name(one, f"{row['form']}.{row['field']}", lang),
            text(lang, "passport.place", receipt=row["receipt"], sheet=row["sheet"], row=row["row"]),
            row["old_value"] or text(lang, "passport.blank"),
            row["new_value"] or text(lang, "passport.blank"),
            row[f"reason_{lang}"],
            f"{row['reported_on']} {row['reported_by']}",
        )
        for row in one.corrections
    ]
    heads = _heads(lang, "field", "place", "said", "right", "why", "reported")
    notes = () if rows else (text(lang, "passport.no_corrections"),) if one.receipts else ()
    title = text(lang, "passport.title_corrections")
    return Section("corrections", title, notes=notes, table=(heads, *rows) if rows else ())


def _problems(one: Passport, lang: str) -> Section:
    rows = [
        (
            text(lang, f"passport.level_{row['level']}"),
            text(lang, "passport.place", receipt=row["receipt"], sheet=row["sheet"], row=row["row"]),
            row["cell"] or "",
            row[f"message_{lang}"],
            row["reason"] or "",
        )
        for row in one.problems[:_SHOWN]
    ]
    notes = (_of(lang, len(rows), len(one.problems)),) if rows else ()
    heads = _heads(lang, "level", "place", "cell", "message", "explained")
    title = text(lang, "passport.title_problems")
    return Section("problems", title, notes=notes, table=(heads, *rows) if rows else ())


def _revisions(one: Passport, lang: str) -> Section:
    record = one.revisions
    heads = _heads(lang, "release", "built", "value", "fraction", "reported_of", "accepted_between")
    rows = [_change(one, change, lang) for change in record.changes]
    said = [("first", record.first), ("final", record.final), ("latest", record.latest)]
    facts = [(text(lang, f"passport.revision_{key}"), _at(one, each, lang)) for key, each in said if each]
    notes = []
    if not one.is_suppressed and record.final is None:
        key = "not_final" if record.freeze_on else "no_freeze"
        notes.append(text(lang, f"passport.{key}", day=str(record.freeze_on)))
    if record.unreadable:
        notes.append(text(lang, "passport.unreadable", names=listed(lang, record.unreadable)))
    table = (heads, *rows) if rows else ()
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
