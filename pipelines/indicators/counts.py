"""Lists the slices that families count, and the columns they count them in: names from the definitions, no logic."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.programme.model import Family, Indicator
from pipelines.programme.reading import broken

WHOLE = "all"
UNKNOWN = "unknown"
_COMPARED = "ctype"
_PLACES = ("community_code", "town_code", "district_code", "side")
_SHAPE = {
    "slice": pl.Int16,
    "family": pl.String,
    "indicator": pl.String,
    "period_kind": pl.String,
    "split": pl.String,
    "part": pl.String,
    "column": pl.Int16,
    "scope": pl.Int16,
    "comparisons": pl.Boolean,
    "applicable": pl.Int16,
    "numerator": pl.Int16,
    "denominator": pl.Int16,
    "measured": pl.Int16,
}


@dataclass(frozen=True, slots=True)
class Slice:
    """One indicator counted over all rows, by a column, or for one part of a split."""

    indicator: Indicator
    split: str
    part: str | None
    column: str | None
    numerator: str
    denominator: str | None
    applicable: str | None
    scope: str | None


@dataclass(frozen=True, slots=True)
class _Cells:
    """Columns of a family's facts by their place in three lists: numbers, yes or no, and values of splits."""

    numbers: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


def counts_comparisons(split: str) -> bool:
    """Whether a split counts communities that are there for comparison only: by type, or in some types (`ctype_…`)."""
    return split.partition("_")[0] == _COMPARED


def slices(indicator: Indicator) -> Iterator[Slice]:
    """The whole first, then every split: one slice per column, one per part; none for a gap, which counts nothing."""
    if indicator.gap is not None or indicator.numerator is None:
        return
    names = (indicator.numerator, indicator.denominator, indicator.applicable)
    yield Slice(indicator, WHOLE, WHOLE, None, *names, indicator.scope)
    for split in indicator.splits:
        scope = split.scope or indicator.scope
        if split.column:
            counts = _counts(indicator, split.counts) if split.counts else names
            yield Slice(indicator, split.name, None, split.column, *counts, scope)
        for part, columns in split.parts.items():
            yield Slice(indicator, split.name, part, None, *_counts(indicator, columns), scope)


def _counts(indicator: Indicator, columns: Sequence[str]) -> tuple[str, str | None, str | None]:
    """Numerator, denominator (of a ratio) and applicable, in the order in which definitions list them."""
    numerator, *others = columns
    denominator = others.pop(0) if indicator.kind == "ratio" else None
    return numerator, denominator, others.pop() if others else None


def slices_of(families: Iterable[Family]) -> pl.DataFrame:
    """One row per slice of the families: names, and the places of its columns in the lists of `cells_sql`."""
    lines: list[tuple[object, ...]] = []
    for family in families:
        cells = _cells(family)
        lines += [(len(lines) + n, family.id, *_line(part, cells)) for n, part in enumerate(_slices(family), start=1)]
    return pl.DataFrame(lines, schema=_SHAPE, orient="row")


def _line(part: Slice, cells: _Cells) -> tuple[object, ...]:
    one = part.indicator
    counted, measured = (None, part.numerator) if one.kind == "median" else (part.numerator, None)
    numbers = (_place(name, cells.numbers) for name in (counted, part.denominator, measured))
    closed_by = "Q" if one.period == "E" else one.period  # what is counted by event is published by quarter
    names = (one.id, closed_by, part.split, part.part, _place(part.column, cells.values))
    return (
        *names,
        _place(part.scope, cells.flags),
        counts_comparisons(part.split),
        _place(part.applicable, cells.flags),
        *numbers,
    )


def cells_sql(family: Family, columns: Collection[str]) -> str:
    """A SELECT of the family's facts, whose columns are `columns`: what its slices name, in one list per type.

    Numbers are exact, so that money and shares of areas add up whatever the order.
    Raises `UserError` where a definition names a column that the facts do not have.
    """
    for position, one in enumerate(family.indicators):
        _check(family, position, one, columns)
    cells = _cells(family)
    places = ", ".join(place if place in columns else f"NULL AS {place}" for place in _PLACES)
    return f"""
SELECT '{family.id}' AS family, period, {places},
  {"COALESCE(comparison, FALSE)" if "comparison" in columns else "FALSE"} AS comparison,
  {_list(cells.numbers, "DECIMAL(18, 6)")} AS numbers,
  {_list(cells.flags, "BOOLEAN")} AS flags,
  {_list([or_unknown(name) for name in cells.values], "VARCHAR")} AS split_values
FROM {facts_table(family)}""".strip()


def or_unknown(name: str) -> str:
    """The value of a split in a column of the facts, in SQL; `unknown` where it is not reported."""
    return f"COALESCE(CAST({name} AS VARCHAR), '{UNKNOWN}')"


def _list(names: Sequence[str], kind: str) -> str:
    """A list of SQL; each is cast before it meets others, whose type it would take."""
    return f"CAST([{', '.join(f'CAST({name} AS {kind})' for name in names)}] AS {kind}[])"


def _cells(family: Family) -> _Cells:
    parts = list(_slices(family))
    return _Cells(
        _different(name for part in parts for name in (part.numerator, part.denominator)),
        _different(name for part in parts for name in (part.applicable, part.scope)),
        _different(part.column for part in parts),
    )


def _slices(family: Family) -> Iterator[Slice]:
    return (part for one in family.indicators for part in slices(one))


def _different(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _place(name: str | None, names: Sequence[str]) -> int | None:
    """Where it stands in a list of SQL, which counts from 1."""
    return names.index(name) + 1 if name else None


def facts_table(family: Family) -> str:
    """The table that holds the family's facts: `facts_f4`."""
    return f"facts_{family.id.lower()}"


def _check(family: Family, position: int, one: Indicator, columns: Collection[str]) -> None:
    named = {"scope": one.scope, "numerator": one.numerator, "denominator": one.denominator}
    named |= {"applicable": one.applicable}
    for n, split in enumerate(one.splits):
        named |= {f"split[{n}].column": split.column, f"split[{n}].scope": split.scope}
        named |= {f"split[{n}].counts[{at}]": name for at, name in enumerate(split.counts)}
        named |= {
            f"split[{n}].parts.{value}[{at}]": name
            for value, names in split.parts.items()
            for at, name in enumerate(names)
        }
    for key, name in named.items():
        if name is not None and name not in columns:
            file, found = family.sql.with_suffix(".toml"), ", ".join(columns)
            raise broken(file, f"indicator[{position}].{key}", name, "fact_column", columns=found)
