"""Briefings on paper: a deck and the reports of all districts against their aims, native charts against pictures."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from time import perf_counter

import plotly.graph_objects as go

from dashboard.briefing.paper.make import briefing
from dashboard.briefing.paper.model import Briefing
from dashboard.briefing.paper.slides import slides
from dashboard.briefing.paper.word import word
from pipelines.warehouse.release import Release, open_release

_AIM_SLIDES, _AIM_DISTRICTS = 3.0, 10.0  # seconds
_NAMES = {"city": "level = 'city'", "districts": "level = 'district'"}


def measure(home: Path) -> None:
    """Prints a deck of the city and the six districts' reports, asked of the release and written."""
    with open_release(home) as release:
        period = str(release.sql("SELECT max(period) AS period FROM periods")["period"][0])
        city, districts = (_units(release, where) for where in _NAMES.values())
        briefing(release, city[0], period)  # what is loaded once
        start = perf_counter()
        deck = briefing(release, city[0], period)
        slides(deck)
        native = perf_counter() - start
        print(f"{'brief slides':<34}{native:5.2f} s   aim {_AIM_SLIDES} s   {native / _AIM_SLIDES:.2f} × aim")
        start = perf_counter()
        for unit in districts:
            word(briefing(release, unit, period))
        spent = perf_counter() - start
        label = f"brief {len(districts)} district reports"
        print(f"{label:<34}{spent:5.2f} s   aim {_AIM_DISTRICTS} s   {spent / _AIM_DISTRICTS:.2f} × aim")
    _pictures(deck, native)


def _units(release: Release, where: str) -> list[str]:
    found = release.sql(f"SELECT DISTINCT unit_code FROM units WHERE {where} ORDER BY unit_code")
    return [str(one) for one in found["unit_code"]]


def _pictures(deck: Briefing, native: float) -> None:
    """The same figures as pictures, with the browser started once; says so where kaleido is not installed."""
    if importlib.util.find_spec("kaleido") is None:
        print(f"{'brief as pictures':<34}kaleido is not installed, nothing to compare with")
        return
    import kaleido

    start = perf_counter()
    kaleido.start_sync_server(n=1)
    for figure in deck.figures:
        frame = figure.frame
        bars = [go.Bar(name=name, x=frame[""].to_list(), y=frame[name].to_list()) for name in frame.columns[1:]]
        go.Figure(bars).to_image(format="png", width=900, height=600, scale=2)
    kaleido.stop_sync_server()
    spent = perf_counter() - start
    print(
        f"{'brief charts alone, as pictures':<34}{spent:5.2f} s   the whole native deck {native / spent:.2f} × of that"
    )
