"""A home with a release of the tiny programme, every step of it real, and its export in both formats."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipelines.export.package import export
from pipelines.ledger.review import accept, sign
from pipelines.ledger.submit import submit
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme
from pipelines.warehouse.build import build

TINY = Path(__file__).parents[1] / "programme" / "fixtures" / "tiny"
UNIT, PERIOD = "990101", "2020Q1"
KEYS = {"period": PERIOD, "unit_code": UNIT, "as_of": "2020-03-31", "row_status": "新增"}
ONE, TWO = "990101001001", "990101001002"
FORMULA, QUOTED = "=SUM(A1)", "'-quoted"


def village(code: str, name: str, residents: object) -> dict[str, object]:
    place = {"community_code": code, "town_code": code[:9], "name": name, "ctype": "room", "residents": residents}
    return KEYS | place


def send(home: Path, programme: Programme, file: Path, rows: Sequence[Mapping[str, object]]) -> str:
    """The receipt of a CSV file with these rows, accepted."""
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.DictWriter(out, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    receipt = str(submit(home, programme, file, UNIT, PERIOD)["receipt"])
    sign(home, receipt)
    accept(home, receipt)
    return receipt


@pytest.fixture(scope="session")
def tiny() -> Programme:
    return load_programme(TINY)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, tiny: Programme) -> Path:
    """Two villages, one named like a formula, one of unknown size; a room that nobody came to, and a closed one."""
    folder = tmp_path_factory.mktemp("tiny")
    home = folder / "home"
    send(home, tiny, folder / "T01.csv", [village(ONE, FORMULA, 100), village(TWO, QUOTED, "")])
    rooms = [
        KEYS | {"community_code": ONE, "is_open": "是", "visits": 0, "loans": 0},
        KEYS | {"community_code": TWO, "is_open": "否", "visits": "", "loans": ""},
    ]
    send(home, tiny, folder / "T02.csv", rooms)
    build(home, tiny)
    return home


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory, built: Path, tiny: Programme) -> dict[str, Path]:
    """The exported folders by format."""
    folder = tmp_path_factory.mktemp("packages")
    return {kind: Path(export(built, tiny, folder / kind, kind).folder) for kind in ("parquet", "csv")}
