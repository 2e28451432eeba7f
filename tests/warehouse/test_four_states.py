"""From cell to release: zero counts, blank and a reason are not reported, not applicable leaves the denominator."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines import open_release
from pipelines.intake.checks.check import Context, check
from pipelines.intake.files.grid import letters
from pipelines.intake.tables import RawTable, Reading
from pipelines.ledger.rows import accepted_rows

UNIT, PERIOD = "350212", "2013Q3"
CODES = [f"35021210900{place}" for place in range(1, 5)]
POSTS = ["0", None, "未统计", "不适用"]


def table(form, rows):
    """The rows of a form as if read from a sheet."""
    printed = {"period": PERIOD, "unit_code": UNIT, "as_of": "2013-09-30"}
    names = [field.name for field in form.fields]
    texts = [{name: (printed | row).get(name) for name in names} for row in rows]
    frame = pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String))
    numbers = pl.Series("row", range(4, 4 + len(rows)), pl.Int64)
    columns = {name: letters(place) for place, name in enumerate(names, start=1)}
    return RawTable(form.id, form.id, columns, frame.with_columns(numbers))


@pytest.fixture
def sent(office):
    """Four communities that answer one question in four ways, accepted as checked."""
    place = {"town_code": "350212109", "ctype": "村改居", "converted_on": "2008-05-01"}
    register = [{"community_code": code, "name": f"社区{code[-1]}"} | place for code in CODES]
    staff = [
        {"community_code": code, "posts": posts, "staff": "0", "seconded": "0"}
        for code, posts in zip(CODES, POSTS, strict=True)
    ]
    tables = (table(office.programme.form("T01"), register), table(office.programme.form("T04"), staff))
    context = Context(UNIT, PERIOD, {}, date(2013, 10, 10))
    checked = check(Reading(UNIT, PERIOD, {}, tables, ()), office.programme, context)
    assert [one for one in checked.problems if one.level == "error"] == []
    office.accept(UNIT, PERIOD, {form: rows.to_dicts() for form, rows in checked.rows.items()})
    return office


def test_the_states_survive_from_the_cell_to_the_table_of_the_release(sent):
    sent.build()
    with open_release(sent.home) as release:
        rows = release.sql("SELECT posts, missing, not_applicable FROM t04 ORDER BY community_code").rows()
    assert rows == [(0, [], []), (None, [], []), (None, ["posts=not_counted"], []), (None, [], ["posts"])]


def test_reported_expected_and_not_applicable_are_counted_right(sent):
    sent.build()
    with open_release(sent.home) as release:
        figures = release.sql(
            "SELECT reported, expected, not_applicable, numerator, denominator FROM indicator_values"
            " WHERE indicator = 'station_post_fill_rate' AND unit_code = '350212' AND split = 'all'"
            " AND period = '2013Q3'"
        ).row(0)
    assert figures == (1, 3, 1, 0, 0)


def test_rows_kept_before_there_were_reasons_are_still_read(sent):
    (kept,) = (sent.home / "accepted" / "T04").rglob("*.parquet")
    before = pl.read_parquet(kept).drop("missing")
    before.write_parquet(kept)
    rows = accepted_rows(sent.home, sent.programme, "T04")
    assert rows["missing"].to_list() == [None] * 4
    assert rows["community_code"].to_list() == CODES
