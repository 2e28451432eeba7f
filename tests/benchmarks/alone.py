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

    The imports of the module, and its function `prepare` where it has one, come before the measurement.
    """
    command = (sys.executable, __file__, act, str(folder), then)
    return Run(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1]))


def in_turns(acts: Sequence[Callable[[], Run]], times: int = 3) -> list[Run]:
    """The medians of several runs of each, taken in turns so that a busy moment of the machine hits all alike."""
    rounds = [[act() for act in acts] for _ in range(times)]
    return [_median(runs) for runs in zip(*rounds, strict=True)]


def _median(runs: Sequence[Run]) -> Run:
    middle = [statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "cpu", "peak")]
    return Run(*middle, told=runs[0].told)


def _measured(act: str, folder: Path, then: str) -> dict[str, Any]:
    module = import_module(act.partition(":")[0])
    function = getattr(module, act.partition(":")[2])
    getattr(module, "prepare", lambda _: None)(folder)
    cpu, start = _cpu(), time.perf_counter()
    result = function(folder)
    spent = {"seconds": time.perf_counter() - start, "cpu": _cpu() - cpu, "peak": _peak()}
    name, _, last = then.partition(":")
    return spent | {"told": getattr(import_module(name), last)(module, result, folder) if then else None}


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak() -> float:
    """Megabytes; Linux says it per program, elsewhere the figure may include what the parent held at the start."""
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    if _STATUS.exists():
        own = int(_STATUS.read_text().partition("VmHWM:")[2].split()[0])
    return (own + children) / (1024 if sys.platform == "linux" else 1024**2)


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], Path(sys.argv[2]), sys.argv[3])))
