"""Keeps cells of one or two persons out of a release: in the figures, in the form rows behind them, in the facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import duckdb

from pipelines.indicators.compute import facts_of
from pipelines.programme.model import Field, Form, Indicator, Programme
from pipelines.warehouse.tables import copies_of

_HIDDEN = Path(__file__).with_name("small_cells.sql")
_BLANK = ("numerator", "denominator", "value", "lower", "upper", "bound_low", "bound_high")


def hide_small_cells(con: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """Blanks what would show one or two persons below district level; those figures get the status `suppressed`.

    Enough neighbours are hidden with them that no subtraction from a published sum gives them back. Districts, sides
    and the city keep their figures. Form rows lose the same counts (`missing` says `<field>=suppressed`) and facts
    are counted anew from them, so that the release holds the hidden numbers nowhere. Doing it again changes nothing.
    """
    con.execute("CREATE TEMP TABLE hidden (indicator VARCHAR, period VARCHAR, split VARCHAR, unit_code VARCHAR)")
    for level, whole in product(("town", "community"), (True, False)):
        con.execute("INSERT INTO hidden " + _HIDDEN.read_text(encoding="utf-8"), {"level": level, "whole": whole})
    con.execute(_blank_figures())
    for family in programme.families:
        shy = [one for one in family.indicators if one.people]
        for one, form in product(shy, programme.forms):
            _blank_rows(con, one, form)
        if shy:
            facts_of(con, family)
    con.execute("DROP TABLE hidden")


def _blank_figures() -> str:
    blank = ", ".join(f"{name} = NULL" for name in _BLANK)
    return f"""
    UPDATE indicator_values AS v SET {blank}, status = 'suppressed'
    FROM hidden AS h
    WHERE h.indicator = v.indicator AND h.period = v.period AND h.split = v.split AND h.unit_code = v.unit_code
      AND (v.status = 'suppressed' OR v.numerator IS NOT NULL)
    """


def _blank_rows(con: duckdb.DuckDBPyConnection, one: Indicator, form: Form) -> None:
    """Blanks the counts of persons that the indicator needs, all together, in rows where one of them would show."""
    fields = list(_of_people(one, form))
    if not fields:
        return
    blank = ", ".join(f'"{field.name}" = NULL' for field in fields)
    told = ", ".join(f"'{field.name}=suppressed'" for field in fields)
    small = " OR ".join(f'f."{field.name}" IN (1, 2)' for field in fields)
    known = " OR ".join(f'f."{field.name}" IS NOT NULL' for field in fields)
    for table in copies_of(form):
        con.execute(f"""
        UPDATE {table} AS f SET {blank}, missing = LIST_CONCAT(COALESCE(f.missing, []), [{told}])
        FROM periods AS p
        WHERE p.period = f.period AND ({known}) AND ({small} OR EXISTS (
          SELECT 1 FROM hidden AS h
          WHERE h.indicator = '{one.id}' AND h.unit_code = f.community_code
            AND h.period IN (p.period, p.half, CAST(p.year AS VARCHAR))
        ))
        """)


def _of_people(one: Indicator, form: Form) -> Iterator[Field]:
    return (field for field in form.fields if field.people and f"{form.id}.{field.name}" in one.needs)
