"""A small office whose workbooks went all the way: sent, checked, signed, accepted, built twice."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.cli import main
from pipelines.ledger.rows import row_schema
from pipelines.passport.codes import code_of
from pipelines.passport.make import passport, release_named
from pipelines.passport.model import ON_PAPER, Extent, Passport
from pipelines.programme.model import Programme
from pipelines.warehouse.fill import fill_release
from pipelines.warehouse.record import Record

UNIT, PERIOD = "350212", "2013Q3"
ONE, TWO = f"{UNIT}109001", f"{UNIT}109002"
KEYS = {"period": PERIOD, "unit_code": UNIT, "as_of": "2013-09-30", "row_status": "新增"}
NUMBERS = {"posts": 8, "seconded": 0, "party_workers": 1, "age_le35": 3, "age_36_45": 3, "age_46_55": 0, "age_ge56": 0}
CADRES = {"cad_elig": 4, "cad_trained": 4, "cad_assessed": 3, "cad_passed": 2, "cad_appointed": 1}


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """A CSV file with these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    return path


def community(code: str, name: str) -> dict[str, object]:
    """A line of the register."""
    place = {"community_code": code, "name": name, "town_code": code[:9], "ctype": "村改居"}
    return KEYS | place | {"converted_on": "2009-06-30", "households": 900, "residents": 3000}


def staffing(code: str, staff: int) -> dict[str, object]:
    """A line of T04."""
    return KEYS | {"community_code": code, "staff": staff} | NUMBERS | CADRES


@dataclass(frozen=True)
class Told:
    """The home, its two releases, and a way to ask either for a passport."""

    home: Path
    first: str
    second: str
    programme: Programme

    def __call__(self, code: str, release: str | None = None, extent: Extent = ON_PAPER) -> Passport:
        with release_named(self.home, release) as one:
            return passport(one, self.home, code_of(code), extent, self.programme.forms)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, xiamen: Programme) -> Told:
    """First one of two communities reports six of eight posts; later it says seven, and the other sends five."""
    folder = tmp_path_factory.mktemp("passport")
    home = folder / "home"

    def send(name: str, rows: Sequence[Mapping[str, object]], number: int) -> None:
        receipt = f"{UNIT}-{PERIOD}-{number:02}"
        file = str(write(folder / name, rows))
        for words in (["submit", file, "--no-receipt-file"], ["sign", receipt], ["accept", receipt]):
            assert main([*words, "--home", str(home)]) == 0

    def build() -> str:
        assert main(["build", "--home", str(home)]) == 0
        return (home / "CURRENT").read_text(encoding="utf-8").strip()

    send("T01.csv", [community(ONE, "上坑社区"), community(TWO, "下坑社区")], 1)
    send("T04.csv", [staffing(ONE, 6)], 2)
    first = build()
    send("T04 新.csv", [staffing(ONE, 7) | {"age_46_55": 1}, staffing(TWO, 6)], 3)
    return Told(home, first, build(), xiamen)


@pytest.fixture(scope="session")
def tables(xiamen: Programme) -> Iterator[dict[str, dict[str, str]]]:
    """The tables of a release of the programme that ships: name → column → type."""
    register = next(form for form in xiamen.forms if form.id == "T01")
    row = {"period": PERIOD, "unit_code": UNIT, "community_code": ONE, "name": "上坑社区", "ctype": "村改居"}
    with duckdb.connect() as con:
        fill_release(con, xiamen, {"T01": pl.DataFrame([row], schema=row_schema(register))}, Record())
        found: dict[str, dict[str, str]] = {}
        query = "SELECT table_name, column_name, data_type FROM information_schema.columns"
        for table, column, kind in con.execute(query).fetchall():
            found.setdefault(table, {})[column] = kind
        yield found


Ask = Callable[..., Passport]
