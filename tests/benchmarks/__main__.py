"""Speed as ratios, each against a peer measured in the same run: `make bench`. Nothing here is asserted.

`python tests/benchmarks [PART …]` runs some parts only; `--home DIR` takes a copy of a demonstration played before.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import briefs
import building
import catchments
import district
import intake_level
import large_sheet
import pages
import receipt
import template
import unequal
import visits

from pipelines.demo import write_demo
from pipelines.programme.load import load_programme

WITHOUT_HOME: Mapping[str, Callable[[], None]] = {
    "intake": intake_level.measure,
    "sheet": large_sheet.measure,
    "access": catchments.measure,
    "unequal": unequal.measure,
}
ON_HOME: Mapping[str, Callable[[Path], None]] = {
    "submit": district.measure,
    "template": template.measure,
    "receipt": receipt.measure,
    "build": building.measure,
    "pages": pages.measure,
    "visits": visits.measure,
    "briefs": briefs.measure,
}


def main() -> None:
    """Plays the demonstration at real size once where a part needs it, then measures part by part."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[[], *WITHOUT_HOME, *ON_HOME], metavar="PART")
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    parts = options.parts or [*WITHOUT_HOME, *ON_HOME]
    for part in filter(WITHOUT_HOME.get, parts):
        WITHOUT_HOME[part]()
        sys.stdout.flush()
    if on_home := [ON_HOME[part] for part in parts if part in ON_HOME]:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            if options.home:
                shutil.copytree(options.home, home)
            else:
                _play(home)
            for measure in on_home:
                measure(home)
                sys.stdout.flush()


def _play(home: Path) -> None:
    start = time.perf_counter()
    played = write_demo(home, load_programme("xiamen"))
    spent = time.perf_counter() - start
    print(f"{'demo':<34}{spent:8.1f} s   {played.workbooks} workbooks written, sent, signed, accepted, built")


main()
