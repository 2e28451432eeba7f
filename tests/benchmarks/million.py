"""The table that every contender checks: fifteen text columns, and a list of every mistake that was put into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

ROWS = 1_000_000
COLUMNS = (
    "record_id", "community_code", "category", "stage", "opened_on", "closed_on", "approved", "filled", "residents",
    "households", "share", "amount", "is_open", "document", "remark",
)  # fmt: skip
CATEGORIES = ("城市社区", "村改居", "村")
STAGES = ("未开始", "进行中", "已完成")
_SEED = 2010
_FIRST_ROW = 2  # the header is row 1
_COMMUNITIES = 536
_BLANK = 0.05  # of the columns that may be blank


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of mistake: in how many cells of a column, per million rows, and what stands there (`None`: nothing)."""

    column: str
    kind: str
    cells: int
    text: str | None


# Columns that depend on each other get their mistakes in different rows, so that each mistake can be told for sure;
# apart from that a row may have several.
MISTAKES = (
    (Mistake("community_code", "required", 900, None), Mistake("community_code", "reference", 1_200, "350299000999")),
    (Mistake("category", "allowed", 1_000, "镇"),),
    (Mistake("stage", "allowed", 900, "?"),),
    (
        Mistake("opened_on", "type", 900, "2011-13-45"),
        Mistake("closed_on", "type", 700, "someday"),
        Mistake("opened_on", "order", 1_300, "2012-06-01"),
    ),
    (
        Mistake("approved", "type", 500, "x12"),
        Mistake("filled", "type", 500, "x7"),
        Mistake("filled", "at_most", 1_500, "901"),
    ),
    (Mistake("residents", "required", 700, None), Mistake("residents", "minimum", 700, "-5")),
    (Mistake("households", "maximum", 596, "999999"),),
    (Mistake("share", "maximum", 1_100, "1.5"), Mistake("share", "type", 500, "abc")),
    (Mistake("amount", "minimum", 800, "-0.01"),),
    (Mistake("is_open", "type", 900, "maybe"),),
    (Mistake("document", "pattern", 700, "XM/2011"),),
    (Mistake("remark", "max_length", 496, "长" * 201),),
)
_TWICE = 600  # pairs of rows with one number
# What the other column of a rule across two columns says in the rows that break it.
_OTHER: Mapping[str, tuple[str, str]] = {"order": ("closed_on", "2012-05-31"), "at_most": ("approved", "900")}


def communities() -> pl.Series:
    """The codes that a row may refer to."""
    return pl.Series("community_code", [f"3502{place % 6:02}{place:06}" for place in range(_COMMUNITIES)])


def write_million(folder: Path, rows: int = ROWS) -> None:
    """`data.parquet` and `data.csv` with the rows, `communities.csv`, and `truth.parquet`: row, column, kind, value."""
    chance = np.random.default_rng(_SEED)
    table = {name: series.to_list() for name, series in _right(chance, rows).items()}
    truth = [*_pairs(table, chance, rows), *_planted(table, chance, rows)]
    numbers = pl.Series("row", range(_FIRST_ROW, rows + _FIRST_ROW), pl.Int64)
    frame = pl.DataFrame([numbers, *(pl.Series(name, table[name], pl.String) for name in COLUMNS)])
    frame.write_parquet(folder / "data.parquet")
    frame.drop("row").write_csv(folder / "data.csv")
    communities().to_frame().write_csv(folder / "communities.csv")
    schema = {"row": pl.Int64, "column": pl.String, "kind": pl.String, "value": pl.String}
    pl.DataFrame(truth, schema, orient="row").write_parquet(folder / "truth.parquet")


def _right(chance: np.random.Generator, rows: int) -> dict[str, pl.Series]:
    """The columns before any mistake is made."""
    number = {name: pl.Series(chance.integers(0, top, rows)) for name, top in _TOPS.items()}
    approved, opened = number["approved"] + 1, number["opened"]
    columns = {
        "record_id": pl.Series(np.arange(rows)).cast(pl.String).str.zfill(8),
        "community_code": communities().gather(number["community"]),
        "category": pl.Series(CATEGORIES).gather(number["category"]),
        "stage": pl.Series(STAGES).gather(number["stage"]),
        "opened_on": _days(opened),
        "closed_on": _days(opened + number["open_for"]),
        "approved": approved,
        "filled": number["filled"] % approved,
        "residents": number["residents"],
        "households": number["households"],
        "share": (number["share"] / 10_000).round(4),
        "amount": (number["amount"] / 100).round(2),
        "is_open": pl.Series(["是", "否"]).gather(number["is_open"]),
        "document": pl.Series([f"XM-{year}-{place:03}" for year in (2010, 2011) for place in range(500)]).gather(
            number["document"]
        ),
        "remark": pl.Series(["属实", "去年数字", "待核对 see the note", "按区批复口径填报"]).gather(number["remark"]),
    }
    never_blank = ("record_id", "community_code", "category", "residents")
    return {
        name: series.cast(pl.String) if name in never_blank else _with_blanks(series.cast(pl.String), chance)
        for name, series in columns.items()
    }


_TOPS = {
    "community": _COMMUNITIES, "category": 3, "stage": 3, "opened": 1_000, "open_for": 400, "approved": 60,
    "filled": 60, "residents": 200_001, "households": 80_001, "share": 10_001, "amount": 1_000_000, "is_open": 2,
    "document": 1_000, "remark": 4,
}  # fmt: skip


def _days(since: pl.Series) -> pl.Series:
    """Days after the first of 2010, as texts."""
    return (pl.Series([14_610]) + since).cast(pl.Int32).cast(pl.Date).cast(pl.String)


def _with_blanks(texts: pl.Series, chance: np.random.Generator) -> pl.Series:
    return texts.set(pl.Series(chance.random(len(texts)) < _BLANK), None)


Cell = tuple[int, str, str, str | None]


def _pairs(table: dict[str, list[str | None]], chance: np.random.Generator, rows: int) -> list[Cell]:
    """Pairs of neighbouring rows get one number; both are wrong, since nobody knows which is right."""
    told: list[Cell] = []
    for place in chance.choice(rows // 2, _TWICE * rows // ROWS, replace=False) * 2:
        number = table["record_id"][place + 1] = table["record_id"][place]
        told += [(int(one) + _FIRST_ROW, "record_id", "unique", number) for one in (place, place + 1)]
    return told


def _planted(table: dict[str, list[str | None]], chance: np.random.Generator, rows: int) -> list[Cell]:
    told: list[Cell] = []
    for group in MISTAKES:
        counts = [one.cells * rows // ROWS for one in group]
        places = chance.choice(rows, sum(counts), replace=False)
        for one, own in zip(group, np.split(places, np.cumsum(counts)[:-1]), strict=True):
            for place in own:
                table[one.column][place] = one.text
                if one.kind in _OTHER:
                    other, text = _OTHER[one.kind]
                    table[other][place] = text
                told.append((int(place) + _FIRST_ROW, one.column, one.kind, one.text))
    return told
