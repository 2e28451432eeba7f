"""A chart to be put on paper, and the figure that comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.briefing.paper.model import Figure, Proof, Role, Sentence, Series, Shape
from dashboard.charts.labels import Given, Labels
from dashboard.words import t


@dataclass(frozen=True, slots=True)
class Source:
    """A chart to be put on paper: the language, its key on the page, its words, what it was drawn from, its code."""

    lang: str
    key: str
    labels: Labels
    given: Given
    code: str = ""

    def note(self, key: str, **slots: str) -> str:
        """How to read the chart as Office draws it, which is not always as the page does."""
        return t(self.lang, f"briefing.note_{key}", **slots)

    def coded(self, name: str, role: Role, rows: pl.DataFrame, column: str, code: str = "code") -> Series:
        """The series of a column of the rows, each value with its passport code."""
        values = tuple(None if value is None else float(value) for value in rows[column])
        return Series(name, role, values, where(values, rows[code]))

    def figure(self, shape: Shape, names: Iterable[str], series: Iterable[Series], **more: Any) -> Figure:
        """The figure of categories and series; those that have no value at all are left out."""
        said, shown = self.labels, tuple(one for one in series if any(value is not None for value in one.values))
        values = [value for one in shown for value in one.values if value is not None]
        places = 0 if all(float(value).is_integer() for value in values) else 1
        proofs = (Proof(self.code),) if self.code else ()
        when = more.pop("when", "")
        measured = t(self.lang, "briefing.comma").join(filter(None, (when, said.unit)))
        return Figure(
            key=self.key,
            message=Sentence(said.title, proofs),
            caption=t(self.lang, "briefing.name_unit", name=said.title, unit=measured) if measured else said.title,
            shape=shape,
            categories=tuple(names),
            series=shown,
            unit=said.unit,
            decimals=places,
            alt=said.alt,
            **more,
        )


def where(values: Iterable[float | None], codes: Iterable[str | None]) -> tuple[str, ...]:
    """The codes of the values that are there; blank where nothing is drawn."""
    return tuple(code or "" if value is not None else "" for value, code in zip(values, codes, strict=True))
