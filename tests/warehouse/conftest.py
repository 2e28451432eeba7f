"""An office whose rows are accepted without workbooks, so that these tests are about the warehouse alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.ledger.events import append
from pipelines.ledger.home import make_home
from pipelines.ledger.receipts import save_receipt
from pipelines.ledger.review import accept, sign
from pipelines.ledger.rows import row_schema
from pipelines.ledger.states import Event
from pipelines.problems import Problem
from pipelines.programme.load import load_programme
from pipelines.programme.model import Form, Programme
from pipelines.programme.periods import quarter_end
from pipelines.warehouse.build import build

TINY = Path(__file__).parents[1] / "programme" / "fixtures" / "tiny"
Rows = Mapping[str, Sequence[dict[str, Any]]]


@dataclass
class Office:
    """A home folder into which rows of a programme are accepted."""

    home: Path
    programme: Programme

    def accept(self, unit: str, period: str, rows: Rows, number: int = 1, state: str = "accepted") -> str:
        """One receipt with these rows per form; a row gives what is not null."""
        receipt = f"{unit}-{period}-{number:02}"
        folder = self.home / "checked" / receipt
        folder.mkdir(parents=True)
        for form, lines in rows.items():
            typed(self.programme.form(form), unit, period, lines, receipt).write_parquet(folder / f"{form}.parquet")
        sent = Event("received", receipt, unit=unit, period=period, sha256=receipt, file=f"{receipt}.xlsx")
        at = datetime(2013, 10, 15, 2, tzinfo=UTC)
        append(self.home, sent, Event("checked", receipt, forms=tuple(rows)), at=at)
        save_receipt(self.home, _receipt(receipt, unit, period))
        if state == "accepted":
            sign(self.home, receipt, at=at)
            accept(self.home, receipt, at=at)
        return receipt

    def open_rooms(self, count: int, number: int = 1) -> None:
        """Two villages of the tiny programme with a reading room each, of which so many are open."""
        codes = ["990101001001", "990101001002"]
        register = [{"community_code": code, "name": code, "ctype": "room", "residents": 100} for code in codes]
        rooms = [{"community_code": code, "is_open": n < count, "visits": 10} for n, code in enumerate(codes)]
        self.accept("990101", "2020Q1", {"T01": register, "T02": rooms}, number)

    def build(self, full: bool = False) -> str:
        """A build of this home."""
        return build(self.home, self.programme, full=full)


def typed(form: Form, unit: str, period: str, rows: Sequence[dict[str, Any]], receipt: str) -> pl.DataFrame:
    """Typed rows as a submission leaves them."""
    keys = {"unit_code": unit, "period": period, "as_of": quarter_end(period), "not_applicable": []}
    origin = {"receipt": receipt, "sheet": form.id}
    return pl.DataFrame(
        [keys | row | origin | {"row": n} for n, row in enumerate(rows, start=4)], schema=row_schema(form)
    )


def _receipt(receipt: str, unit: str, period: str) -> dict[str, Any]:
    late = Problem("below_minimum", "warning", "太小", "too small", "T04", "T04", "H4", 4, "posts", "-1")
    return {
        "receipt": receipt,
        "unit": unit,
        "period": period,
        "due_on": "2013-10-18",
        "on_time": True,
        "demo": True,
        "forms": {"T04": {"rows": 4, "asked": 100, "changed": 7}, "T06": {"rows": 1, "asked": 11, "changed": 1}},
        "problems": [late.as_dict()],
    }


def community_row(code: str, **facts: Any) -> dict[str, Any]:
    """A row of the register."""
    place = {"community_code": code, "name": f"社区{code[-3:]}", "town_code": code[:9], "ctype": "村改居"}
    return place | {"households": 500, "residents": 2000} | facts


@pytest.fixture(scope="session")
def community() -> Callable[..., dict[str, Any]]:
    """Makes rows of the register."""
    return community_row


@pytest.fixture(scope="session")
def office_of(xiamen: Programme) -> Callable[[Path], Office]:
    """Makes an empty home in a folder, for tests that share one."""
    return lambda folder: Office(make_home(folder), xiamen)


@pytest.fixture
def office(tmp_path: Path, xiamen: Programme) -> Office:
    """An empty home of the programme that ships."""
    return Office(make_home(tmp_path / "home"), xiamen)


@pytest.fixture
def staffed(office: Office) -> Office:
    """Two districts with one quarter of register and staffing accepted, and not yet built."""
    for unit, town in (("350203", "001"), ("350212", "109")):
        codes = [f"{unit}{town}{n:03}" for n in range(1, 4)]
        staff = [{"community_code": c, "posts": 10, "staff": 8 + n, "seconded": 0} for n, c in enumerate(codes)]
        office.accept(unit, "2013Q3", {"T01": [community_row(code) for code in codes], "T04": staff})
    return office


@pytest.fixture
def tiny_office(tmp_path: Path) -> Office:
    """An empty home of the tiny second programme."""
    return Office(make_home(tmp_path / "tiny"), load_programme(TINY))
