"""The dashboard's pages: a warm run of each against a page that shows one word."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter

from streamlit.testing.v1 import AppTest

_ROOT = Path(__file__).parents[2]
# The passport of a figure and the desk are asked for by a code or a file, not by turning to them.
_PAGES = sorted(
    {file.stem for file in (_ROOT / "dashboard" / "views").glob("[a-z]*.py")} - {"passport", "submit", "review"}
)
_AIM = 150  # milliseconds above a blank page
_RUNS, _P95 = 40, 37


def measure(home: Path) -> None:
    """Prints each page against its aim."""
    os.environ["PINGSHI_HOME"] = str(home)
    os.chdir(_ROOT)
    sys.path.insert(0, str(_ROOT))
    load = import_module("dashboard.widgets.warm")  # as the app does
    load.warm()
    blank = AppTest.from_string("import streamlit as st\nst.write('blank')", default_timeout=60)
    floor = _slow(blank.run)
    for name in _PAGES:
        load.for_good((f"dashboard.views.{name}",))
        app = AppTest.from_string(_script(name), default_timeout=60)
        if app.run().exception:
            raise RuntimeError(f"the page {name} fails")
        slow = _slow(app.run)
        above = slow - floor
        shown = f"{slow:5.0f} ms p95, {above:.0f} ms above a blank page"
        print(f"{f'page {name}':<34}{shown}   aim {_AIM} ms   {above / _AIM:.2f} × aim")


def _slow(run: Callable[[], object]) -> float:
    """The milliseconds below which 95 of 100 runs stay."""
    spent = []
    for _ in range(_RUNS):
        start = perf_counter()
        run()
        spent.append(perf_counter() - start)
    return 1000 * sorted(spent)[_P95]


def _script(name: str) -> str:
    return (
        f"from dashboard.views import {name}\nfrom dashboard.widgets import browser, choice\n"
        f"browser.style()\n{name}.render(choice.choose())\n"
    )
