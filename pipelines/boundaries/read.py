"""A boundary file (GeoJSON, GeoPackage, Shapefile) → polygons in CGCS2000 degrees with their attributes."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.i18n import user_error
from pipelines.ledger.home import read_kept

KINDS = (".geojson", ".json", ".gpkg", ".shp")
_KEPT_CRS = 4490  # CGCS2000 in degrees of longitude and latitude
_SAME_DATUM = ("China 2000", "World Geodetic System 1984", "WGS 84", "WGS_1984", "China_2000", "CGCS2000")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Polygons as they came: `frame` is a GeoDataFrame in EPSG:4490, one row per feature of the file, valid geometry.

    `crs` is what the file says it is in; `is_exact` is false where its datum is neither CGCS2000 nor WGS-84, so that
    shapes may lie metres to tens of metres off; `mended` counts geometries that were not valid, `dropped` features
    without any polygon, `elsewhere` those left out because they lie outside the city.
    """

    frame: Any
    crs: str
    is_exact: bool
    mended: int
    dropped: int
    elsewhere: int = 0


def read_shapes(path: Path, layer: str | None = None) -> Shapes:
    """The polygons of a file; `layer` is needed where a GeoPackage has several.

    Raises `UserError` where the file cannot be read, has no polygon, or does not say in which CRS its numbers are.
    """
    if path.suffix.lower() not in KINDS:
        raise user_error("boundaries_kind", path=path, kinds=", ".join(KINDS))
    if not path.is_file():
        read_kept(path)  # says why
    frame = _frame(path, layer)
    if frame.crs is None:
        raise user_error("boundaries_no_crs", path=path)
    name = frame.crs.name
    return _polygons(path, _in_degrees(path, frame), name, _is_exact(frame.crs))


def _frame(path: Path, layer: str | None) -> Any:
    import geopandas
    import pyogrio

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what matters of it is checked below: CRS, geometry, codes
        try:
            chosen = layer or _only_layer(path, [str(name) for name, _ in pyogrio.list_layers(path)])
            more = {"encoding": _encoding(path)} if path.suffix.lower() == ".shp" and _encoding(path) else {}
            return geopandas.read_file(path, layer=chosen, engine="pyogrio", **more)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeDecodeError, ValueError) as fault:
            raise user_error("boundaries_unreadable", path=path, reason=str(fault)) from fault


def _only_layer(path: Path, layers: list[str]) -> str:
    if len(layers) != 1:
        raise user_error("boundaries_layers", path=path, layers=", ".join(layers) or "-")
    return layers[0]


def _encoding(path: Path) -> str | None:
    """The encoding of a shapefile that does not say it: UTF-8 where its texts are that, else GB18030."""
    sides = {one.suffix.lower(): one for one in path.parent.glob(f"{path.stem}.*")}
    if ".cpg" in sides or ".dbf" not in sides:
        return None
    data = sides[".dbf"].read_bytes()
    start = int.from_bytes(data[8:10], "little")
    names = b"".join(data[place : place + 11] for place in range(32, start - 32, 32))
    try:
        (names + data[start:]).decode("utf-8")
    except UnicodeDecodeError:
        return "GB18030"
    return "UTF-8"


def _is_exact(crs: Any) -> bool:
    return crs.datum is not None and any(one.lower() in crs.datum.name.lower() for one in _SAME_DATUM)


def _in_degrees(path: Path, frame: Any) -> Any:
    from pyproj.exceptions import ProjError

    try:
        turned = frame.to_crs(_KEPT_CRS)
    except ProjError as fault:
        raise user_error("boundaries_unknown_crs", path=path, crs=frame.crs.name) from fault
    west, south, east, north = turned.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise user_error("boundaries_not_degrees", path=path, crs=frame.crs.name, west=f"{west:g}", south=f"{south:g}")
    return turned


def _polygons(path: Path, frame: Any, crs: str, is_exact: bool) -> Shapes:
    """Valid polygons only: rings that cross themselves are mended, what is left of lines and points is dropped."""
    import shapely

    given = frame.geometry.values
    valid = shapely.is_valid(given) | shapely.is_missing(given)
    mended = [_area_of(one) for one in shapely.make_valid(given)]
    kept = frame.set_geometry(mended, crs=frame.crs)
    some = ~(kept.geometry.is_empty | kept.geometry.isna())
    if not some.any():
        raise user_error("boundaries_no_polygon", path=path)
    return Shapes(kept[some].reset_index(drop=True), crs, is_exact, int((~valid).sum()), int((~some).sum()))


def _area_of(geometry: Any) -> Any:
    """The polygons of a mended geometry, without its lines and points; `None` where it has none."""
    import shapely

    if geometry is None or geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts(geometry)))
    areas = [one for one in parts if one.geom_type == "Polygon" and not one.is_empty]
    return shapely.union_all(areas) if areas else None
