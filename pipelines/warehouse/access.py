"""How far services are from every community, and how much of them there is: two tables of the release."""

from __future__ import annotations

from itertools import product

import duckdb
import polars as pl

from pipelines.access.barriers import Barriers
from pipelines.access.catchments import floating_catchment
from pipelines.access.decay import step
from pipelines.access.reach import nearest
from pipelines.access.straight import Walk, nearest_straight_line, straight_line
from pipelines.programme.access import Access, Offer
from pipelines.programme.model import Programme
from pipelines.warehouse.reference import insert


def access_tables(con: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """Fills `community_access` and `community_supply`, quarter by quarter; needs the tables of the forms.

    Both stay empty where the programme does not say how people walk.
    """
    access = programme.access
    if access is None:
        return
    places, points = (con.sql(sql.read_text(encoding="utf-8")).pl() for sql in (access.places, access.points))
    offered = dict(points.partition_by("period", as_dict=True, include_key=False))
    reached, supplied = list[pl.DataFrame](), list[pl.DataFrame]()
    for period, people in places.partition_by("period", as_dict=True, include_key=False).items():
        here = offered.get(period, points.clear().drop("period"))
        dated = pl.lit(period[0]).alias("period")
        reached.append(reach(access, people, here).with_columns(dated))
        supplied += [supply.with_columns(dated) for supply in supplies(access, people, here)]
    if not reached:  # nobody has reported a community yet
        return
    insert(con, "community_access", pl.concat(reached), "ORDER BY period, community_code")
    insert(con, "community_supply", pl.concat(supplied), "ORDER BY period, community_code, offer, minutes_limit")


def walk_of(access: Access) -> Walk:
    """How people walk, as the measures of access take it."""
    return Walk(detour=access.detour, metres_per_minute=access.metres / access.minutes)


def barriers_of(access: Access) -> Barriers:
    """What nobody walks across."""
    return Barriers(pl.DataFrame(access.barriers, schema={"area": pl.String, "other_area": pl.String}, orient="row"))


def reach(access: Access, places: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """One row per place, as in `community_access`: the nearest service point, the nearest that is full, who is near."""
    walk, barriers = walk_of(access), barriers_of(access)
    full = points.filter("is_full")
    columns = ("supply_id", "cost")
    near = nearest_straight_line(places, points, walk, barriers).rename({"supply_id": "nearest", "cost": "minutes"})
    whole = nearest_straight_line(places, full, walk, barriers).select(
        "demand_id", *(pl.col(name).alias(f"full_{name}") for name in columns)
    )
    counted = straight_line(places, full, walk, access.minutes, barriers)
    in_reach = nearest(counted).select("demand_id", is_within=pl.col("supply_id").is_not_null())
    told = (pl.col("status") != "unlocated") & pl.col("is_known")
    return (
        places.select("demand_id", "people", "is_known")
        .join(near, on="demand_id", maintain_order="left")
        .join(whole, on="demand_id", maintain_order="left")
        .join(in_reach, on="demand_id", maintain_order="left")
        .select(
            community_code="demand_id",
            people="people",
            status="status",
            nearest="nearest",
            minutes="minutes",
            nearest_full="full_supply_id",
            full_minutes="full_cost",
            is_within=pl.when(told).then("is_within"),
        )
    )


def supplies(access: Access, places: pl.DataFrame, points: pl.DataFrame) -> list[pl.DataFrame]:
    """One frame per offer and limit of the band, each with a row per place, as in `community_supply`."""
    costs = straight_line(places, points, walk_of(access), max(access.band), barriers_of(access))
    return [
        floating_catchment(costs, places, _offered(points, offer), step(_zones(access, limit))).select(
            community_code="demand_id",
            offer=pl.lit(offer.name),
            minutes_limit=pl.lit(limit),
            value=pl.when(places["is_known"]).then(pl.col("access") * offer.per),
        )
        for offer, limit in product(access.offers, access.band)
    ]


def _offered(points: pl.DataFrame, offer: Offer) -> pl.DataFrame:
    return points.select("supply_id", capacity=offer.name)


def _zones(access: Access, limit: float) -> dict[float, float]:
    """The walk in equal parts, each with its weight."""
    parts = len(access.weights)
    return {limit * (n + 1) / parts: weight for n, weight in enumerate(access.weights)}
