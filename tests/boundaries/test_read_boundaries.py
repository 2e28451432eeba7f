"""Boundary files: every format, the CRS asked for, texts in GBK, shapes mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from pipelines.boundaries.read import read_shapes
from pipelines.problems import UserError

KINDS = ("geojson", "gpkg", "shp")


def without(path: Path, *kinds: str) -> Path:
    """The file without these files beside it."""
    for kind in kinds:
        path.with_suffix(kind).unlink()
    return path


def refused(path: Path, layer: str | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        read_shapes(path, layer)
    assert str(path) in caught.value.message_zh and str(path) in caught.value.message_en
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_gives_the_same_shapes(kind: str, districts: Any, written: Any) -> None:
    shapes = read_shapes(written(districts, kind))
    assert shapes.frame.crs.to_epsg() == 4490 and shapes.is_exact
    assert shapes.frame["名称"].tolist() == districts["名称"].tolist()
    assert shapes.frame.geometry.total_bounds == pytest.approx(districts.total_bounds, abs=1e-6)
    assert (shapes.mended, shapes.dropped) == (0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_metres_of_a_gauss_krueger_zone_become_degrees(kind: str, districts: Any, written: Any) -> None:
    shapes = read_shapes(written(districts.to_crs(4548), kind))
    assert shapes.frame.geometry.total_bounds == pytest.approx(districts.total_bounds, abs=1e-5)
    assert "Gauss" in shapes.crs and shapes.is_exact


@pytest.mark.parametrize(("encoding", "beside"), [("GBK", False), ("GBK", True), ("UTF-8", False), ("UTF-8", True)])
def test_chinese_fields_of_a_shapefile_are_read_whatever_their_encoding(
    encoding: str, beside: bool, districts: Any, written: Any
) -> None:
    path = written(districts, "shp", encoding=encoding)
    shapes = read_shapes(path if beside else without(path, ".cpg"))
    assert list(shapes.frame.columns[:2]) == ["代码", "名称"]
    assert "思明区" in shapes.frame["名称"].tolist()


def test_a_shapefile_without_prj_is_asked_for_it(districts: Any, written: Any) -> None:
    error = refused(without(written(districts, "shp"), ".prj"))
    assert error.code == "boundaries_no_crs" and ".prj" in error.message_zh


def test_a_local_system_cannot_be_turned_into_degrees(districts: Any, written: Any) -> None:
    path = written(districts.to_crs(4548), "shp")
    path.with_suffix(".prj").write_text('LOCAL_CS["Xiamen 92",UNIT["metre",1]]', encoding="utf-8")
    assert refused(path).code in {"boundaries_unknown_crs", "boundaries_no_crs"}


def test_metres_that_call_themselves_degrees_are_refused(districts: Any, written: Any) -> None:
    wrong = districts.to_crs(4548).set_crs(4490, allow_override=True)
    assert refused(written(wrong, "shp")).code == "boundaries_not_degrees"


def test_another_datum_is_turned_but_called_inexact(districts: Any, written: Any) -> None:
    shapes = read_shapes(written(districts.to_crs(4214), "gpkg"))
    assert not shapes.is_exact and shapes.frame.crs.to_epsg() == 4490


def test_a_ring_that_crosses_itself_is_mended_and_counted(written: Any) -> None:
    bow = Polygon([(118.1, 24.4), (118.2, 24.5), (118.2, 24.4), (118.1, 24.5)])
    frame = geopandas.GeoDataFrame({"name": ["a", "b"]}, geometry=[bow, box(118, 24, 118.1, 24.1)], crs=4490)
    shapes = read_shapes(written(frame, "gpkg"))
    assert shapes.mended == 1 and shapes.frame.geometry.is_valid.all()


def test_what_is_no_polygon_is_left_out_and_counted(written: Any) -> None:
    parts = [Point(118, 24), LineString([(118, 24), (118.1, 24)]), None, box(118, 24, 118.1, 24.1)]
    frame = geopandas.GeoDataFrame({"name": list("abcd")}, geometry=parts, crs=4490)
    shapes = read_shapes(written(frame, "geojson"))
    assert shapes.dropped == 3 and shapes.frame["name"].tolist() == ["d"]


def test_a_unit_of_islands_stays_one_shape(written: Any) -> None:
    islands = MultiPolygon([box(118, 24, 118.1, 24.1), box(118.2, 24, 118.3, 24.1)])
    frame = geopandas.GeoDataFrame({"name": ["a"]}, geometry=[islands], crs=4490)
    shapes = read_shapes(written(frame, "gpkg"))
    assert len(shapes.frame) == 1 and len(shapes.frame.geometry[0].geoms) == 2


def test_a_file_of_points_has_no_boundaries(written: Any) -> None:
    frame = geopandas.GeoDataFrame({"name": ["a"]}, geometry=[Point(118, 24)], crs=4490)
    assert refused(written(frame, "geojson")).code == "boundaries_no_polygon"


def test_of_several_layers_one_is_to_be_named(districts: Any, written: Any) -> None:
    path = written(districts, "gpkg", layer="区")
    districts.iloc[:2].to_file(path, driver="GPKG", layer="岛内")
    error = refused(path)
    assert error.code == "boundaries_layers" and "区, 岛内" in error.message_zh
    assert len(read_shapes(path, "岛内").frame) == 2
    assert refused(path, "街道").code == "boundaries_unreadable"


@pytest.mark.parametrize("name", ["界线.kml", "界线.zip", "界线"])
def test_other_kinds_of_files_are_refused(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path / name).code == "boundaries_kind"


def test_a_file_that_is_not_there_or_holds_rubbish_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "界线.geojson").code == "cannot_read"
    (tmp_path / "坏.geojson").write_text("{", encoding="utf-8")
    assert refused(tmp_path / "坏.geojson").code == "boundaries_unreadable"
