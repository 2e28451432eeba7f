"""Puts the counts of all indicators of a family into one long form: names from the definitions, no logic."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipelines.programme.model import Family, Indicator
from pipelines.programme.reading import broken

WHOLE = "all"
UNKNOWN = "unknown"
_COMPARED = "ctype"
# period of the indicator: the label of its periods, and the quarters that close them
_PERIODS = {
    "Q": ("period", "TRUE"),
    "E": ("period", "TRUE"),
    "H": ("its_half", "its_quarter IN (2, 4)"),
    "A": ("its_year", "its_quarter = 4"),
}
_PLACES = ("community_code", "town_code", "district_code", "side")


@dataclass(frozen=True, slots=True)
class Slice:
    """One indicator counted over all rows, by a column, or by one part of a split."""

    indicator: Indicator
    split: str
    value: str
    numerator: str | None
    denominator: str | None
    applicable: str | None
    scope: str | None


def slices(indicator: Indicator) -> Iterator[Slice]:
    """The whole first, then every split: one slice per column, one per part; none for a gap, which counts nothing."""
    if indicator.gap is not None:
        return
    names = (indicator.numerator, indicator.denominator, indicator.applicable)
    yield Slice(indicator, WHOLE, f"'{WHOLE}'", *names, indicator.scope)
    for split in indicator.splits:
        scope = split.scope or indicator.scope
        if split.column:
            value = f"COALESCE(CAST({split.column} AS VARCHAR), '{UNKNOWN}')"
            counts = _counts(indicator, split.counts) if split.counts else names
            yield Slice(indicator, split.name, value, *counts, scope)
        for part, columns in split.parts.items():
            literal = part.replace("'", "''")
            yield Slice(indicator, split.name, f"'{literal}'", *_counts(indicator, columns), scope)


def _counts(indicator: Indicator, columns: Sequence[str]) -> tuple[str, str | None, str | None]:
    """Numerator, denominator (of a ratio) and applicable, in the order in which definitions list them."""
    numerator, *others = columns
    denominator = others.pop(0) if indicator.kind == "ratio" else None
    return numerator, denominator, others.pop() if others else None


def slices_sql(family: Family, columns: Collection[str], first: int) -> str:
    """A SELECT of one row per slice and row of the family's facts, whose columns are `columns`, numbered from `first`.

    It reads `dated_<facts>`: the facts with the half-year, year and quarter of their period. Numbers are exact, so
    that money and shares of areas add up whatever the order.
    Raises `UserError` where a definition names a column that the facts do not have.
    """
    for position, one in enumerate(family.indicators):
        _check(family, position, one, columns)
    numbered = enumerate(slices_of(family), start=first)
    return "\nUNION ALL\n".join(_select(number, part, family, columns) for number, part in numbered)


def slices_of(family: Family) -> list[Slice]:
    """Every slice of a family's indicators, in order."""
    return [part for one in family.indicators for part in slices(one)]


def dated_sql(family: Family) -> str:
    """The facts with the periods that their quarter may close, as a named query."""
    table = facts_table(family)
    return f"""dated_{table} AS (
  SELECT f.*, p.half AS its_half, CAST(p.year AS VARCHAR) AS its_year, p.quarter AS its_quarter
  FROM {table} AS f
  JOIN periods AS p ON p.period = f.period
)"""


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


def _select(number: int, part: Slice, family: Family, columns: Collection[str]) -> str:
    one = part.indicator
    label, closing = _PERIODS[one.period]
    counted, measured = (None, part.numerator) if one.kind == "median" else (part.numerator, None)
    known = [f"{name} IS NOT NULL" for name in (part.applicable, part.numerator, part.denominator) if name]
    places = ", ".join(place if place in columns else f"NULL AS {place}" for place in _PLACES)
    return f"""
SELECT CAST({number} AS SMALLINT) AS slice, {part.value} AS split_value, {label} AS period, {places},
  {_exact(counted)} AS numerator, {_exact(part.denominator)} AS denominator, {_exact(measured)} AS measured,
  {f"COALESCE({part.applicable}, TRUE)" if part.applicable else "TRUE"} AS applies, {" AND ".join(known)} AS known
FROM dated_{facts_table(family)}
WHERE {" AND ".join([closing, *_rows(part, columns)])}""".strip()


def _exact(column: str | None) -> str:
    return f"CAST({column or 'NULL'} AS DECIMAL(18, 6))"


def _rows(part: Slice, columns: Collection[str]) -> Iterator[str]:
    """Which rows of the facts the slice counts: voluntary comparison rows only where types are compared."""
    if part.scope:
        yield part.scope
    if "comparison" in columns and part.split != _COMPARED:
        yield "NOT COALESCE(comparison, FALSE)"
