"""The full build of a release at real size."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from alone import alone, in_turns

from pipelines.programme.load import load_programme
from pipelines.warehouse.build import build

_AIM = 2


def measure(home: Path) -> None:
    """Prints the build against its aim."""
    (run,) = in_turns([partial(alone, "building:full", home)])
    shown = f"{run.seconds:8.3f} s{run.cpu:8.3f} s cpu{run.peak:7.0f} MB"
    print(f"{'full build':<34}{shown}   aim {_AIM:.2f} s   {run.seconds / _AIM:.2f} × aim")


def prepare_full(_: Path) -> None:
    """Reads the programme, which a build shares with every other verb."""
    load_programme("xiamen")


def full(home: Path) -> None:
    """The release, from the accepted rows on."""
    build(home, load_programme("xiamen"), full=True)
