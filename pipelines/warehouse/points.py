"""The points of a release: turned into the datum that is kept, and one table of where everything lies."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import polars as pl

from pipelines.programme.model import Declared, Form, Point, Programme
from pipelines.warehouse.reference import fill
from pipelines.warehouse.tables import REGISTER_KEY, register, table_of

_NO_END = "9999Q4"


def in_kept_datum(programme: Programme, frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The accepted rows, points in a declared datum turned back; all else, and half a point, as it was sent."""
    turned = dict(frames)
    for declared in programme.places.declared:
        point, rows = programme.places.point(declared.form), turned.get(declared.form)
        if point is not None and rows is not None and not rows.is_empty():
            turned[declared.form] = _turned(rows, point, declared)
    return turned


def _turned(rows: pl.DataFrame, point: Point, declared: Declared) -> pl.DataFrame:
    from pipelines.places.datums import INVERSE

    names = (point.lon, point.lat)
    meant = pl.all_horizontal(
        pl.col("unit_code") == declared.unit_code,
        pl.col("period").is_between(pl.lit(declared.since), pl.lit(declared.until or _NO_END)),
        *(pl.col(name).is_not_null() for name in names),
    )
    lon, lat = INVERSE[declared.datum](*(rows[name].cast(pl.Float64).to_numpy() for name in names))
    turned = zip(names, (pl.Series(lon), pl.Series(lat)), strict=True)
    return rows.with_columns(
        pl.when(meant).then(side.fill_nan(None).round(6).cast(rows.schema[name])).otherwise(pl.col(name)).alias(name)
        for name, side in turned
    )


def place_tables(con: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """`areas`, `declared_datums` and `place_points`; needs `communities`, the carried forms and `reporting_units`."""
    places = programme.places
    fill(con, "areas", [(one, {}) for one in places.areas])
    fill(con, "declared_datums", [(one, {}) for one in places.declared])
    for point in places.points:
        con.execute(f"INSERT INTO place_points {_located(_rows(programme, point), point)}")


def _rows(programme: Programme, point: Point) -> str:
    """The rows of the form as of every quarter, with what one wants to know of a place."""
    form = programme.form(point.form)
    if point.of == "community":
        return f"""
        SELECT c.*, c.{REGISTER_KEY} AS place, c.name AS place_name, c.town_code AS town, [c.{REGISTER_KEY}] AS reached
        FROM communities AS c
        """
    serves, key = _serves(programme, form), next(name for name in form.key if name not in ("period", "unit_code"))
    return f"""
    SELECT t.*, t."{key}" AS place, NULL AS place_name, s.town, t."{serves}" AS reached, r.district_code, r.side
    FROM {table_of(form)}_asof AS t
    JOIN reporting_units AS r ON r.unit_code = t.unit_code
    LEFT JOIN (
      SELECT o.period, o.unit_code, o."{key}", MIN(c.town_code) AS town
      FROM (
        SELECT period, unit_code, "{key}", UNNEST("{serves}") AS community FROM {table_of(form)}_asof
      ) AS o
      JOIN communities AS c ON c.period = o.period AND c.{REGISTER_KEY} = o.community
      GROUP BY ALL
    ) AS s ON s.period = t.period AND s.unit_code = t.unit_code AND s."{key}" = t."{key}"
    """


def _serves(programme: Programme, form: Form) -> str:
    """The field of a form that lists communities of the register."""
    target = f"{register(programme).id}.{REGISTER_KEY}"
    return next(one.name for one in form.fields if one.kind == "list" and one.refers_to == target)


def _located(rows: str, point: Point) -> str:
    lon, lat = f'CAST(p."{point.lon}" AS DOUBLE)', f'CAST(p."{point.lat}" AS DOUBLE)'
    both = f"{lon} IS NOT NULL AND {lat} IS NOT NULL"
    excused = " OR ".join(f"LIST_CONTAINS(p.not_applicable, '{name}')" for name in (point.lon, point.lat))
    return f"""
    SELECT p.period, '{point.of}', p.place, p.place_name, p.unit_code, p.district_code, p.side, p.town, p.reached,
      CASE WHEN {both} THEN {lon} END,
      CASE WHEN {both} THEN {lat} END,
      CASE
        WHEN NOT ({both}) THEN NULL
        WHEN {lon} NOT BETWEEN a.west AND a.east OR {lat} NOT BETWEEN a.south AND a.north THEN 'outside'
        WHEN d.datum IS NOT NULL THEN 'converted'
        ELSE 'stated'
      END,
      CASE WHEN NOT ({both}) THEN CASE WHEN {excused} THEN 'not_applicable' ELSE 'not_reported' END END,
      p.reported_period
    FROM ({rows}) AS p
    LEFT JOIN areas AS a ON a.unit_code = p.unit_code
    LEFT JOIN declared_datums AS d
      ON d.unit_code = p.unit_code AND d.form = '{point.form}'
      AND p.reported_period BETWEEN d.since AND COALESCE(d.until, '{_NO_END}')
    ORDER BY p.period, p.unit_code, p.place
    """
