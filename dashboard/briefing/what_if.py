"""What one more service point, longer hours or more staff would do: who comes within reach, who gains how much."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.briefing.model import Row
from pipelines.access.catchments import floating_catchment
from pipelines.access.reach import nearest
from pipelines.access.sites import next_sites
from pipelines.access.terms import Terms, terms

ADVISED = 5  # sites named, one after the other


def terms_of(walk: Row, barriers: pl.DataFrame, times: pl.DataFrame) -> Terms:
    """The terms of the rows of `queries.reach.WALK`, `BARRIERS` and `TIMES`."""
    return terms(walk["minutes"], walk["metres"], walk["detour"], walk["weights"], barriers.rows(), times.rows())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a change does: `newly` are the residents that come within reach, `served` all in reach of the point.

    `settled`: those of whom nobody can say whether they have a full-service point within the walk, and then have one.

    `rows`: one per community in its reach, those that come within reach first, the most people first: `demand_id`,
    `people`, `minutes` to the point, `comes_within` (it had no full-service point within the walk, and has one now),
    `gain` (of what is added, per resident, shared by all in reach).
    """

    rows: pl.DataFrame
    newly: float
    settled: float
    served: float


def answer(on: Terms, places: pl.DataFrame, point: Row, added: float) -> Answer:
    """What `added` capacity does at `point` (`supply_id`, `area`, `lon`, `lat`), a full-service point from now on.

    `places` as `queries.reach.PLACES`. What is added is shared by the floating catchment (E2SFCA); what was there
    before takes nothing away from it, so that the gain does not hang on what is unknown of other points.
    """
    supply = pl.DataFrame([{**point, "capacity": added}], infer_schema_length=None)
    costs = on.costs(places, supply)
    shared = floating_catchment(costs, places, supply, on.decay())
    near = nearest(costs)
    rows = (
        places.join(near.select("demand_id", minutes="cost"), on="demand_id", maintain_order="left")
        .join(shared.select("demand_id", gain="access"), on="demand_id", maintain_order="left")
        .filter(pl.col("minutes").is_not_null())
        .with_columns(comes_within=pl.col("reached") == "beyond")
        .sort("comes_within", "people", descending=True, nulls_last=True, maintain_order=True)
    )
    people = pl.col("people").fill_null(0)
    newly, settled = (people.filter(which).sum() for which in ("comes_within", pl.col("reached") == "missing"))
    sums = rows.select(newly=newly, settled=settled, served=people.sum()).row(0, named=True)
    return Answer(rows, **{name: float(count) for name, count in sums.items()})


def by_type(found: Answer) -> list[tuple[str, float]]:
    """Who is in reach of the point: each type of community with its residents, the most first."""
    people = pl.col("people").fill_null(0).sum()
    return found.rows.group_by("ctype").agg(people).sort("people", "ctype", descending=[True, False]).rows()


def covered(places: pl.DataFrame, found: Answer) -> tuple[float, float] | None:
    """The share of the chosen unit's residents within the walk of a full point, before the change and after it.

    Of those residents of whom it can be said; `None` where it can be said of none.
    """
    people = pl.col("people").fill_null(0)
    known = places.filter(pl.col("is_here") & pl.col("is_within").is_not_null())
    of, within = known.select(people.sum(), within=people.filter("is_within").sum()).row(0)
    newly = found.rows.filter(pl.col("is_here") & pl.col("comes_within")).select(people.sum()).item()
    return (within / of, (within + newly) / of) if of else None


def advised(on: Terms, places: pl.DataFrame, full: pl.DataFrame, most: int = ADVISED) -> pl.DataFrame:
    """Where a full-service point would bring the most residents within the walk, one after the other.

    Candidates are the places in the chosen unit (`is_here`), of equals one that is beyond reach itself; people are
    those of the unit of whom it can be said. `full` are the full-service points as they are. Columns as `next_sites`
    gives them, and the community's name and type.
    """
    known = places.filter("is_here").with_columns(
        people=pl.when(pl.col("is_within").is_not_null()).then("people").otherwise(0.0)
    )
    beyond_first = known.sort(pl.col("reached") == "beyond", descending=True, maintain_order=True)
    candidates = beyond_first.drop_nulls(["lon", "lat"]).select("area", "lon", "lat", supply_id="demand_id")
    near = nearest(on.costs(known, full))
    found = next_sites(on.costs(known, candidates), known, near, most, on.limit)
    names = places.select("name", "ctype", supply_id="demand_id")
    return found.join(names, on="supply_id", how="left", maintain_order="left")
