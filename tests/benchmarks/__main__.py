"""Speed as ratios, each against a peer measured in the same run: `make bench`. Nothing here is asserted."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import fastexcel
from streamlit.testing.v1 import AppTest

from pipelines.demo import write_demo
from pipelines.ledger.submit import dry_run
from pipelines.programme.load import load_programme
from pipelines.warehouse.build import build

ROOT = Path(__file__).parents[2]
PAGES = ("overview", "progress", "coverage", "staffing", "centres", "funding")


def seconds(act: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` runs took, sorted."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return sorted(spent)


def read_whole(path: Path) -> None:
    """The peer: every sheet read as text by fastexcel, nothing checked."""
    book = fastexcel.read_excel(path)
    for name in book.sheet_names:
        book.load_sheet(name, header_row=None, dtypes="string").to_arrow()


def intake(home: Path) -> None:
    """One district-quarter workbook with all forms: read, checked, receipt."""
    programme = load_programme("xiamen")
    path = home / "inbox" / "2012Q4" / "350212-2012Q4.xlsx"
    peer = statistics.median(seconds(lambda: read_whole(path), 9))
    ours = statistics.median(seconds(lambda: dry_run(home, programme, path), 9))
    aim = 1.5 * peer + 0.5
    print(f"submit       {ours:6.2f} s   fastexcel reads it in {peer:.2f} s   aim {aim:.2f} s   {ours / aim:.2f} × aim")


def builds(home: Path) -> None:
    """The full build at real size."""
    programme = load_programme("xiamen")
    ours = statistics.median(seconds(lambda: build(home, programme, full=True), 5))
    print(f"full build   {ours:6.2f} s   500 communities, 12 quarters   aim 2.00 s   {ours / 2:.2f} × aim")


def pages(home: Path) -> None:
    """A warm script run of every page against a page that shows one word."""
    os.environ["PINGSHI_HOME"] = str(home)
    os.chdir(ROOT)
    blank = AppTest.from_string("import streamlit as st\nst.write('blank')", default_timeout=60)
    floor = 1000 * seconds(blank.run, 40)[37]
    for name in PAGES:
        app = AppTest.from_string(_script(name), default_timeout=60)
        if app.run().exception:
            raise RuntimeError(f"the page {name} fails")
        slow = 1000 * seconds(app.run, 40)[37]
        above = slow - floor
        ratio = above / 150
        print(f"page {name:<9}{slow:5.0f} ms p95, {above:.0f} ms above a blank page   aim 150 ms   {ratio:.2f} × aim")


def _script(name: str) -> str:
    return (
        f"from dashboard.views import {name}\nfrom dashboard.widgets import choice, page\n"
        f"page.style()\n{name}.render(choice.choose())\n"
    )


def main() -> None:
    """Plays the demonstration at real size once, then measures on it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        start = time.perf_counter()
        played = write_demo(home, load_programme("xiamen"))
        spent = time.perf_counter() - start
        print(f"demo         {spent:6.1f} s   {played.workbooks} workbooks written, sent, signed, accepted, built")
        for measure in (intake, builds, pages):
            measure(home)
            sys.stdout.flush()


main()
