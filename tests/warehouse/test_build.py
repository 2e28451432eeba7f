"""A release: made of everything accepted, never changed, shown by moving one pointer."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from pipelines import open_release
from pipelines.problems import UserError
from pipelines.warehouse.release import current, release_path

TABLES = """SELECT table_name FROM duckdb_tables() WHERE table_name <> 'release_info' ORDER BY table_name"""


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a release but the one that says when it was built, row by row."""
    with duckdb.connect(str(path), read_only=True) as con:
        return {name: con.execute(f"SELECT * FROM {name}").fetchall() for (name,) in con.execute(TABLES).fetchall()}


def test_a_release_is_named_by_time_and_by_what_it_was_made_of(staffed):
    name = staffed.build()
    assert re.fullmatch(r"\d{8}T\d{6}-[0-9a-f]{8}", name)
    assert current(staffed.home) == name
    assert (staffed.home / "CURRENT").read_text(encoding="utf-8") == f"{name}\n"


def test_it_says_what_it_is(staffed):
    name = staffed.build()
    with open_release(staffed.home) as release:
        told = dict(release.sql("SELECT key, value FROM release_info").iter_rows())
    assert told["name"] == name
    assert (told["programme"], told["city"], told["demo"]) == ("xiamen", "350200", "yes")
    assert (told["first_period"], told["last_period"]) == ("2010Q3", "2013Q3")


def test_nothing_new_makes_no_new_release(staffed):
    first = staffed.build()
    assert staffed.build() == first
    assert len(list((staffed.home / "releases").glob("*.duckdb"))) == 1


def test_the_same_rows_and_definitions_make_the_same_tables(staffed):
    first = staffed.build()
    before = contents(release_path(staffed.home, first))
    release_path(staffed.home, first).unlink()
    again = staffed.build(full=True)
    assert again.split("-")[1] == first.split("-")[1]
    assert contents(release_path(staffed.home, again)) == before


def test_a_build_leaves_the_older_release_as_it_was(staffed):
    first = staffed.build()
    kept = release_path(staffed.home, first).read_bytes()
    row = {"community_code": "350212109001", "posts": 10, "staff": 4, "seconded": 0}
    staffed.accept("350212", "2013Q3", {"T04": [row]}, number=2)
    second = staffed.build()
    assert current(staffed.home) == second != first
    assert release_path(staffed.home, first).read_bytes() == kept


def test_a_correction_replaces_its_own_rows_only(staffed):
    row = {"community_code": "350212109001", "posts": 10, "staff": 4, "seconded": 0}
    second = staffed.accept("350212", "2013Q3", {"T04": [row]}, number=2)
    staffed.build()
    with open_release(staffed.home) as release:
        rows = release.sql("SELECT staff, receipt FROM t04 WHERE unit_code = '350212' ORDER BY community_code").rows()
        filled = release.values("station_post_fill_rate", level="district", period="2013Q3")
    assert rows == [(4, second), (9, "350212-2013Q3-01"), (10, "350212-2013Q3-01")]
    assert dict(filled.select("unit_code", "numerator").iter_rows()) == {"350203": 27, "350212": 23}


def test_what_is_not_accepted_does_not_count(staffed):
    row = {"community_code": "350212109001", "posts": 10, "staff": 1, "seconded": 0}
    waiting = staffed.accept("350212", "2013Q3", {"T04": [row]}, number=2, state="checked")
    staffed.build()
    with open_release(staffed.home) as release:
        assert release.sql("SELECT MIN(staff) FROM t04").item() == 8
        receipts = "SELECT state, accepted_at, due_on, on_time FROM receipts WHERE receipt = $receipt"
        found = release.sql(receipts, receipt=waiting).row(0)
        problems = release.sql("SELECT COUNT(*) FROM problems").item()
    assert (found[0], found[1], str(found[2]), found[3]) == ("checked", None, "2013-10-18", True)
    assert problems == 3


def test_a_receipt_in_the_release_tells_cells_asked_and_changed(staffed):
    staffed.build()
    with open_release(staffed.home) as release:
        found = release.sql("SELECT DISTINCT cells_asked, cells_changed FROM receipts").rows()
    assert found == [(111, 8)]


def test_without_accepted_rows_there_is_nothing_to_build(office):
    with pytest.raises(UserError) as raised:
        office.build()
    assert raised.value.code == "nothing_accepted"
    assert current(office.home) is None
    assert list((office.home / "releases").glob("*.duckdb")) == []


def test_figures_that_cannot_be_true_stop_the_build_and_the_old_release_stays(staffed):
    first = staffed.build()
    broken = {"community_code": "350212109001", "posts": 10, "staff": 4, "seconded": 0, "cert_n": 5}
    staffed.accept("350212", "2013Q4", {"T04": [broken]})
    with pytest.raises(UserError) as raised:
        staffed.build()
    assert raised.value.code == "build_refused"
    assert "staff_cert_share 2013 350212109001" in raised.value.message_en
    assert current(staffed.home) == first


def test_a_pointer_to_a_release_that_is_gone_shows_none(staffed):
    release_path(staffed.home, staffed.build()).unlink()
    assert current(staffed.home) is None
