"""The command run in process, in a folder of its own, on a home where one district's register is accepted."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli import main

UNIT, PERIOD = "350212", "2013Q3"
ONE, TWO = f"{UNIT}109001", f"{UNIT}109002"
KEYS = {"period": PERIOD, "unit_code": UNIT, "as_of": "2013-09-30", "row_status": "新增"}


@dataclass(frozen=True)
class Said:
    """What a run left behind: its exit code, and what it printed on each stream."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def write_csv(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """A CSV file with these rows, its header the fields of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    return path


def community(code: str, name: str) -> dict[str, object]:
    """A village-turned community's line of the register."""
    return KEYS | {
        "community_code": code,
        "name": name,
        "town_code": code[:9],
        "ctype": "村改居",
        "converted_on": "2009-06-30",
        "households": 900,
        "residents": 3000,
    }


def staffing(**cells: object) -> dict[str, object]:
    """A community's line of T04 that adds up."""
    numbers = {"posts": 8, "staff": 6, "seconded": 0, "party_workers": 1}
    bands = {"age_le35": 3, "age_36_45": 2, "age_46_55": 1, "age_ge56": 0}
    schooling = {"edu_hs": 1, "edu_col": 2, "edu_ba": 3, "edu_pg": 0}
    return KEYS | {"community_code": ONE} | numbers | bands | schooling | cells


@pytest.fixture(scope="session")
def registered(tmp_path_factory) -> Path:
    """A home in which the register of one district is accepted."""
    folder = tmp_path_factory.mktemp("registered")
    file = write_csv(folder / "T01.csv", [community(ONE, "上坑社区"), community(TWO, "下坑社区")])
    home = str(folder / "home")
    assert main(["submit", str(file), "--no-receipt-file", "--home", home]) == 0
    assert main(["sign", f"{UNIT}-{PERIOD}-01", "--home", home]) == 0
    assert main(["accept", f"{UNIT}-{PERIOD}-01", "--home", home]) == 0
    return folder / "home"


@pytest.fixture
def home(registered, tmp_path, monkeypatch) -> Path:
    """A copy of that home, found through the environment; the working folder is fresh too."""
    shutil.copytree(registered, tmp_path / "home")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("PINGSHI_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PINGSHI_LANG", raising=False)
    return tmp_path / "home"


@pytest.fixture
def pingshi(home, capsys) -> Callable[..., Said]:
    """Runs the command and gives what it said."""

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def sheet(home) -> Callable[..., str]:
    """Writes T04 as a CSV file into the working folder: one line that is in order but for `cells`, or several."""

    def write(*lines: Mapping[str, object], name: str = "T04.csv", **cells: object) -> str:
        return write_csv(Path(name), [staffing(**line) for line in lines or (cells,)]).name

    return write
