"""Runs one function in a process of its own: wall and processor seconds, peak memory, and what it told."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `cpu` counts all threads and child processes, `peak` is megabytes, a child process's on top."""

    seconds: float
    cpu: float
    peak: float
    told: Any


def alone(act: str, folder: Path, then: str = "") -> Run:
    """Runs `module:function` on the folder; `then` turns its result into what is told, outside the measurement.

    The imports of the module, and its function `prepare_<function>` where it has one, come before the measurement.
    """
    return _run("function", act, str(folder), then)


def command(*words: str) -> Run:
    """Runs a Python command (`-m pipelines …`) from start to end, whatever its exit code; `peak` is its own alone."""
    return _run("command", *words)


def _run(*arguments: str) -> Run:
    told = subprocess.run((sys.executable, __file__, *arguments), check=True, stdout=subprocess.PIPE).stdout
    return Run(**json.loads(told.splitlines()[-1]))


def in_turns(acts: Sequence[Callable[[], Run]], times: int = 3) -> list[Run]:
    """The medians of several runs of each, taken in turns so that a busy moment of the machine hits all alike."""
    rounds = [[act() for act in acts] for _ in range(times)]
    return [_median(runs) for runs in zip(*rounds, strict=True)]


def _median(runs: Sequence[Run]) -> Run:
    middle = [statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "cpu", "peak")]
    return Run(*middle, told=runs[0].told)


def _function(act: str, place: str, then: str) -> dict[str, Any]:
    name, _, what = act.partition(":")
    module, folder = import_module(name), Path(place)
    getattr(module, f"prepare_{what}", lambda _: None)(folder)
    cpu, start = _cpu(), time.perf_counter()
    result = getattr(module, what)(folder)
    spent = {"seconds": time.perf_counter() - start, "cpu": _cpu() - cpu, "peak": _own_peak() + _children_peak()}
    name, _, what = then.partition(":")
    return spent | {"told": getattr(import_module(name), what)(module, result, folder) if then else None}


def _command(*words: str) -> dict[str, Any]:
    start = time.perf_counter()
    done = subprocess.run((sys.executable, *words), stdout=subprocess.DEVNULL, check=False)
    return {"seconds": time.perf_counter() - start, "cpu": _cpu(), "peak": _children_peak(), "told": done.returncode}


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _own_peak() -> float:
    """Linux says it per program, elsewhere the figure may include what the parent held at the start."""
    if _STATUS.exists():
        return int(_STATUS.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return _megabytes(resource.RUSAGE_SELF)


def _children_peak() -> float:
    return _megabytes(resource.RUSAGE_CHILDREN)


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


if __name__ == "__main__":
    print(json.dumps({"function": _function, "command": _command}[sys.argv[1]](*sys.argv[2:])))
