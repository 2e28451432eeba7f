"""Rows with cells that are not written as their fields want: each such text is read, recorded as read, or held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.i18n import LANGUAGES, wording
from pipelines.intake.cells import kinds, unit_names
from pipelines.intake.cells.amounts import column_factor
from pipelines.intake.cells.decipher import Ways, meaning
from pipelines.intake.cells.findings import Finding
from pipelines.intake.cells.narrow import SPACE, narrow
from pipelines.intake.cells.senses import COLUMN, PLAIN, SAME, Sense
from pipelines.problems import Level
from pipelines.programme.model import Field, Words

MISSING = "missing"
_SHEET = pl.DataFrame({"row": [None]}, schema={"row": pl.Int64})
_QUIET = (SAME, COLUMN)


def value_of(name: str) -> str:
    """The column that holds a field's value while its own name still holds the text."""
    return f"{name}="


def held(name: str) -> str:
    """The flag column that says whether the cell is held for a reason that was told."""
    return f"{name}#"


def _told(name: str) -> str:
    """The flag column that says whether the cell was deciphered: read in other words, or held."""
    return f"{name}!"


def _written(name: str) -> str:
    """The column that holds what the sender wrote."""
    return f"{name}<"


def parsed(texts: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """The texts with their values beside them."""
    # Lazily, because only then Polars computes a part that an expression names twice (a date, to be tested) once.
    values = (kinds.parsed(pl.col(one.name), one).alias(value_of(one.name)) for one in fields)
    return texts.lazy().with_columns(values).collect()


def is_long(one: Field) -> bool:
    """Whether the field takes sentences, in which 不适用 and 未统计 are words like others."""
    return kinds.is_free_text(one) and (one.max_length or 0) >= kinds.FREE_TEXT


def unread(one: Field) -> pl.Expr:
    """Whether a cell holds something that has no value."""
    return pl.col(value_of(one.name)).is_null() & pl.col(one.name).is_not_null()


def needs_a_look(one: Field, ways: Ways) -> pl.Expr:
    """Whether a cell cannot be taken at its word: without value, or with one that the sheet may mean otherwise."""
    text = pl.col(one.name)
    if one.name in ways.units or one.unit.zh == unit_names.PERCENT:
        return text.is_not_null()
    if kinds.is_free_text(one) and not is_long(one) and ways.missing:
        return unread(one) | text.is_in(list(ways.missing))
    if _open_to_names(one, ways):
        return unread(one) | _is_name(text, one, ways)
    return unread(one)


def _open_to_names(one: Field, ways: Ways) -> bool:
    """Whether any text passes for a code: then a name must be told apart from one."""
    return one.name in ways.names and not (one.pattern or one.choices)


def _is_name(text: pl.Expr, one: Field, ways: Ways) -> pl.Expr:
    if one.kind == "list":
        return text.str.contains(r"[^\x00-\x7F、，；]")
    return ~text.is_in(list(ways.names[one.name].codes))


def deciphered(rows: pl.DataFrame, fields: Sequence[Field], ways: Ways) -> tuple[pl.DataFrame, list[Finding]]:
    """The rows (texts with values) with these fields tidied and read; what was read otherwise, what cannot be read."""
    written = rows.select(pl.col(one.name).alias(_written(one.name)) for one in fields)
    texts = rows.with_columns(kinds.tidied(pl.col(one.name), one) for one in fields)
    rows = parsed(pl.concat([texts, written], how="horizontal"), fields)
    rows = _with_sentences(rows, fields)
    rows, findings = _with_reasons(rows, fields, ways)
    for one in sorted(fields, key=lambda field: field.name != ways.towns):
        rows, found = _with_meanings(rows, one, ways)
        findings += [*found, *_remarks(rows, one)]
    return rows.drop(name for one in fields for name in (_written(one.name), _told(one.name))), findings


def _with_sentences(rows: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """Free text is what it is, unless it stands for nothing."""
    words = [pl.col(one.name) for one in fields if is_long(one) and not one.may_be_na]
    return rows.with_columns(
        pl.when(~text.is_in(kinds.CELL_ERRORS)).then(text).alias(value_of(text.meta.output_name())) for text in words
    )


def _with_reasons(rows: pl.DataFrame, fields: Sequence[Field], ways: Ways) -> tuple[pl.DataFrame, list[Finding]]:
    """The cells that give a reason instead of a value made blank, with `missing` naming field and reason."""
    codes = {text: reason.code for text, reason in ways.missing.items()}
    findings: list[Finding] = []
    marks: list[pl.Expr] = []
    for one in fields if codes else ():
        says = pl.col(one.name).is_in(list(codes)) & (kinds.is_free_text(one) or unread(one))
        if is_long(one) or not (said := rows.filter(says)[one.name]).len():
            continue
        findings += _reasons(said, one, ways)
        mark = pl.concat_str(pl.lit(f"{one.name}="), pl.col(one.name).replace(codes))
        rows = rows.with_columns(
            pl.when(says).then(mark).alias(_told(one.name)),
            *(pl.when(~says).then(pl.col(name)).alias(name) for name in (one.name, value_of(one.name))),
        )
        marks.append(pl.col(_told(one.name)))
    reasons = pl.concat_list(marks).list.drop_nulls() if marks else pl.lit([], pl.List(pl.String))
    rows = rows.with_columns(reasons.alias(MISSING))
    return rows.drop(mark.meta.output_name() for mark in marks), findings


def _reasons(said: pl.Series, one: Field, ways: Ways) -> Iterator[Finding]:
    """One remark per field and reason, not one per cell."""
    counts: dict[str, int] = defaultdict(int)
    for text in said:
        counts[ways.missing[text].code] += 1
    names = {reason.code: reason.name for reason in ways.missing.values()}
    for code, count in counts.items():
        slots = {"title": one.title, "reason": names[code], "count": count}
        yield Finding("missing_with_reason", "info", one.name, _SHEET, slots)


def _with_meanings(rows: pl.DataFrame, one: Field, ways: Ways) -> tuple[pl.DataFrame, list[Finding]]:
    """The cells of a field that need a look, deciphered: each different text once."""
    known = pl.col(one.name).is_in([*kinds.CELL_ERRORS, *kinds.NOT_APPLICABLE])
    town = pl.col(ways.towns) if ways.towns and ways.towns != one.name else pl.lit(None, pl.String)
    wanted = rows.select("row", text=pl.col(one.name), town=town, look=needs_a_look(one, ways) & ~known)
    wanted = wanted.filter("look").drop("look")
    senses = {
        (text, town): meaning(text, town, one, ways)
        for text, town in wanted.select("text", "town").unique().iter_rows()
    }
    found = {pair: sense for pair, sense in senses.items() if sense}
    if not found:
        return rows.with_columns(pl.lit(False).alias(name) for name in (_told(one.name), held(one.name))), []
    cells = wanted.join(_table(found), on=["text", "town"], nulls_equal=True, maintain_order="left")
    cells = cells.filter(pl.col("why").is_not_null())
    rows = _replaced(rows, cells, one)
    # What turns out to be too large, or no day of our time, is told by the tests of cells.
    valid = rows.filter(pl.col(value_of(one.name)).is_not_null())["row"].implode()
    cells = cells.filter(pl.col("read").is_null() | pl.col("row").is_in(valid))
    return rows, [*_findings(cells, one, found), *_columns(cells, one, ways)]


def _table(found: Mapping[tuple[str, str | None], Sense]) -> pl.DataFrame:
    """The senses as a table to join, one line per text."""
    columns = {
        "text": [text for text, _ in found],
        "town": [town for _, town in found],
        "read": [sense.read for sense in found.values()],
        "why": [sense.why for sense in found.values()],
        "code": [sense.code for sense in found.values()],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _replaced(rows: pl.DataFrame, cells: pl.DataFrame, one: Field) -> pl.DataFrame:
    """The rows with what was read in place of what was written, and a flag at the cells that were deciphered."""
    reads = cells.select("row", pl.col("read").alias("_read"), pl.lit(True).alias(_told(one.name)))
    rows = rows.join(reads, on="row", how="left", maintain_order="left")
    text = pl.coalesce("_read", one.name)
    rows = rows.with_columns(text.alias(one.name), pl.col(_told(one.name)).fill_null(False)).drop("_read")
    value = pl.when(_told(one.name)).then(kinds.parsed(pl.col(one.name), one)).otherwise(pl.col(value_of(one.name)))
    back = cells.filter(pl.col("read").is_null())["row"]
    rows = rows.with_columns(pl.col("row").is_in(back.implode()).alias(held(one.name)))
    return rows.with_columns(pl.when(~pl.col(held(one.name))).then(value).alias(value_of(one.name)))


def _findings(cells: pl.DataFrame, one: Field, found: Mapping[tuple[str, str | None], Sense]) -> Iterator[Finding]:
    """One finding per way in which texts were read or held."""
    groups = cells.filter(~pl.col("why").is_in(_QUIET)).partition_by("why", maintain_order=True)
    for group in groups:
        why, code = group["why"][0], group["code"][0]
        names = next(list(sense.slots) for sense in found.values() if sense.why == why)
        rows = _with_slots(group, names, {pair: sense for pair, sense in found.items() if sense.why == why})
        level: Level = "error" if code else "info"
        message = template(f"unread.{why}" if code else f"read_as.{why}")
        kept = rows.select("row", "read", *names) if code is None else rows.select("row", *names)
        words = {"title": one.title, "wanted": one.unit, "scale": one.scale}
        yield Finding(code or "read_as", level, one.name, kept, words, message)


def _with_slots(
    group: pl.DataFrame, names: Sequence[str], found: Mapping[tuple[str, str | None], Sense]
) -> pl.DataFrame:
    """The cells with what their message names beside the value."""
    if not names:
        return group
    slots = [(*pair, *sense.slots.values()) for pair, sense in found.items()]
    extra = pl.DataFrame(slots, schema=["text", "town", *names], orient="row", infer_schema_length=None)
    extra = extra.with_columns(pl.col("text", "town").cast(pl.String))
    return group.join(extra, on=["text", "town"], nulls_equal=True, maintain_order="left")


def _columns(cells: pl.DataFrame, one: Field, ways: Ways) -> Iterator[Finding]:
    """What is to be said of a column as a whole: the unit that it declares."""
    unit = ways.units.get(one.name)
    size = column_factor(unit, one.unit) if unit else None
    if unit and size and not cells.filter(pl.col("why").is_in([COLUMN, "converted_rounded"])).is_empty():
        slots = {"title": one.title, "unit": unit, "wanted": one.unit, "size": size}
        yield Finding("read_as", "info", one.name, _SHEET, slots, template("read_as.column"))


def _remarks(rows: pl.DataFrame, one: Field) -> Iterator[Finding]:
    """What tidying changed: blanks around a text, or the way it is written; the template's own words are no change."""
    text, written = pl.col(one.name), pl.col(_written(one.name))
    changed = rows.filter((text != written) & pl.col(value_of(one.name)).is_not_null() & ~pl.col(_told(one.name)))
    if changed.is_empty():
        return
    bare = written.str.strip_chars(SPACE)
    own = narrow(bare).is_in(list(kinds.labels(one)))
    spaces = (bare == text) | own
    value = pl.col(value_of(one.name)).cast(pl.String) if one.kind == "date" else text
    for why, which in (("spaces", spaces & (bare != written)), (PLAIN, ~spaces)):
        if len(found := changed.filter(which).select("row", value.alias("read"))):
            yield Finding("read_as", "info", one.name, found, {"title": one.title}, template(f"read_as.{why}"))


def template(key: str) -> Words:
    """A wording with its slots still open."""
    words: dict[str, Any] = {lang: wording(lang)[key] for lang in LANGUAGES}
    return Words(words["zh"], words["en"])
