"""A single row of a form: what it says, how it was reported over time, which figures need it."""

from __future__ import annotations

import pytest

from pipelines.passport.make import release_named
from pipelines.passport.reported import ReportedRow, RowCode, reported_row, row_code
from pipelines.passport.reported_words import headline, sections
from pipelines.problems import UserError

from .conftest import ONE, PERIOD, TWO, UNIT, Told


def row_of(told: Told, code: str, release: str | None = None) -> ReportedRow:
    parsed = row_code(code)
    assert parsed is not None
    with release_named(told.home, release) as one:
        return reported_row(one, told.home, parsed, told.programme.forms)


def cells(row: ReportedRow) -> dict[str, tuple[object, str | None]]:
    return {cell["field"]: (cell["value"], cell["cell"]) for cell in row.row["cells"]}


@pytest.mark.parametrize("key", [("2011Q1", "350212001001"), ("2011/12", "50%", ""), ("a/b%2Fc",)])
def test_a_code_holds_any_key_and_is_read_back(key: tuple[str, ...]) -> None:
    code = RowCode("T04", UNIT, key)
    assert row_code(str(code)) == code


@pytest.mark.parametrize("code", ["station_post_fill_rate/350212/2011Q1", "station_post_fill_rate", "", "T04"])
def test_the_code_of_a_figure_is_no_code_of_a_row(code: str) -> None:
    assert row_code(code) is None


def test_a_row_says_what_each_of_its_cells_holds_and_where(told: Told) -> None:
    row = row_of(told, f"T04/{UNIT}/{PERIOD}/{ONE}")
    assert cells(row)["staff"] == (7, "F2")
    assert row.row["receipt"] == f"{UNIT}-{PERIOD}-03"
    assert [one["file"] for one in row.receipts] == ["T04 新.csv"]


def test_an_earlier_release_has_the_row_as_it_was(told: Told) -> None:
    assert cells(row_of(told, f"T04/{UNIT}/{PERIOD}/{ONE}", told.first))["staff"][0] == 6


def test_a_row_names_the_figures_that_need_it_of_its_own_community(told: Told) -> None:
    row = row_of(told, f"T04/{UNIT}/{PERIOD}/{TWO}")
    codes = {one["id"]: one["code"] for one in row.figures}
    assert codes["station_post_fill_rate"] == f"station_post_fill_rate/{UNIT}/{PERIOD}".replace(UNIT, TWO)
    assert all("T04" in " ".join(one["needs"]) for one in row.figures)


def test_a_form_that_carries_answers_a_later_quarter_with_what_stood(told: Told) -> None:
    with release_named(told.home, None) as release:
        found = reported_row(release, told.home, RowCode("T01", UNIT, ("2013Q4", ONE)))
    assert found.row["period"] == PERIOD


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("T99/350212/2013Q3/x", "unknown_form"),
        (f"T04/{UNIT}/{PERIOD}", "row_code"),
        (f"T04/{UNIT}/2010Q3/{ONE}", "no_row"),
        (f"T04/350203/{PERIOD}/{ONE}", "no_row"),
    ],
)
def test_a_row_that_there_is_not_is_answered_by_what_to_write(told: Told, code: str, fault: str) -> None:
    with pytest.raises(UserError) as raised:
        row_of(told, code)
    assert raised.value.code == fault
    assert raised.value.message("zh") != raised.value.message("en")


@pytest.mark.parametrize(
    ("lang", "first", "title"),
    [("zh", "同安区2013年三季度报送的T04", "各格所报"), ("en", "T04 ", "What each cell says")],
)
def test_a_row_is_told_in_both_languages(told: Told, lang: str, first: str, title: str) -> None:
    row = row_of(told, f"T04/{UNIT}/{PERIOD}/{ONE}")
    assert headline(row, lang).startswith(first)
    assert title in [section.title for section in sections(row, lang)]


def test_a_row_is_told_to_a_machine_without_its_labels(told: Told) -> None:
    plain = row_of(told, f"T04/{UNIT}/{PERIOD}/{ONE}").as_dict()
    assert plain["source"]["form"] == "T04"
    assert "labels" not in plain


def test_a_hidden_number_stands_in_no_cell_and_no_remark_of_the_checks(told: Told) -> None:
    row = row_of(told, f"T04/{UNIT}/{PERIOD}/{ONE}")
    hidden = {cell["field"] for cell in row.row["cells"] if cell.get("reason") == "suppressed"}
    assert {"age_le35", "age_46_55"} <= hidden
    assert all(cell["value"] is None for cell in row.row["cells"] if cell["field"] in hidden)
    assert not {one["field"] for one in row.problems} & {None, *hidden}
