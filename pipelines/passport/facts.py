"""The rows of the facts that entered a figure, each with what it counted as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.indicators.counts import counts_comparisons, or_unknown
from pipelines.passport.model import WHOLE, Code, Row
from pipelines.warehouse.release import Release

KEY_TYPES = ("VARCHAR", "DATE")
ROLES = ("numerator", "denominator", "applicable", "scope")
STATE = "counted_as"
_PLACES = {"community": "community_code", "town": "town_code", "district": "district_code", "side": "side"}
_QUARTERS = {"H1": "Q2", "H2": "Q4", "": "Q4"}
_COLUMNS = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $table"
_COUNTED = """
SELECT c.*, i.people
FROM counted_columns AS c
JOIN indicators AS i ON i.id = c.indicator
WHERE c.indicator = $indicator AND c.split = $split AND COALESCE(c.split_value, $value) = $value
"""
_CAME = """
SELECT unit_code FROM indicator_values
WHERE level = 'community' AND reported > 0 AND indicator = $indicator AND period = $period
  AND split = $split AND split_value = $value
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """How a figure is counted: the facts' table and columns, the counting columns by role, the rows it is about."""

    table: str
    types: Mapping[str, str]
    named: Row
    code: Code
    level: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that say what a row of the facts is about."""
        return tuple(name for name, kind in self.types.items() if kind in KEY_TYPES)

    @property
    def roles(self) -> dict[str, str]:
        """The counting columns: role → name."""
        return {role: self.named[role] for role in ROLES if self.named[role]}

    @property
    def sql(self) -> str:
        """Its rows of the facts: keys, counting columns, and what each row counts as; sorted."""
        names = list(dict.fromkeys([*self.keys, *self.roles.values()]))
        shown = ", ".join(f'"{name}"' for name in names)
        return f"SELECT {shown}, {self._state()} AS {STATE}\nFROM {self.table}\nWHERE {self._rows()}"

    @property
    def asked(self) -> dict[str, str]:
        """The parameters of `sql`."""
        column = self.named["split_column"] is not None
        asked = {"quarter": closing(self.code.period)} | ({"value": self.code.value} if column else {})
        return asked | ({"unit": self.code.unit} if self.level in _PLACES else {})

    def _rows(self) -> str:
        place, split = _PLACES.get(self.level), self.named["split_column"]
        parts = ["period = $quarter"]
        parts += [f"{place} = $unit"] if place else []
        parts += [str(self.named["scope"])] if self.named["scope"] else []
        if "comparison" in self.types and not counts_comparisons(self.code.split):
            parts.append("NOT COALESCE(comparison, FALSE)")
        parts += [f"{or_unknown(split)} = $value"] if split else []
        return " AND ".join(parts)

    def _state(self) -> str:
        needed = [name for role, name in self.roles.items() if role != "scope"]
        known = " AND ".join(f"{name} IS NOT NULL" for name in needed)
        applies = f"COALESCE({self.named['applicable']}, TRUE)" if self.named["applicable"] else "TRUE"
        return f"CASE WHEN NOT {applies} THEN 'not_applicable' WHEN {known} THEN 'reported' ELSE 'missing' END"


def counted(release: Release, family: str, code: Code, level: str) -> Counted | None:
    """How the figure is counted in this release; `None` for one that compares other figures and counts nothing."""
    table = f"facts_{family.lower()}"
    types = dict(release.sql(_COLUMNS, table=table).rows())
    asked = {"indicator": code.indicator, "split": code.split, "value": code.value}
    named = release.sql(_COUNTED, **asked).to_dicts()
    return Counted(table, types, named[0], code, level) if named else None


def rows_of(release: Release, one: Counted) -> pl.DataFrame:
    """The rows of the facts behind the figure, in the order of their keys.

    A row whose counts the release hides, since they are of one or two persons, is `hidden` and not missing.
    """
    frame = release.sql(f"{one.sql}\nORDER BY ALL", **one.asked)
    asked = {"indicator": one.code.indicator, "split": one.code.split, "value": one.code.value}
    if one.named["people"] and "community_code" in frame.columns:
        came = release.sql(_CAME, period=one.code.period, **asked)["unit_code"].to_list()
        is_hidden = (pl.col(STATE) == "missing") & pl.col("community_code").is_in(came)
        frame = frame.with_columns(pl.when(is_hidden).then(pl.lit("hidden")).otherwise(pl.col(STATE)).alias(STATE))
    return frame


def closing(period: str) -> str:
    """The quarter that closes a period: 2011H1 and 2011Q2 close with 2011Q2, 2011 with 2011Q4."""
    return period[:4] + _QUARTERS.get(period[4:], period[4:])


def told(frame: pl.DataFrame, most: int | None) -> tuple[Row, ...]:
    """The first rows, without the keys that are null in all of them."""
    names: Sequence[str] = [name for name in frame.columns if frame[name].null_count() < frame.height or name == WHOLE]
    return tuple((frame if most is None else frame.head(most)).select(names).to_dicts())
