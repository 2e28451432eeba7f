"""One indicator on the map: areas within given boundaries where they may be shown, else a grid of equal tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading
from dashboard.charts.alt import classes_alt
from dashboard.charts.polygon_map import polygon_map
from dashboard.charts.shades import Scale, graded, judged, with_absent
from dashboard.charts.tiles import tile_grid
from dashboard.widgets.figures import labels, show
from dashboard.widgets.page import Page
from dashboard.widgets.passport import code_of
from dashboard.words import day, period_name, t
from pipelines.boundaries.keep import Boundaries

STEP = 10.0  # percentage points beyond or short of the norm that make a class of their own
ABSENT = {"few": "few", "suppressed": "withheld", "not_applicable": "not_applicable", "missing": "missing"}
MARKS = ("counted", "unmatched", "km", "north")


def areas(page: Page, indicator: str) -> None:
    """The units below the chosen one: districts of the city, or towns of a district."""
    lang, found = page.lang, page.found.compared(indicator)
    if not found:
        return None
    scale = _scale(found, page.found.one(indicator))
    rows = pl.DataFrame([_row(lang, one, scale) for one in found], infer_schema_length=None)
    used = {key: t(lang, f"legend.{key}") for key in ABSENT.values() if key in rows["shade"]}
    shades = with_absent(scale.shades, used)
    given = data.boundaries(found[0].unit["level"])
    own = page.found.period(indicator) or page.choice.period
    title = t(lang, "maps.title", name=say.name(lang, found[0].indicator), period=period_name(lang, own))
    alt = classes_alt(lang, "areas" if given else "tiles", title, rows, shades)
    said = labels(page, title, _note(lang, given), alt)
    said = replace(said, words={key: t(lang, f"legend.{key}", word="{word}", n="{n}") for key in MARKS})
    code = code_of(page.found.one(indicator).row)
    if given is None:
        return show(tile_grid(_placed(found, rows), shades, said), "tiles", lang, code)
    return show(polygon_map(rows, given.shapes, shades, said, given.caption(lang)), "boundaries", lang, code)


def _note(lang: str, given: Boundaries | None) -> str:
    """What the boundaries were made of, and of which day they are; or that tiles are none."""
    if given is None:
        return t(lang, "maps.tiles_note")
    return t(lang, "maps.areas_note", source=given.file, crs=given.crs, day=day(lang, given.valid_on))


def _scale(found: Sequence[Reading], chosen: Reading) -> Scale:
    """About the yardstick where the indicator has a better and a worse side, else of blues."""
    one, target = chosen.indicator, chosen.target
    if target is not None and one["direction"] in ("up", "down") and one["unit_en"] == "%":
        return judged(target["value"], STEP, "%", "high" if one["direction"] == "up" else "low")
    return graded([reading.value for reading in found if not reading.is_few], one["unit_en"])


def _row(lang: str, one: Reading, scale: Scale) -> dict[str, object]:
    verdict = one.verdict
    shade = ABSENT[verdict] if verdict in ABSENT else scale.key(one.value)
    name = str(one.unit.get(f"short_{lang}") or one.unit[f"name_{lang}"])
    said = {"name": name, "shade": shade, "text": say.value_text(lang, one)}
    return {"code": one.unit["unit_code"], "figure": code_of(one.row)} | said


def _placed(found: Sequence[Reading], rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their places on the grid; in blocks one below another where any has none."""
    tiles = data.tiles()
    places = [tiles.get(one.unit["unit_code"]) for one in found]
    return rows.with_columns(
        pl.lit("").alias("group"),
        pl.Series("column", [None if one is None else one.column for one in places], pl.Float64),
        pl.Series("row", [None if one is None else one.row for one in places], pl.Float64),
    )
