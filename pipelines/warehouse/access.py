"""How far services are from every community, and how much of them there is: two tables of the release."""

from __future__ import annotations

from itertools import product

import duckdb
import polars as pl

from pipelines.access.catchments import floating_catchment
from pipelines.access.terms import Terms, terms
from pipelines.programme.access import Access, Offer
from pipelines.programme.model import Programme
from pipelines.warehouse.reference import insert

# SQL: what is known of the walk of a row `a` of `community_access`. within, beyond: as `is_within` says. near: its own
# centre is not on record, but another full-service point is within the walk. missing: nobody can say.
REACHED = """
CASE
  WHEN a.is_within THEN 'within'
  WHEN NOT a.is_within THEN 'beyond'
  WHEN a.full_minutes <= (SELECT minutes FROM walks) THEN 'near'
  ELSE 'missing'
END
""".strip()


def access_tables(con: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """Fills `community_access` and `community_supply`, quarter by quarter; needs the tables of the forms.

    Both stay empty where the programme does not say how people walk.
    """
    access = programme.access
    if access is None:
        return
    places, points = (con.sql(sql.read_text(encoding="utf-8")).pl() for sql in (access.places, access.points))
    if access.ranking is None:
        places = places.with_columns(standing=pl.lit(None, pl.Float64))
    on = terms_of(access)
    offered = dict(points.partition_by("period", as_dict=True, include_key=False))
    reached, supplied = list[pl.DataFrame](), list[pl.DataFrame]()
    for period, people in places.partition_by("period", as_dict=True, include_key=False).items():
        here = offered.get(period, points.clear().drop("period"))
        dated = pl.lit(period[0]).alias("period")
        reached.append(reach(on, people, here).with_columns(dated))
        supplied += [supply.with_columns(dated) for supply in supplies(access, on, people, here)]
    if not reached:  # nobody has reported a community yet
        return
    insert(con, "community_access", pl.concat(reached), "ORDER BY period, community_code")
    insert(con, "community_supply", pl.concat(supplied), "ORDER BY period, community_code, offer, minutes_limit")


def reach(on: Terms, places: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """One row per place, as in `community_access`: the nearest service point, the nearest that is full, who is near."""
    near, full = (on.nearest(places, offered) for offered in (points, points.filter("is_full")))
    told = (pl.col("status") != "unlocated") & pl.col("is_known")
    return (
        places.join(near.rename({"supply_id": "nearest", "cost": "minutes"}), on="demand_id", maintain_order="left")
        .join(
            full.select("demand_id", nearest_full="supply_id", full_minutes="cost"),
            on="demand_id",
            maintain_order="left",
        )
        .select(
            community_code="demand_id",
            people="people",
            status="status",
            nearest="nearest",
            minutes="minutes",
            nearest_full="nearest_full",
            full_minutes="full_minutes",
            is_within=pl.when(told).then((pl.col("full_minutes") <= on.limit).fill_null(False)),
            standing="standing",
        )
    )


def supplies(access: Access, on: Terms, places: pl.DataFrame, points: pl.DataFrame) -> list[pl.DataFrame]:
    """One frame per offer and limit of the band, each with a row per place, as in `community_supply`."""
    costs = on.costs(places, points, max(access.band))
    return [
        floating_catchment(costs, places, _offered(points, offer), on.decay(limit)).select(
            community_code="demand_id",
            offer=pl.lit(offer.name),
            minutes_limit=pl.lit(limit),
            value=pl.when(places["is_known"]).then(pl.col("access") * offer.per),
        )
        for offer, limit in product(access.offers, access.band)
    ]


def terms_of(access: Access) -> Terms:
    """On what terms people walk, as the measures take them."""
    barred = [(one.area, one.other_area) for one in access.barriers]
    times = [(one.community_code, one.centre, one.minutes) for one in access.times]
    return terms(access.minutes, access.metres, access.detour, access.weights, barred, times)


def _offered(points: pl.DataFrame, offer: Offer) -> pl.DataFrame:
    return points.select("supply_id", capacity=offer.name)
