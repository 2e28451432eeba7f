"""Where a programme puts its districts and town-level units on a tile grid, `tiles.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.programme.building import build, columns
from pipelines.programme.model import Division, Programme
from pipelines.programme.reading import broken, read_csv


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of a unit on the grid of its level, in tiles from the left and from the top; halves make gaps."""

    code: str
    column: float
    row: float


def load_tiles(programme: Programme) -> Mapping[str, Tile]:
    """The tiles by division code, none when the programme gives no layout.

    Raises `UserError` `broken_definition`: an unknown code, a code twice, a place taken by two units of one level
    that exist at the same time (a successor may stand where its predecessor stood).
    """
    file = programme.folder / "tiles.csv"
    if not file.is_file():
        return {}
    units = {one.code: one for one in programme.divisions}
    tiles: dict[str, Tile] = {}
    for line in read_csv(file, columns(Tile)):
        tile = build(Tile, line)
        if tile.code not in units:
            raise broken(file, line.path("code"), tile.code, "known_division")
        if tile.code in tiles or any(_collide(tile, other, units) for other in tiles.values()):
            raise broken(file, line.path("code"), tile.code, "free_tile")
        tiles[tile.code] = tile
    return tiles


def _collide(one: Tile, other: Tile, units: Mapping[str, Division]) -> bool:
    """Whether two tiles of one level overlap while both units exist."""
    a, b = units[one.code], units[other.code]
    is_near = abs(one.column - other.column) < 1 and abs(one.row - other.row) < 1
    is_together = (b.valid_to is None or a.valid_from <= b.valid_to) and (
        a.valid_to is None or b.valid_from <= a.valid_to
    )
    return is_near and is_together and a.level == b.level
