"""A gap counts nothing itself: its passport leads to the two figures that it divides."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from pipelines.passport.codes import code_of
from pipelines.passport.make import passport, release_named
from pipelines.passport.sections import sections

GAP, CITY, YEAR = "access_gap_ratio", "350200", "2013"
LINE = (
    "INSERT INTO indicator_values (indicator, period, level, unit_code, split, split_value, value, status, reported, \
expected, not_applicable) VALUES (?, ?, 'city', ?, ?, ?, ?, 'reported', 5, 5, 0)"
)


@pytest.fixture
def compared(told, tmp_path):
    """A home whose release says 0.8 of the first comparison, 60 % against 75 %."""
    (tmp_path / "releases").mkdir()
    shutil.copy(told.home / "releases" / f"{told.second}.duckdb", tmp_path / "releases")
    with duckdb.connect(tmp_path / "releases" / f"{told.second}.duckdb") as con:
        query = "SELECT base, split, group_value, reference_value FROM gaps WHERE indicator = ? ORDER BY position"
        base, split, group, reference = con.execute(query, [GAP]).fetchone()
        con.execute(LINE, [GAP, YEAR, CITY, "all", "all", 0.8])
        con.execute(LINE, [base, YEAR, CITY, split, group, 60.0])
        con.execute(LINE, [base, YEAR, CITY, split, reference, 75.0])
    with release_named(tmp_path, told.second) as release:
        found = passport(release, tmp_path, code_of(f"{GAP}/{CITY}/{YEAR}"))
    return found, [f"{base}/{CITY}/{YEAR}/{split}={value}" for value in (group, reference)]


def test_both_figures_are_named_with_their_values_and_codes(compared) -> None:
    found, codes = compared
    assert [(row["code"], row["value"]) for row in found.compared] == list(zip(codes, (60.0, 75.0), strict=True))


def test_it_has_no_rows_columns_or_sql_of_its_own(compared) -> None:
    found, _ = compared
    assert (found.columns, found.facts.total, found.sources) == ((), 0, ())
    assert {one.key for one in sections(found, "en")}.isdisjoint({"columns", "facts", "files", "sql"})


def test_in_words_both_groups_stand_under_the_figure_and_lead_on(compared) -> None:
    found, codes = compared
    figure = sections(found, "en")[0]
    assert [row[1] for row in figure.table[1:]] == ["60.0%", "75.0%"]
    assert [code for _, code in figure.links] == codes
