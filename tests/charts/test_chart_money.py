"""Money on the page: due against paid and where it stands, and one mark per payment by how late it came."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.charts.delay import delay_strip
from dashboard.charts.due_paid_received import due_paid_received
from dashboard.charts.labels import Labels

KEYS = ("due", "community", "street", "level_unknown", "missing", "paid", "open", "median", "due_day")
LABELS = Labels("Money", "the source", "in words", "DEMO", unit="万元", words={key: f"[{key}]" for key in KEYS})


def flows(unknown: float = 0.0) -> pl.DataFrame:
    """海沧 has 40 of 100 at the community and 20 at the town; 集美 has reported nothing."""
    rows = [("海沧区", 100.0, 40.0, 20.0, unknown, "due 100", False), ("集美区", 0.0, 0.0, 0.0, 0.0, "缺报", True)]
    columns = ["unit", "due", "community", "street", "level_unknown", "text", "is_missing"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def payments() -> pl.DataFrame:
    """海沧: two paid, one of them early, and one unpaid; 集美: one unpaid only."""
    rows = [
        ("海沧区", -5, True, -0.4, "early", 4.0, "median 4"),
        ("海沧区", 13, True, 0.1, "late", 4.0, "median 4"),
        ("海沧区", 40, False, 0.3, "waiting", 4.0, "median 4"),
        ("集美区", 132, False, 0.0, "waiting long", None, "unpaid 1/1"),
    ]
    return pl.DataFrame(rows, schema=["unit", "days", "is_paid", "lane", "said", "median", "text"], orient="row")


def named(figure: go.Figure, word: str) -> Any:
    return next(trace for trace in figure.data if trace.name == f"[{word}]")


def heads(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations if note.name == "head"]


def test_what_was_paid_lies_end_to_end_below_what_was_due() -> None:
    figure = due_paid_received(flows(), LABELS)
    due, community, street = (named(figure, word) for word in ("due", "community", "street"))
    assert (due.x[0], community.x[0], street.x[0]) == (100, 40, 20)
    assert street.base[0] == 40
    assert due.y[0] < community.y[0] == street.y[0]


def test_the_level_of_arrival_not_reported_is_hatched_and_only_there_where_it_occurs() -> None:
    assert "[level_unknown]" not in [trace.name for trace in due_paid_received(flows(), LABELS).data]
    unknown = named(due_paid_received(flows(unknown=9.0), LABELS), "level_unknown")
    assert (unknown.x[0], unknown.base[0], unknown.marker.pattern.shape) == (9, 60, "/")


def test_a_unit_without_reports_is_hatched_over_the_whole_width_not_zero() -> None:
    figure = due_paid_received(flows(), LABELS)
    missing = named(figure, "missing")
    assert (list(missing.customdata), list(missing.x), missing.marker.pattern.shape) == (["集美区"], [100], "/")
    assert list(named(figure, "due").customdata) == ["海沧区"]


def test_rows_are_named_above_their_bars_in_the_order_given() -> None:
    assert heads(due_paid_received(flows(), LABELS)) == ["<b>海沧区</b>  due 100", "<b>集美区</b>  缺报"]


def test_the_axis_carries_the_unit() -> None:
    assert due_paid_received(flows(), LABELS).layout.xaxis.title.text == "万元"


def test_paid_and_unpaid_payments_differ_in_shape_and_lie_at_their_days() -> None:
    figure = delay_strip(payments(), LABELS)
    assert list(named(figure, "paid").x) == [-5, 13]
    assert list(named(figure, "open").x) == [40, 132]
    assert named(figure, "paid").marker.symbol != named(figure, "open").marker.symbol


def test_the_median_is_drawn_only_where_there_is_one() -> None:
    assert list(named(delay_strip(payments(), LABELS), "median").x) == [4.0, 4.0, None]


def test_the_due_day_is_a_line_at_zero() -> None:
    figure = delay_strip(payments(), LABELS)
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [(0, 0)]
    assert "[due_day]" in [note.text for note in figure.layout.annotations]


def test_each_payment_stays_in_the_strip_of_its_unit() -> None:
    figure = delay_strip(payments(), LABELS)
    assert [round(y) for y in named(figure, "open").y] == [0, 1]
    assert heads(figure) == ["<b>海沧区</b>  median 4", "<b>集美区</b>  unpaid 1/1"]


@pytest.mark.parametrize("figure", [due_paid_received(flows(), LABELS), delay_strip(payments(), LABELS)])
def test_money_figures_take_source_watermark_and_alternative_text_along(figure: go.Figure) -> None:
    notes = {note.name: note.text for note in figure.layout.annotations}
    assert (notes["source"], notes["watermark"], figure.layout.meta["alt"]) == ("the source", "DEMO", "in words")


@pytest.mark.parametrize("figure", [due_paid_received(flows(9.0), LABELS), delay_strip(payments(), LABELS)])
def test_plotly_knows_every_property_of_the_money_figures(figure: go.Figure) -> None:
    go.Figure(figure.to_dict())
