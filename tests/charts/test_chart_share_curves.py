"""Lorenz and concentration curves: points as given, the diagonal, what is read off."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.labels import Labels
from dashboard.charts.share_curves import share_at, share_curves

WORDS = {"people": "residents", "amount": "services", "equal": "equality"}
LABELS = Labels("Shares", "the source", "in words", "DEMO", words=WORDS)
POINTS = pl.DataFrame({"people": [0.0, 50.0, 100.0], "amount": [0.0, 30.0, 100.0]})


def curves(*names: str) -> pl.DataFrame:
    return pl.concat([POINTS.with_columns(curve=pl.lit(name)) for name in names])


def test_two_periods_differ_by_dash_and_the_first_lies_in_front() -> None:
    before, now, equal = share_curves(curves("2011 Gini 0.213", "2010 Gini 0.301"), LABELS).data
    assert (now.name, before.name, equal.name) == ("2011 Gini 0.213", "2010 Gini 0.301", "equality")
    assert len({now.line.dash, before.line.dash, equal.line.dash}) == 3
    assert (list(now.x), list(now.y)) == ([0.0, 50.0, 100.0], [0.0, 30.0, 100.0])


def test_the_diagonal_is_equality() -> None:
    equal = share_curves(curves("2011"), LABELS).data[-1]
    assert list(equal.x) == list(equal.y) == [0, 100]


def test_the_plot_is_square() -> None:
    axis = share_curves(curves("2011"), LABELS).layout.yaxis
    assert (axis.scaleanchor, axis.scaleratio) == ("x", 1)


def test_a_point_read_off_is_marked_and_said_at_the_foot() -> None:
    figure = share_curves(curves("2011"), LABELS, [{"x": 50.0, "y": 30.0, "text": "half has 30%"}])
    marks = next(trace for trace in figure.data if trace.name == "readings")
    assert (list(marks.x), list(marks.y)) == ([50.0, 50.0, None], [0, 30.0, None])
    (said,) = [note for note in figure.layout.annotations if note.name == "reading"]
    assert (said.text, said.y, said.xanchor) == ("half has 30%", 0, "left")


@pytest.mark.parametrize(("people", "share"), [(0, 0), (25, 15), (50, 30), (75, 65), (100, 100)])
def test_a_share_is_read_between_two_points(people: float, share: float) -> None:
    assert share_at(POINTS, people) == pytest.approx(share)


def test_a_share_at_a_step_is_the_upper_end_and_outside_is_refused() -> None:
    step = pl.DataFrame({"people": [0.0, 0.0, 100.0], "amount": [0.0, 10.0, 100.0]})
    assert share_at(step, 0.0) == 10.0
    with pytest.raises(ValueError, match="not between"):
        share_at(POINTS, 101.0)


def test_three_curves_are_refused() -> None:
    with pytest.raises(ValueError, match="two can be told apart"):
        share_curves(curves("a", "b", "c"), LABELS)


def test_a_concentration_curve_may_lie_above_the_diagonal() -> None:
    above = POINTS.with_columns(amount=pl.Series([0.0, 70.0, 100.0]), curve=pl.lit("2011"))
    assert list(share_curves(above, LABELS).data[0].y) == [0.0, 70.0, 100.0]


def test_the_figure_is_the_same_each_time_known_to_plotly_and_light() -> None:
    frame: Any = pl.DataFrame(
        {"curve": "2011", "people": [at / 5 for at in range(501)], "amount": [at / 5 for at in range(501)]}
    )
    text = share_curves(frame, LABELS).to_json()
    assert text == share_curves(frame, LABELS).to_json()
    go.Figure(share_curves(frame, LABELS).to_dict())
    assert "bdata" not in text
    assert len(text) < 4_000 + 16 * len(frame)


def test_it_looks_as_it_did(looks_like) -> None:
    looks_like("share_curves", share_curves(curves("2011 Gini 0.213", "2010 Gini 0.301"), LABELS))
