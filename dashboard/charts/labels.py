"""The words a figure carries, and the last touch every figure gets: title, source line, watermark, alternative text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.theme import INK, MUTED

Spec = Mapping[str, Any]
PAPER = {"xref": "paper", "yref": "paper", "showarrow": False}


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything a chart says, ready in one language.

    `words` names the marks for legend and hover (each chart lists the keys it needs); `watermark` is empty for
    real data; `alt` describes the figure for those who do not see it.
    """

    title: str
    source: str
    alt: str
    watermark: str = ""
    subtitle: str = ""
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """What a chart was drawn from: its kind, its rows, and whatever else the kind takes; a briefing starts from it."""

    kind: str
    rows: pl.DataFrame
    more: Any = ()


class Chart(go.Figure):  # type: ignore[misc]  # Plotly does not say its types
    """A figure that keeps its words and what it was drawn from; nothing of that goes to the browser."""

    labels: Labels
    given: Given | None = None


def scatter(**properties: Any) -> Spec:
    """A trace of points or lines."""
    return {"type": "scatter", **properties}


def bar(**properties: Any) -> Spec:
    """A trace of bars."""
    return {"type": "bar", **properties}


def drawn(data: Sequence[Spec], layout: Spec, labels: Labels, given: Given | None = None) -> Chart:
    """The figure of traces and a layout given as plain dictionaries, with source line and watermark inside.

    Both go wherever the picture goes. Title, subtitle and alternative text are in `layout.meta`: a page prints the
    title above the figure, `with_title` puts it into the figure. Plotly's check of every property costs ten times
    the drawing, so it is left to the tests, which rebuild each figure with it.
    """
    notes = [*layout.get("annotations", ()), _source(labels, layout["margin"]["b"])]
    if labels.watermark:
        notes.append(_watermark(labels))
    meta = {"title": labels.title, "subtitle": labels.subtitle, "alt": labels.alt}
    made = Chart(data=list(data), layout={**layout, "annotations": notes, "meta": meta}, _validate=False)
    object.__setattr__(made, "labels", labels)  # Plotly takes no attribute that it does not know
    object.__setattr__(made, "given", given)
    return made


def _source(labels: Labels, foot: float) -> Spec:
    return {
        "name": "source",
        "text": labels.source,
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "align": "left",
        "yanchor": "bottom",
        "yshift": 4 - foot,
        "font": {"size": 11.5, "color": MUTED},
        **PAPER,
    }


def _watermark(labels: Labels) -> Spec:
    place = {"x": 0.5, "y": 0.5, "textangle": -16, "opacity": 0.14, **PAPER}
    return {"name": "watermark", "text": labels.watermark, "font": {"size": 40, "color": INK}, **place}


def with_title(figure: go.Figure, top: int = 44) -> go.Figure:
    """The figure with its title in it: for notebooks and briefings, where no page prints it above."""
    spec = figure.to_dict()
    margin = spec["layout"]["margin"]
    title = {"text": spec["layout"]["meta"]["title"], "x": 0, "xanchor": "left", "font": {"size": 16, "color": INK}}
    more = {"title": title, "margin": {**margin, "t": margin.get("t", 0) + top}}
    return go.Figure(data=spec["data"], layout={**spec["layout"], **more})
