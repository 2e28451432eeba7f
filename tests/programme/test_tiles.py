"""The layout of the tile grid: every unit of the shipped programme has a place of its own; mistakes are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.problems import UserError
from pipelines.programme.model import Programme
from pipelines.programme.tiles import load_tiles


def laid_out(xiamen: Programme, folder: Path, *lines: str) -> Programme:
    (folder / "tiles.csv").write_text("\n".join(("code,column,row", *lines)), encoding="utf-8")
    return replace(xiamen, folder=folder)


def test_every_district_and_town_has_its_tile(xiamen: Programme) -> None:
    units = {one.code for one in xiamen.divisions if one.level in ("district", "town")}
    assert load_tiles(xiamen).keys() == units


def test_the_six_districts_stand_about_where_they_lie(xiamen: Programme) -> None:
    at = {one.short.en: load_tiles(xiamen)[one.code] for one in xiamen.divisions if one.level == "district"}
    assert at["Siming"].row > at["Huli"].row > at["Tong'an"].row
    assert at["Haicang"].column == at["Jimei"].column < at["Huli"].column < at["Xiang'an"].column
    assert at["Jimei"].row < at["Haicang"].row


def test_a_successor_stands_where_its_predecessor_stood(xiamen: Programme) -> None:
    tiles = load_tiles(xiamen)
    assert (tiles["350205103"].column, tiles["350205103"].row) == (tiles["350205004"].column, tiles["350205004"].row)


def test_a_programme_without_a_layout_has_no_tiles(xiamen: Programme, tmp_path: Path) -> None:
    assert load_tiles(replace(xiamen, folder=tmp_path)) == {}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["999999,0,0"], "999999"),
        (["350203,0,0", "350203,3,3"], "350203"),
        (["350203,0,0", "350206,0.5,0"], "350206"),
        (["350203,left,0"], "left"),
    ],
    ids=["unknown code", "code twice", "place taken", "no number"],
)
def test_a_mistake_is_named(xiamen: Programme, tmp_path: Path, lines: list[str], found: str) -> None:
    with pytest.raises(UserError, match=found) as refused:
        load_tiles(laid_out(xiamen, tmp_path, *lines))
    assert refused.value.code == "broken_definition"


def test_units_of_different_levels_or_times_may_share_a_place(xiamen: Programme, tmp_path: Path) -> None:
    lines = ("350205,0,0", "350205103,0,0", "350205004,0,0")
    assert len(load_tiles(laid_out(xiamen, tmp_path, *lines))) == 3
