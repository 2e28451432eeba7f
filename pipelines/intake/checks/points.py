"""Points whose two numbers cannot be in the city: what was probably meant (swapped, shifted comma, metres, none)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from pipelines.intake.cells.findings import Finding
from pipelines.programme.model import Form, Point

_LIMITS = ("below_minimum", "above_maximum", "number_too_large")
_TENS = range(10)
_METRES_PER_DEGREE = (110_000.0, 112_000.0)  # of latitude, on any ellipsoid and in any projection used for it
_EASTING = (1e5, 9e5)  # metres from the false origin of a Gauss–Krüger zone; its number may stand before them
Pair = tuple[float, float]


def readable_points(form: Form, point: Point | None, raw: pl.DataFrame, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; of points outside their limits that are plainly something else, one that says what.

    It takes the place of those about the limits of both numbers, and holds the row back as they did.
    """
    findings = list(found)
    wrong = [one for one in findings if point and one.code in _LIMITS and one.field in (point.lon, point.lat)]
    if point is None or not wrong:
        yield from findings
        return
    told = {row: _told(form, point, *pair) for row, *pair in _numbers(raw, point, wrong)}
    known = [row for row, code in told.items() if code]
    for one in findings:
        rest = one.rows.filter(~pl.col("row").is_in(known)) if one in wrong else one.rows
        if len(rest):
            yield replace(one, rows=rest)
    for code in sorted({told[row] for row in known}):
        rows = pl.DataFrame({"row": [row for row in known if told[row] == code]}, {"row": pl.Int64})
        slots = {"lon_title": form.field(point.lon).title, "lat_title": form.field(point.lat).title}
        yield Finding(code, "error", point.lon, _as_written(raw, point, rows), slots)


def _numbers(raw: pl.DataFrame, point: Point, wrong: Iterable[Finding]) -> list[tuple[int, float, float]]:
    """The rows in question with both numbers, where both are plain ones."""
    rows = pl.concat([one.rows["row"] for one in wrong]).unique()
    both = [pl.col(name).str.strip_chars().cast(pl.Float64, strict=False) for name in (point.lon, point.lat)]
    return raw.filter(pl.col("row").is_in(rows.implode())).select("row", *both).drop_nulls().rows()


def _as_written(raw: pl.DataFrame, point: Point, rows: pl.DataFrame) -> pl.DataFrame:
    written = raw.select("row", given_lon=pl.col(point.lon), given_lat=pl.col(point.lat))
    return rows.join(written, on="row", maintain_order="left")


def _told(form: Form, point: Point, lon: float, lat: float) -> str:
    """The problem's code; blank where nothing plain explains the numbers."""
    limits = [(one.minimum, one.maximum) for one in map(form.field, (point.lon, point.lat))]
    (west, east), (south, north) = ((low or -math.inf, high or math.inf) for low, high in limits)
    if lon == 0 or lat == 0:
        return "point_zero"
    if west <= lat <= east and south <= lon <= north:
        return "point_swapped"
    if _in_metres((lon, lat), (south, north)) or _in_metres((lat, lon), (south, north)):
        return "point_in_metres"
    if _times_ten(lon, (west, east)) and _times_ten(lat, (south, north)):
        return "point_times_ten"
    return ""


def _times_ten(number: float, limits: Pair) -> bool:
    return any(limits[0] <= number / 10**tens <= limits[1] for tens in _TENS)


def _in_metres(pair: Pair, latitudes: Pair) -> bool:
    """Whether two numbers are an easting and a northing of a latitude in these limits."""
    easting, northing = pair
    low, high = latitudes[0] * _METRES_PER_DEGREE[0], latitudes[1] * _METRES_PER_DEGREE[1]
    return low <= northing <= high and _EASTING[0] <= easting % 1e6 <= _EASTING[1] and easting < 1e8
