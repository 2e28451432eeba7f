"""Made-up boundaries: the six districts as squares, written in every format that offices have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.geometry import box

from pipelines.programme.model import Programme

SQUARES = {
    "350203": (118.06, 24.42, 118.16, 24.48),
    "350205": (117.95, 24.44, 118.04, 24.55),
    "350206": (118.06, 24.48, 118.18, 24.55),
    "350211": (117.98, 24.58, 118.08, 24.68),
    "350212": (118.10, 24.66, 118.24, 24.80),
    "350213": (118.24, 24.60, 118.34, 24.72),
}


@pytest.fixture
def names(xiamen: Programme) -> dict[str, str]:
    """The Chinese names of the districts by code."""
    return {one.code: one.name.zh for one in xiamen.divisions if one.level == "district"}


@pytest.fixture
def districts(names: Mapping[str, str]) -> Any:
    """The squares with code and name, in CGCS2000 degrees."""
    rows = {"代码": list(SQUARES), "名称": [names[code] for code in SQUARES]}
    return geopandas.GeoDataFrame(rows, geometry=[box(*one) for one in SQUARES.values()], crs=4490)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes shapes as a file of one kind."""

    def act(frame: Any, kind: str, **how: Any) -> Path:
        path = tmp_path / f"界线.{kind}"
        frame.to_file(path, driver={"geojson": "GeoJSON", "gpkg": "GPKG", "shp": "ESRI Shapefile"}[kind], **how)
        return path

    return act
