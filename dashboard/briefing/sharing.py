"""How evenly what service points offer is shared: who is beyond reach, the Lorenz curve, Gini and Theil with parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.briefing.codes import walk_code
from dashboard.words import known, percent, t
from pipelines.inequality import spread
from pipelines.inequality.curves import Curve, concentration_curve, lorenz
from pipelines.inequality.parts import Parts, theil_t_parts
from pipelines.inequality.population import Measured

GROUPINGS = ("district_code", "side", "ctype")


@dataclass(frozen=True, slots=True)
class Shared:
    """One offer among the located communities of a quarter.

    `without` are the residents that have nothing of it in reach, `people` all of whom it can be said.
    """

    period: str
    rows: pl.DataFrame
    gini: Measured
    people: float
    without: float

    def parts(self) -> Mapping[str, Parts]:
        """Theil's T by each grouping that parts the communities."""
        return {
            name: theil_t_parts(self.rows["value"], self.rows["people"], self.rows[name])
            for name in GROUPINGS
            if self.rows[name].n_unique() > 1
        }


def shared(rows: pl.DataFrame, period: str) -> Shared:
    """Measures of the rows of one offer and limit; `value` null: not located."""
    values, people = rows["value"], rows["people"]
    known = rows.drop_nulls(["value", "people"])
    return Shared(
        period,
        rows,
        spread.gini(values, people),
        float(known["people"].sum()),
        float(known.filter(value=0)["people"].sum()),
    )


def curve_frame(lang: str, found: Sequence[Shared], names: Sequence[str], unit: str) -> pl.DataFrame:
    """The Lorenz curves of a unit as `share_curves` takes them, each named with its Gini."""
    said = [
        t(lang, "sharing.curve", name=name, gini=gini_text(lang, one)) for one, name in zip(found, names, strict=True)
    ]
    curves = [lorenz(one.rows["value"], one.rows["people"]) for one in found]
    return _frame(curves, said, [walk_code(unit, one.period) for one in found])


def ranked_frame(found: Sequence[Shared], names: Sequence[str], unit: str) -> pl.DataFrame:
    """The concentration curves, residents from the lowest to the highest standing; empty where nobody's is known."""
    curves = [concentration_curve(one.rows["value"], one.rows["people"], one.rows["standing"]) for one in found]
    return _frame(curves, names, [walk_code(unit, one.period) for one in found])


def _frame(curves: Sequence[Curve], names: Sequence[str], codes: Sequence[str]) -> pl.DataFrame:
    columns = [
        (pl.col(f"{share}_share") * 100).alias(name) for share, name in (("people", "people"), ("value", "amount"))
    ]
    return pl.concat(
        one.points.select(pl.lit(name).alias("curve"), *columns, pl.lit(code).alias("code"))
        for one, name, code in zip(curves, names, codes, strict=True)
    )


def gini_text(lang: str, one: Shared) -> str:
    """The Gini with two decimals, or that there is none."""
    return known(lang, one.gini.value, 2)


def parts_text(lang: str, one: Shared) -> str:
    """How much of the inequality lies between districts, sides, types."""
    said = [
        t(lang, f"sharing.between_{name}", share=percent(lang, parts.between_share.value))
        for name, parts in one.parts().items()
        if parts.between_share.value is not None
    ]
    return t(lang, "frame.semicolon").join(said)
