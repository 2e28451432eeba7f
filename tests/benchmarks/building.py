"""A release at real size, of everything and after one resubmission, and what the steps take of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from alone import Run, alone, in_turns
from district import another

from pipelines.ledger.review import accept, sign
from pipelines.ledger.submit import submit
from pipelines.programme.load import load_programme
from pipelines.warehouse import build as building
from pipelines.warehouse import fill as filling

_AIMS = {"full": ("full build", 2), "resubmitted": ("resubmission to release", 0.5)}
_STEPS: Mapping[ModuleType, tuple[str, ...]] = {
    building: ("fingerprint", "tables_and_reports", "record_of", "write_tables", "_look_again"),
    filling: (
        "reference_tables",
        "record_tables",
        "form_tables",
        "report_tables",
        "carried_tables",
        "place_tables",
        "access_tables",
        "compute",
        "detail_tables",
        "on_todays_map",
        "hide_small_cells",
        "check_figures",
    ),
}
_SPENT: dict[str, float] = {}


def measure(home: Path) -> None:
    """Prints both builds against their aims, each with its steps."""
    acts = [partial(alone, f"building:{act}", home, "building:steps") for act in _AIMS]
    for (name, aim), run in zip(_AIMS.values(), in_turns(acts), strict=True):
        _print(name, aim, run)


def _print(name: str, aim: float, run: Run) -> None:
    shown = f"{run.seconds:8.3f} s{run.cpu:8.3f} s cpu{run.peak:7.0f} MB"
    print(f"{name:<34}{shown}   aim {aim:.2f} s   {run.seconds / aim:.2f} × aim")
    whole = sum(run.told.values())
    for step, seconds in sorted(run.told.items(), key=lambda one: -one[1]):
        print(f"{f'  {step}':<34}{seconds:8.3f} s{seconds / whole:8.0%}")


def steps(_: ModuleType, result: dict[str, float], __: Path) -> dict[str, float]:
    """The seconds per step, as the build gave them."""
    return result


def prepare_full(_: Path) -> None:
    """Reads the programme, which a build shares with every other verb, and sets a watch on each step."""
    load_programme("xiamen")
    for module, names in _STEPS.items():
        for name in names:
            setattr(module, name, _watched(name, getattr(module, name)))


def _watched(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*given: Any) -> Any:
        start = time.perf_counter()
        made = step(*given)
        _SPENT[name] = _SPENT.get(name, 0) + time.perf_counter() - start
        return made

    return timed


def full(home: Path) -> dict[str, float]:
    """The release, from the accepted rows on."""
    return _built(home, full=True)


def prepare_resubmitted(home: Path) -> None:
    """A district sends its latest workbook once more, and it is accepted."""
    prepare_full(home)
    receipt = submit(home, load_programme("xiamen"), another(home))["receipt"]
    sign(home, receipt)
    accept(home, receipt)


def resubmitted(home: Path) -> dict[str, float]:
    """The release that shows what was sent once more."""
    return _built(home, full=False)


def _built(home: Path, full: bool) -> dict[str, float]:
    start = time.perf_counter()
    building.build(home, load_programme("xiamen"), full=full)
    return _SPENT | {"all else": time.perf_counter() - start - sum(_SPENT.values())}
