"""The record of a figure from release to release: first, each change, the final one, the latest."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import duckdb

from pipelines.passport.codes import code_of
from pipelines.passport.model import Published
from pipelines.passport.revisions import record, revisions

FILLED = "station_post_fill_rate/350212/2013Q3"


def said(name: str, day: int, numerator: float | None, *receipts: str) -> Published:
    """A release of October 2013 that says so many of ten, or nothing of the figure."""
    counts = {"numerator": numerator, "denominator": 10.0, "value": (numerator or 0) * 10}
    figure = counts | {"reported": 1, "expected": 1, "not_applicable": 0, "status": "reported"}
    built = datetime(2013, 10, day, 12, tzinfo=UTC)
    return Published(name, built, None if numerator is None else figure, frozenset(receipts))


def names(found) -> list[str | None]:
    return [one.release if one else None for one in (found.first, found.final, found.latest)]


def test_a_figure_that_never_changed_has_one_line() -> None:
    found = record([said("a", 10, 6), said("b", 20, 6), said("c", 30, 6)], date(2013, 10, 25))
    assert [one.release for one in found.changes] == ["a"]
    assert names(found) == ["a", "c", "c"]


def test_each_change_names_the_receipts_accepted_since_the_release_before() -> None:
    found = record([said("a", 10, 6, "r1"), said("b", 15, 6, "r1", "r2"), said("c", 20, 7, "r1", "r2", "r3")], None)
    assert [(one.release, one.accepted) for one in found.changes] == [("a", ("r1",)), ("c", ("r3",))]


def test_the_final_figure_is_that_of_the_first_release_on_the_day_of_the_freeze_or_after() -> None:
    found = record([said("a", 10, 6), said("b", 20, 7), said("c", 30, 8)], date(2013, 10, 20))
    assert names(found) == ["a", "b", "c"]


def test_before_the_freeze_nothing_is_final_and_without_one_nothing_ever_is() -> None:
    assert names(record([said("a", 10, 6)], date(2013, 10, 25))) == ["a", None, "a"]
    assert names(record([said("a", 10, 6)], None)) == ["a", None, "a"]


def test_a_release_from_before_the_figure_says_nothing_of_it() -> None:
    found = record([said("a", 10, None, "r1"), said("b", 20, 6, "r1", "r2")], date(2013, 10, 1))
    assert names(found) == ["b", "b", "b"]
    assert record([], None).changes == ()


def test_sums_in_another_order_are_no_change() -> None:
    found = record([said("a", 10, 0.1 + 0.2), said("b", 20, 0.3)], None)
    assert len(found.changes) == 1


def test_the_home_tells_six_of_eight_first_and_thirteen_of_sixteen_since(told) -> None:
    found = told(FILLED).revisions
    assert [one.release for one in found.changes] == [told.first, told.second]
    assert [one.figure["numerator"] for one in found.changes] == [6, 13]
    assert found.changes[1].accepted == ("350212-2013Q3-03",)
    assert found.final is not None
    assert found.final.release == told.first


def test_a_release_that_cannot_be_read_is_named_and_left_out(told, tmp_path) -> None:
    (tmp_path / "releases").mkdir()
    shutil.copy(told.home / "releases" / f"{told.first}.duckdb", tmp_path / "releases")
    (tmp_path / "releases" / "20990101T000000-00000000.duckdb").write_bytes(b"torn")
    with duckdb.connect(tmp_path / "releases" / "20990102T000000-00000000.duckdb") as con:
        con.execute("CREATE TABLE something_else (x INTEGER)")
    found = revisions(tmp_path, code_of(FILLED), "", None)
    assert [one.release for one in found.changes] == [told.first]
    assert found.unreadable == ("20990101T000000-00000000", "20990102T000000-00000000")
