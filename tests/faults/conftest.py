"""A small programme, a home where one quarter is accepted and built, and a process that can be killed at any step."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines import open_release
from pipelines.doctor.finding import Finding
from pipelines.doctor.run import state_of
from pipelines.ledger.events import receipts
from pipelines.ledger.review import accept, return_, sign, withdraw
from pipelines.ledger.rows import accepted_rows
from pipelines.ledger.submit import submit
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme
from pipelines.warehouse.build import build
from pipelines.warehouse.release import current

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "programme" / "fixtures" / "tiny"
UNIT, PERIOD = "990101", "2020Q1"
VILLAGES = [f"{UNIT}001{n:03}" for n in range(1, 4)]
KILLED, REFUSED = -signal.SIGKILL, 3


class Killer:
    """Does one thing after another, each in a child of its own that may be killed on the way."""

    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("killer.py")), str(TINY)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        # Without byte code: a child with a limit on file sizes must not leave half a module in the library's cache.
        environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(command, text=True, env=environment, **pipes)
        assert json.loads(self._line()) == "ready"

    def _line(self) -> str:
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        return line

    def order(self, do: str, home: Path, name: str = "", **end: Any) -> int:
        """How the child ended: 0 done, 3 refused with a clear message, -9 killed."""
        self.process.stdin.write(json.dumps({"do": do, "home": str(home), "name": name} | end) + "\n")
        self.process.stdin.flush()
        return json.loads(self._line())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.process.stderr.close()


@dataclass
class Place:
    """A home of the tiny programme and the folder where its files lie."""

    home: Path
    files: Path
    programme: Programme

    def register(self) -> Path:
        """The register of three villages with a reading room each."""
        return self.register_with(residents=100)

    def register_with(self, residents: int) -> Path:
        """The same register, with so many residents in each village."""
        about = {"ctype": "room", "residents": residents}
        rows = [{"community_code": c, "name": f"村{c[-1]}", "town_code": c[:9]} | about for c in VILLAGES]
        return self._file("T01.csv", rows)

    def rooms(self, visits: int, name: str = "T02.csv") -> Path:
        """The reading rooms, each with so many visits."""
        return self._file(name, [{"community_code": code, "is_open": "是", "visits": visits} for code in VILLAGES])

    def _file(self, name: str, rows: list[dict[str, Any]]) -> Path:
        keys = {"period": PERIOD, "unit_code": UNIT, "as_of": "2020-03-31", "row_status": "新增"}
        path = self.files / name
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, [*keys, *rows[0]])
            lines.writeheader()
            lines.writerows(keys | row for row in rows)
        return path

    def send(self, path: Path) -> str:
        return str(submit(self.home, self.programme, path)["receipt"])

    def take(self, path: Path) -> str:
        """Sends, signs and accepts."""
        receipt = self.send(path)
        sign(self.home, receipt)
        accept(self.home, receipt)
        return receipt

    def build(self) -> str:
        return build(self.home, self.programme)

    def finish(self, do: str, name: str) -> None:
        """Does again what was interrupted, as a person would."""
        known = receipts(self.home)
        moves = {"sign": ("signed", sign), "accept": ("accepted", accept), "withdraw": ("withdrawn", withdraw)}
        if do == "submit":
            self.send(Path(name))
        elif do == "build":
            build(self.home, self.programme)
        elif do == "return" and known[name].state != "returned":
            return_(self.home, name, "请核对")
        elif do in moves and known[name].state != moves[do][0]:
            moves[do][1](self.home, name)

    def findings(self) -> list[Finding]:
        """What the doctor has to say about the home."""
        return state_of(self.home, self.programme)

    def problems(self) -> list[str]:
        """What the doctor finds wrong."""
        return [one.what.zh for one in self.findings() if one.level == "problem"]

    def states(self) -> dict[str, str]:
        return {one.id: one.state for one in receipts(self.home).values()}

    def visits(self) -> list[int]:
        """The accepted rows that count, as anybody reads them."""
        return accepted_rows(self.home, self.programme, "T02")["visits"].to_list()

    def published(self) -> tuple[str | None, list[int]]:
        """The current release and what it says."""
        with open_release(self.home) as release:
            return current(self.home), release.sql("SELECT visits FROM t02 ORDER BY community_code")["visits"].to_list()


@pytest.fixture(scope="session")
def tiny() -> Programme:
    return load_programme(TINY)


@pytest.fixture(scope="session")
def killer() -> Iterator[Killer]:
    """The process that is killed."""
    one = Killer()
    yield one
    one.close()


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory, tiny: Programme) -> Place:
    """One quarter accepted and built, with one visit in each room."""
    folder = tmp_path_factory.mktemp("begun")
    place = Place(folder / "home", folder, tiny)
    place.take(place.register())
    place.take(place.rooms(1))
    place.build()
    return place


class Copies:
    """Fresh copies of a home, as many as one likes."""

    def __init__(self, folder: Path, place: Place) -> None:
        self.folder, self.place, self.count = folder, place, 0

    def __call__(self) -> Place:
        self.count += 1
        shutil.copytree(self.place.home, self.folder / str(self.count))
        return Place(self.folder / str(self.count), self.folder, self.place.programme)


@pytest.fixture
def place(tmp_path: Path, begun: Place) -> Place:
    """A copy of that home."""
    return Copies(tmp_path, begun)()


@pytest.fixture
def copies(tmp_path: Path) -> Any:
    """Makes copies of a home."""
    (tmp_path / "copies").mkdir()
    return lambda one: Copies(tmp_path / "copies", one)
