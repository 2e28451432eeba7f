"""The kinds of rules that ask where a point lies: in its unit, where it was, and where another datum would put it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.intake.checks.conditions import Broken, names
from pipelines.intake.checks.seen import Seen, key_field, subject
from pipelines.intake.wording import words
from pipelines.programme.model import Area, Form

Params = Mapping[str, Any]
# Two sheets agree on a point to so many metres; surveyed twice, an entrance may move as far.
_SAME_POINT_M = 60.0
_WORDS = pl.List(pl.Struct({"zh": pl.String, "en": pl.String}))


def within_area(params: Params, seen: Seen) -> Iterator[Broken]:
    """The point lies in the area of the unit that sends it; nothing is said of a unit whose area is not known."""
    form, lon, lat = seen.forms[params["form"]], params["lon"], params["lat"]
    if not seen.touches([form.id]):
        return
    rows = _points(seen.sent[form.id], form, lon, lat)
    for unit in rows["unit_code"].unique(maintain_order=True):
        area = seen.places.area(unit)
        if area is None:
            continue
        inside = pl.col("lon").is_between(area.west, area.east) & pl.col("lat").is_between(area.south, area.north)
        outside = rows.filter(pl.col("unit_code") == unit, ~inside).drop("unit_code")
        yield Broken(form.id, lon, _with_homes(outside, seen), _edges(area) | {"unit": seen.units[unit]})


def _points(rows: pl.DataFrame, form: Form, lon: str, lat: str) -> pl.DataFrame:
    """The rows that have a point: `row`, `unit_code`, `key`, `lon`, `lat` as floating numbers."""
    both = (pl.col(name).cast(pl.Float64).alias(kind) for kind, name in (("lon", lon), ("lat", lat)))
    return rows.select("row", "unit_code", *both, key=key_field(form)).drop_nulls(["unit_code", "lon", "lat"])


def _with_homes(outside: pl.DataFrame, seen: Seen) -> pl.DataFrame:
    """The rows with the units in whose area each point does lie, as `elsewhere`."""
    nowhere = words("places.nowhere")
    homes = []
    for lon, lat in outside.select("lon", "lat").iter_rows():
        units = [seen.units[one.unit_code] for one in seen.places.areas if one.holds(lon, lat)]
        homes.append([{"zh": one.zh, "en": one.en} for one in units or [nowhere]])
    return outside.with_columns(pl.Series("elsewhere", homes, _WORDS))


def _edges(area: Area) -> dict[str, str]:
    sides = {"west": area.west, "east": area.east, "south": area.south, "north": area.north}
    return {name: f"{value:g}" for name, value in sides.items()}


def moved_between(params: Params, seen: Seen) -> Iterator[Broken]:
    """The point lies between so many and so many metres from the last accepted one of the same subject.

    A point that lies where another datum would have put the earlier one is left to `shifted_by_datum`.
    """
    moved = _moved(params, seen)
    if not moved.is_empty():
        far = pl.col("metres").is_between(params["low_m"], params["high_m"])
        found = moved.filter(far, pl.col("datum") == "").select("row", "key", pl.col("metres").round(0).cast(pl.Int64))
        yield Broken(params["form"], params["lon"], found)


def shifted_by_datum(params: Params, seen: Seen) -> Iterator[Broken]:
    """The point lies where GCJ-02 or BD-09 would put the last accepted one of the same subject.

    Not asked of points that the unit has declared to be in such a datum.
    """
    moved = _moved(params, seen)
    if not moved.is_empty():
        found = moved.filter(pl.col("datum") != "").select(
            "row", "key", "datum", pl.col("metres").round(0).cast(pl.Int64)
        )
        yield Broken(params["form"], params["lon"], found)


def _moved(params: Params, seen: Seen) -> pl.DataFrame:
    """The points that have an earlier one: `row`, `key`, `metres` from there, and the `datum` that explains them."""
    form, point = seen.forms[params["form"]], [params["lon"], params["lat"]]
    past = seen.past(form.id, [*subject(form), *point]).drop_nulls()
    if past.is_empty() or not seen.touches([form.id]):
        return pl.DataFrame()
    lasts = past.unique(subject(form), keep="last", maintain_order=True)
    kept = dict.fromkeys(["row", "unit_code", *subject(form), *point])
    sent = seen.sent[form.id].select(*kept).drop_nulls(point)
    pairs = sent.join(lasts, on=subject(form), suffix="_before", maintain_order="left")
    pairs = pairs.filter(pl.any_horizontal(pl.col(name) != pl.col(f"{name}_before") for name in point))
    if pairs.is_empty():
        return pairs
    from pipelines.places.datums import metres_between, written_in

    lon, lat = (_floats(pairs, f"{name}_before") for name in point)
    now_lon, now_lat = (_floats(pairs, name) for name in point)
    east, north = metres_between(lon, lat, now_lon, now_lat)
    return pairs.select(
        "row",
        key=key_field(form),
        metres=pl.Series((east**2 + north**2) ** 0.5),
        datum=pl.Series(written_in(lon, lat, now_lon, now_lat, _SAME_POINT_M), dtype=pl.String),
    ).filter(~_is_declared(seen, form, pairs) | (pl.col("datum") == ""))


def _is_declared(seen: Seen, form: Form, rows: pl.DataFrame) -> pl.Series:
    """Whether the unit of each row has declared another datum for this form and quarter."""
    told = {unit: seen.places.datum_of(unit, form.id, seen.period) for unit in rows["unit_code"].unique()}
    return pl.Series([told[unit] is not None for unit in rows["unit_code"]], dtype=pl.Boolean)


def _floats(rows: pl.DataFrame, name: str) -> list[float]:
    return rows[name].cast(pl.Float64).to_list()


def apart_by_datum(params: Params, seen: Seen) -> Iterator[Broken]:
    """The points of a sheet lie off those of the rows they refer to as GCJ-02 or BD-09 would put them, taken together.

    Each point is held against every row of `target` that the list `through` names, at least `at_least` of them (see
    `datums.common_shift` for `times`). Said once of the sheet: no single point shows it. Where both kinds of points
    are in one and the same datum, or only the other kind is, nothing is seen.
    """
    form = seen.forms[params["form"]]
    if not seen.touches([form.id]):
        return
    pairs = _pairs(params, seen, form)
    if len(pairs) < params["at_least"] or _is_declared(seen, form, pairs.head(1)).any():
        return
    from pipelines.places.datums import common_shift

    columns = [_floats(pairs, name) for name in ("to_lon", "to_lat", "lon", "lat")]
    shift = common_shift(columns[0], columns[1], columns[2], columns[3], params["times"])
    if shift:
        told = {"row": None, "count": len(pairs), "datum": shift[0], "metres": round(shift[1])}
        rows = pl.DataFrame([told], schema_overrides={"row": pl.Int64})
        yield Broken(form.id, params["lon"], rows, names(seen, form.id, params["lon"]))


def _pairs(params: Params, seen: Seen, form: Form) -> pl.DataFrame:
    """The points of a sheet, each with every point it refers to: `unit_code`, `lon`, `lat`, `to_lon`, `to_lat`."""
    target, key = params["target"].split(".")
    east, north = (params[name].split(".")[1] for name in ("target_lon", "target_lat"))
    known = seen.rows(target).select(
        on=pl.col(key), to_lon=pl.col(east).cast(pl.Float64), to_lat=pl.col(north).cast(pl.Float64)
    )
    links = seen.sent[form.id].select("row", on=pl.col(params["through"])).explode("on")
    points = _points(seen.sent[form.id], form, params["lon"], params["lat"])
    return points.join(links, on="row").join(known, on="on").drop_nulls(["to_lon", "to_lat"])
