"""Makes the passport of access: from which point, in which cell of which file, by which way, to which service point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

from pipelines.i18n import user_error
from pipelines.ledger.events import receipts
from pipelines.ledger.rows import accepted_place
from pipelines.passport import around, trail
from pipelines.passport.cells import addressed
from pipelines.passport.links import PERIOD
from pipelines.passport.model import Code, Listing, Row, Source
from pipelines.passport.sources import UNIT, Forms, form_row, forms_of
from pipelines.passport.walk_model import Located, Walked
from pipelines.programme.model import Form, Point
from pipelines.warehouse.access import REACHED
from pipelines.warehouse.release import Release
from pipelines.warehouse.tables import REGISTER_KEY

ROLES = ("community", "nearest_full", "nearest")

_LATEST = "SELECT max(period) AS period FROM community_access"
_ROWS = f"""
WITH supplied AS (
  SELECT s.community_code, list(s.value ORDER BY o.position) AS supplies
  FROM community_supply AS s
  JOIN walks AS w ON w.minutes = s.minutes_limit
  JOIN offers AS o ON o.name = s.offer
  WHERE s.period = $period
  GROUP BY s.community_code
)
SELECT
  a.*,
  {REACHED} AS reached,
  c.name, c.side, c.district_code, s.supplies,
  EXISTS (
    SELECT 1 FROM travel_times AS t WHERE t.community_code = a.community_code AND t.centre = a.nearest_full
  ) AS is_measured
FROM community_access AS a
JOIN communities AS c ON c.period = a.period AND c.community_code = a.community_code
LEFT JOIN supplied AS s ON s.community_code = a.community_code
WHERE a.period = $period
  AND (list_contains([a.community_code, c.town_code, c.district_code, c.side], $unit)
    OR EXISTS (SELECT 1 FROM release_info WHERE key = 'city' AND value = $unit))
ORDER BY coalesce(CAST(a.is_within AS INTEGER), 2), reached DESC, a.people DESC, a.community_code
"""
_PLACES = """
SELECT kind, place, unit_code, unit_code || '/' || place AS supply_id, lon, lat, known_as, reported_period
FROM place_points
WHERE period = $period
  AND ((kind = 'community' AND place = $community)
    OR (kind = 'centre' AND list_contains($centres, unit_code || '/' || place)))
"""
_BARRIERS = """
SELECT b.*, u.name_zh AS area_zh, u.name_en AS area_en, v.name_zh AS other_zh, v.name_en AS other_en
FROM barriers AS b
LEFT JOIN units AS u ON u.unit_code = b.area AND u.valid_to IS NULL
LEFT JOIN units AS v ON v.unit_code = b.other_area AND v.valid_to IS NULL
"""
_DATUM = """
SELECT * FROM declared_datums
WHERE unit_code = $unit AND form = $form AND $period BETWEEN since AND coalesce(until, $period)
"""


def walked(release: Release, home: Path, asked: Code, points: Sequence[Point], forms: Sequence[Form]) -> Walked:
    """The passport of how a community or a unit reaches service points in a quarter, the latest by default.

    `points` are the fields of the forms that are coordinates, `forms` the contracts by which files are read again.
    `UserError` for a place or quarter without such a result, or a release from before there were any.
    """
    try:
        return _walked(release, home, asked, (points, forms))
    except duckdb.Error as fault:
        raise user_error("release_too_old", name=release.name) from fault


def _walked(release: Release, home: Path, asked: Code, how: tuple[Sequence[Point], Sequence[Form]]) -> Walked:
    info = dict(release.sql("SELECT key, value FROM release_info").rows())
    period = asked.period or release.sql(_LATEST).item()
    unit = asked.unit or info["city"]
    rows = release.sql(_ROWS, period=period, unit=unit).to_dicts()
    if not rows:
        raise user_error("no_figure", code=Code(asked.indicator, unit, period))
    places = _places(release, home, rows[0], how) if rows[0]["community_code"] == unit else ()
    found = trail.receipts_behind(release, home, trail.numbers(one.source for one in places))
    sources = addressed(home, how[1], [one.source for one in places], found, None)
    return Walked(
        code=str(Code(asked.indicator, unit, period)),
        release=info,
        unit=around.named(release, unit, period),
        period=period,
        walk=release.sql("SELECT * FROM walks").row(0, named=True),
        barriers=tuple(release.sql(_BARRIERS).to_dicts()),
        offers=tuple(release.sql("SELECT * FROM offers ORDER BY position").to_dicts()),
        rows=tuple(rows),
        places=tuple(replace(one, source=source) for one, source in zip(places, sources, strict=True)),
        receipts=found,
    )


def _places(release: Release, home: Path, row: Row, how: tuple[Sequence[Point], Sequence[Form]]) -> tuple[Located, ...]:
    """The community, the nearest full-service point and, where it is another, the nearest of any kind."""
    centres = [row[role] for role in ROLES[1:] if row[role]]
    asked = {"period": row["period"], "community": row["community_code"], "centres": centres}
    known = {(one["kind"], one["supply_id"]): one for one in release.sql(_PLACES, **asked).to_dicts()}
    by_name = {name if kind == "centre" else one["place"]: one for (kind, name), one in known.items()}
    wanted = {"community": row["community_code"]} | {role: row[role] for role in ROLES[1:]}
    if wanted["nearest"] == wanted["nearest_full"]:
        del wanted["nearest"]
    forms, fields = forms_of(release), {point.of: point for point in how[0]}
    return tuple(
        _located(release, home, role, by_name[name] | {"period": row["period"]}, (forms, fields[by_name[name]["kind"]]))
        for role, name in wanted.items()
        if name in by_name and by_name[name]["kind"] in fields
    )


def _located(release: Release, home: Path, role: str, place: Row, form: tuple[Forms, Point]) -> Located:
    forms, point = form
    source = _source(release, place, forms, point)
    asked = {"unit": place["unit_code"], "form": point.form, "period": place["reported_period"]}
    datum = release.sql(_DATUM, **asked).to_dicts() if place["known_as"] == "converted" else []
    sent = _sent(home, source, point)
    about = (role, place["supply_id"] if role != "community" else place["place"], place["lon"], place["lat"])
    return Located(*about, place["known_as"], source, sent, datum[0] if datum else None)


def _source(release: Release, place: Row, forms: Forms, point: Point) -> Source:
    """The row of the form that says where the place is, as it stands at the quarter."""
    key = [name for name in forms.keys[point.form] if name not in (PERIOD, UNIT)]
    table = "communities" if key == [REGISTER_KEY] else f"{point.form.lower()}_asof"
    query = f"""
    SELECT * REPLACE (reported_period AS {PERIOD})
    FROM {table} AS t
    WHERE t.{PERIOD} = $period AND {UNIT} = $unit AND "{key[0]}" = $place
    """
    asked = {"period": place["period"], "unit": place["unit_code"], "place": place["place"]}
    fields = (point.lon, point.lat)
    rows = tuple(form_row(point.form, key, fields, row) for row in release.sql(query, **asked).to_dicts())
    period = place["reported_period"]
    return Source(point.form, fields, True, period, period, Listing(len(rows), rows))


def _sent(home: Path, source: Source, point: Point) -> tuple[float | None, float | None]:
    """Longitude and latitude as they were accepted, before any conversion."""
    known = receipts(home)
    for row in source.found.rows:
        receipt = known.get(row["receipt"] or "")
        file = accepted_place(home, point.form, receipt) if receipt else None
        if file is None or not file.is_file():
            continue
        here = (pl.col("sheet") == row["sheet"]) & (pl.col("row") == row["row"])
        for lon, lat in pl.read_parquet(file).filter(here).select(point.lon, point.lat).iter_rows():
            return tuple(None if one is None else float(one) for one in (lon, lat))  # type: ignore[return-value]
    return None, None
