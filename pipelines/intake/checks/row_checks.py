"""Checks of one form's rows by themselves: the contract's rules, the key, and whose and which quarter they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import polars as pl

from pipelines.intake.cells.findings import Finding, slots_of
from pipelines.intake.checks import rules
from pipelines.intake.checks.seen import key_field, subject
from pipelines.intake.wording import SHOWN, listing
from pipelines.programme.model import Form
from pipelines.programme.periods import quarter_end, quarter_start, valid_period

_GRACE = timedelta(days=31)  # counted in the weeks after the quarter, until it is reported
_NO_ROWS = pl.DataFrame(schema={"row": pl.Int64})


def row_findings(form: Form, rows: pl.DataFrame, unit: str, period: str) -> Iterator[Finding]:
    """What is wrong with rows by themselves, once their cells are read."""
    if rows.is_empty():
        return
    tests = [*_rules(form), *_places(form, unit, period), *_as_of(form, period)]
    masks = rows.select(mask.fill_null(False).alias(str(number)) for number, (mask, _) in enumerate(tests))
    broken = masks.select(pl.all().any()).row(0) if tests else ()
    for number, (_, finding) in enumerate(tests):
        if broken[number]:
            yield replace(finding, rows=rows.filter(masks[str(number)]).select("row", *_figures(form, finding)))
    if len(twice := _twice(form, rows)):
        yield _duplicates(form, twice)


def _rules(form: Form) -> Iterator[tuple[pl.Expr, Finding]]:
    """The contract's rules; each points at the first field it names."""
    for rule in form.rules:
        compiled = rules.KINDS[rule.kind](rule.params, form)
        name = f"{form.id}.{rule.name}"
        yield compiled.violation, Finding(name, rule.level, compiled.fields[0], _NO_ROWS, message=rule.message)


def _figures(form: Form, finding: Finding) -> Iterator[pl.Expr]:
    """The figures that the finding's message names, as they were read: 35000元 is 3.5 where 万元 are wanted."""
    words = (finding.message.zh, finding.message.en) if finding.message else ()
    named = {name for text in words for name in slots_of(text)}
    for one in form.fields:
        if one.name in named and one.kind in ("integer", "number"):
            figure = pl.col(one.name).cast(pl.String)
            yield figure.str.replace(r"\.?0+$", "") if one.scale else figure


def _places(form: Form, unit: str, period: str) -> Iterator[tuple[pl.Expr, Finding]]:
    """Rows that say another unit or quarter than the submission is for."""
    for name, wanted, code in (("unit_code", unit, "wrong_unit"), ("period", period, "wrong_period")):
        for one in form.fields:
            if one.name == name:
                slots = {"title": one.title, "wanted": wanted}
                yield pl.col(name) != wanted, Finding(code, "error", name, _NO_ROWS, slots)


def _as_of(form: Form, period: str) -> Iterator[tuple[pl.Expr, Finding]]:
    """Rows whose figures stand at a day that is not the quarter's, most often last quarter's left in place."""
    for one in form.fields:
        if one.name == "as_of" and valid_period(period):
            first, last = quarter_start(period), quarter_end(period)
            slots = {"title": one.title, "first": first.isoformat(), "last": last.isoformat()}
            outside = ~pl.col("as_of").is_between(first, last + _GRACE)
            yield outside, Finding("as_of_elsewhere", "warning", "as_of", _NO_ROWS, slots)


def _twice(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows (row, key) whose whole key occurs more than once."""
    # Few hashes occur twice; comparing the keys themselves would take 200 MB more for a million rows.
    hashes = rows.select(pl.struct(form.key).hash()).to_series()
    again = hashes.filter(~hashes.is_first_distinct())
    some = rows.select("row", *form.key).filter(hashes.is_in(again.implode())).drop_nulls(list(form.key))
    return some.filter(pl.struct(form.key).is_duplicated())


def _duplicates(form: Form, twice: pl.DataFrame) -> Finding:
    """All rows of a key that occurs more than once: which one is right is not ours to guess."""
    groups = twice.group_by(form.key, maintain_order=True).agg(rows=pl.col("row").head(SHOWN + 1))
    found = twice.join(groups, on=form.key, maintain_order="left").select("row", "rows")
    titles = listing(form.field(name).title for name in subject(form) if name != "unit_code")
    return Finding("duplicate_key", "error", key_field(form), found, {"key": titles})
