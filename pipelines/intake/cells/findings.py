"""What checks find, as frames of failing rows, and their wording as problems at their cells."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

import polars as pl

from pipelines.i18n import LANGUAGES, wording
from pipelines.intake.cells.kinds import CELL_ERRORS
from pipelines.intake.tables import RawTable
from pipelines.intake.wording import in_language, say
from pipelines.problems import Level, Problem
from pipelines.programme.model import Words

# A column filled down wrongly is one mistake, not two hundred thousand; the rows are held back all the same.
LISTED = 1_000
_REASON = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in some rows of one form.

    `rows` has the column `row` (null: the sheet as a whole) and, one line per finding, whatever else the message
    names; `slots` are the message's other words, the same for all rows. `message` is the contract's wording;
    without one the wording is `problem.<code>`. `field` is the column pointed to, `None` for the whole row.
    """

    code: str
    level: Level
    field: str | None
    rows: pl.DataFrame
    slots: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    message: Words | None = None


def held_rows(findings: Iterable[Finding]) -> pl.Series:
    """The rows that errors hold back, each once."""
    rows = [one.rows["row"] for one in findings if one.level == "error"]
    return pl.concat(rows).drop_nulls().unique() if rows else pl.Series("row", [], pl.Int64)


def worded(findings: Iterable[Finding], table: RawTable, key: Sequence[str] = ()) -> Iterator[Problem]:
    """One problem per finding and row, in the order of the findings; of a long series the rest is counted.

    `key` names the fields that say what a row is about. A remark in the row is the reason of its warnings.
    """
    series = [(finding, finding.rows.head(LISTED)) for finding in findings]
    texts = _told_about(table, [listed["row"] for _, listed in series])
    for finding, listed in series:
        yield from _worded(finding, listed, table, texts, key)
        if (left := len(finding.rows) - LISTED) > 0:
            yield say("more_of_the_same", finding.level, table.place(finding.field, None), count=left)


def _worded(
    finding: Finding, listed: pl.DataFrame, table: RawTable, texts: pl.DataFrame, key: Sequence[str]
) -> Iterator[Problem]:
    templates = {lang: _template(finding, lang) for lang in LANGUAGES}
    same = {lang: in_language(finding.slots, lang) for lang in LANGUAGES}
    spoken = {name for template in templates.values() for name in slots_of(template)}
    raw = _raw(texts, listed["row"], {*spoken, *key, finding.field, _REASON})
    for found in listed.iter_rows(named=True):
        # The row's own texts go in as the sender wrote them; what the check found out comes on top.
        own = raw.get(found["row"], {})
        value = own.get(finding.field) if finding.field else None
        known = {name: slot for name, slot in found.items() if slot is not None or name not in own}
        slots = {name: slot for name, slot in ({"value": value} | own | known).items() if name in spoken}
        zh, en = (templates[lang].format_map(in_language(slots, lang) | same[lang]) for lang in LANGUAGES)
        reason = _reason(own) if finding.level == "warning" else None
        about = "/".join((own.get(name) or "").strip() for name in key if own) or None
        place = table.place(finding.field, found["row"], value)
        yield Problem(finding.code, finding.level, zh, en, **place, reason=reason, key=about)


def _told_about(table: RawTable, rows: Sequence[pl.Series]) -> pl.DataFrame:
    """The few rows of a large table that any finding is about, picked once for all findings."""
    return table.frame.filter(pl.col("row").is_in(pl.concat(rows).unique().implode())) if rows else table.frame.clear()


def _template(finding: Finding, lang: str) -> str:
    return finding.message[lang] if finding.message else wording(lang)[f"problem.{finding.code}"]


def slots_of(template: str) -> Iterator[str]:
    """The slots that a wording fills."""
    return (name for _, name, _, _ in Formatter().parse(template) if name)


def _raw(texts: pl.DataFrame, rows: pl.Series, named: set[str | None]) -> dict[int, dict[str, Any]]:
    """The texts that messages name, by row."""
    wanted = texts.select("row", *(name for name in texts.columns if name in named and name != "row"))
    return {own["row"]: own for own in wanted.filter(pl.col("row").is_in(rows.implode())).iter_rows(named=True)}


def _reason(slots: Mapping[str, Any]) -> str | None:
    given = (slots.get(_REASON) or "").strip()
    return given if given and given not in CELL_ERRORS else None
