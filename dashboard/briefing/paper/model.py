"""What a briefing *is*: frozen sections of sentences, figures and tables, ready for any writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

Audience = Literal["leader", "full", "return"]
AUDIENCES: tuple[Audience, ...] = ("full", "leader", "return")
Shape = Literal["columns", "lines", "stacked", "shares", "pairs", "points", "map"]
# what a series is, or what a cell says against its yardstick: colour, pattern and mark go by it
Role = Literal[
    "met",
    "below",
    "plain",
    "before",
    "target",
    "own",
    "whole",
    "part_1",
    "part_2",
    "part_3",
    "part_4",
    "near",
    "gap",
    "mark",
]
Tone = Literal["", "head", "met", "below", "few", "missing"]
Way = Literal["rise", "fall", "steady", "same", "unknown"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a sentence rests on: the figure's passport code, the one before, its way, yardstick and interval.

    `norm` is what it is held against in the indicator's unit; `lower` and `upper` its 95% interval. `None`: not said.
    """

    code: str
    before: str = ""
    way: Way = "unknown"
    norm: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or several that belong together, with what proves its figures; without proof it has no figure."""

    text: str
    proofs: tuple[Proof, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The passport codes, each once."""
        return tuple(dict.fromkeys(proof.code for proof in self.proofs if proof.code))


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values along the categories of a figure; `None`: nothing to draw. `codes`: one per value, or blank.

    `is_line`: among points, whether they are joined.
    """

    name: str
    role: Role
    values: tuple[float | None, ...]
    codes: tuple[str, ...] = ()
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its data: `message` is the finding, `caption` what is shown; values in `unit`.

    `note` is how to read it, `remarks` what districts say themselves of the figures. Points and maps have for every
    category its place across in `at`, and in `axes` what runs across and up.
    """

    key: str
    message: Sentence
    caption: str
    shape: Shape
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int
    alt: str
    note: str = ""
    remarks: tuple[str, ...] = ()
    at: tuple[float, ...] = ()
    axes: tuple[str, str] = ("", "")

    @property
    def first(self) -> int:
        """The column of the first series in the data: after the names, and after the places across."""
        return 2 if self.at else 1

    @property
    def frame(self) -> pl.DataFrame:
        """One row per category: its name, then one column per series, as every writer puts it under the chart."""
        across = {self.axes[0] or "x": pl.Series(self.at, dtype=pl.Float64)} if self.at else {}
        columns = {one.name: pl.Series(one.values, dtype=pl.Float64) for one in self.series}
        return pl.DataFrame({"": list(self.categories)} | across | columns)

    @property
    def codes(self) -> tuple[str, ...]:
        """The passport codes of all that is drawn, each once."""
        drawn = (code for one in self.series for code in one.codes if code)
        return tuple(dict.fromkeys((*self.message.codes, *drawn)))


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: its words, how it stands against its yardstick, the passport code of its figure."""

    text: str
    tone: Tone = ""
    code: str = ""
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; `widths` are shares of the line, `message` the finding where it is a slide of its own.

    `values`: whether its cells are figures, which are centred; texts stand left. `code`: the passport of the figure
    nearest to all that it shows, where it has one.
    """

    key: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    note: str = ""
    message: str = ""
    values: bool = False
    code: str = ""


Block = Sentence | Figure | Table


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading of the second order; blank title: directly under the section."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section."""

    title: str
    parts: tuple[Part, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        """All that stands in it, in order."""
        return (block for part in self.parts for block in part.blocks)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every page must say: source, as-of date, release, how many have reported, whether all is invented.

    `code` opens the passport of the first figure; a page with a figure of its own names that figure's instead.
    """

    release: str
    built_on: date
    as_of: date
    source: str
    as_of_text: str
    release_text: str
    reported: str
    watermark: str
    code: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return " · ".join((self.source, self.as_of_text, self.reported, self.release_text))


@dataclass(frozen=True, slots=True)
class Briefing:
    """A finished briefing of one unit and quarter for one audience, in one language."""

    lang: str
    audience: Audience
    unit: str
    unit_name: str
    period: str
    title: str
    subtitle: str
    issue: str
    addressee: str
    sections: tuple[Section, ...]
    annexes: tuple[Table, ...]
    closing: tuple[str, ...]
    imprint: Imprint

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The charts, in order."""
        return tuple(block for one in self.sections for block in one.blocks if isinstance(block, Figure))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order, annexes last."""
        inside = (block for one in self.sections for block in one.blocks if isinstance(block, Table))
        return (*inside, *self.annexes)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, those of the figures too."""
        blocks = [block for one in self.sections for block in one.blocks]
        said = [block.message if isinstance(block, Figure) else block for block in blocks]
        return tuple(one for one in said if isinstance(one, Sentence))

    @property
    def cited(self) -> tuple[str, ...]:
        """The passport codes that sentences rest on, each once, in the order of reading."""
        blocks = (block for one in self.sections for block in one.blocks if isinstance(block, Sentence))
        return tuple(dict.fromkeys(code for block in blocks for code in block.codes))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every passport code of the briefing, each once, in the order of reading."""
        in_text = (code for one in self.sections for block in one.blocks for code in codes_of(block))
        return tuple(dict.fromkeys((*in_text, *(code for one in self.annexes for code in codes_of(one)))))


def codes_of(block: Block) -> tuple[str, ...]:
    """The passport codes in a block, each once."""
    if isinstance(block, Table):
        cells = (cell.code for row in block.rows for cell in row)
        return tuple(dict.fromkeys(code for code in (block.code, *cells) if code))
    return block.codes
