"""One figure of a small office: counted how, from which cells of which file, how many reported, who accepted it."""

from __future__ import annotations

import json

import pytest

from pipelines.ledger.archive import digest
from pipelines.passport.model import EVERYTHING, Extent

UNIT, PERIOD = "350212", "2013Q3"
ONE, TWO = f"{UNIT}109001", f"{UNIT}109002"
FILLED = f"station_post_fill_rate/{UNIT}/{PERIOD}"
APPOINTED = "cadre_conversion_rate"


def columns(found) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.role: (one.name, one.fields) for one in found.columns}


def test_the_figure_stands_with_its_counts(told) -> None:
    found = told(FILLED)
    assert (found.figure["numerator"], found.figure["denominator"]) == (13, 16)
    assert (found.figure["reported"], found.figure["expected"], found.figure["status"]) == (2, 2, "reported")
    assert found.figure["lower"] < found.figure["value"] < found.figure["upper"]


def test_the_city_is_meant_where_no_unit_is_named(told) -> None:
    assert told("station_post_fill_rate").code == f"station_post_fill_rate/350200/{PERIOD}"


def test_numerator_and_denominator_are_traced_to_the_fields_of_the_form(told) -> None:
    assert columns(told(FILLED)) == {
        "numerator": ("posts_filled", ("T04.posts", "T04.seconded", "T04.staff")),
        "denominator": ("posts", ("T04.posts",)),
        "applicable": ("posts_apply", ("T04.posts",)),
    }
    assert told(FILLED).untraced == ()


def test_the_rows_of_the_facts_add_up_to_the_figure(told) -> None:
    rows = told(FILLED).facts.rows
    assert [(row["community_code"], row["counted_as"]) for row in rows] == [(ONE, "reported"), (TWO, "reported")]
    assert sum(row["posts_filled"] for row in rows) == 13


def test_behind_them_stand_the_cells_of_the_file_as_it_was_sent(told) -> None:
    (source,) = told(FILLED).sources
    assert (source.form, source.is_exact, source.found.total) == ("T04", True, 2)
    first = source.found.rows[0]
    assert (first["receipt"], first["row"], first["key"]) == (f"{UNIT}-{PERIOD}-03", 2, {"community_code": ONE})
    cells = {one["field"]: (one["cell"], one["value"]) for one in first["cells"]}
    assert cells == {"posts": ("G2", 8), "seconded": ("H2", 0), "staff": ("F2", 7)}


def test_without_reading_files_again_a_cell_has_its_row_and_no_letter(told) -> None:
    (source,) = told(FILLED, extent=Extent(files=0)).sources
    assert {one["cell"] for row in source.found.rows for one in row["cells"]} == {None}


def test_the_file_is_named_with_its_fingerprint_and_the_steps_of_its_receipt(told) -> None:
    (receipt,) = told(FILLED).receipts
    sent = told.home.parent / "T04 新.csv"
    assert (receipt["file"], receipt["sha256"]) == (sent.name, digest(sent.read_bytes()))
    assert [step["event"] for step in receipt["steps"]] == ["received", "checked", "signed", "accepted"]
    assert all(step["by"] and step["at"] for step in receipt["steps"])


def test_who_did_not_report_is_named(told) -> None:
    found = told(FILLED, told.first)
    assert [(row["unit_code"], row["name_zh"]) for row in found.missing] == [(TWO, "下坑社区")]
    assert (found.figure["reported"], found.figure["expected"]) == (1, 2)
    assert told(FILLED).missing == ()


def test_a_community_has_only_its_own_row(told) -> None:
    found = told(f"station_post_fill_rate/{TWO}/{PERIOD}")
    assert [row["community_code"] for row in found.facts.rows] == [TWO]
    assert [row["key"]["community_code"] for row in found.sources[0].found.rows] == [TWO]


def test_a_town_and_a_side_have_the_rows_of_their_communities(told) -> None:
    assert told(f"station_post_fill_rate/{ONE[:9]}/{PERIOD}").facts.total == 2
    assert told(f"station_post_fill_rate/mainland/{PERIOD}").facts.total == 2


def test_a_part_of_a_split_counts_with_its_own_columns(told) -> None:
    found = told(f"trinity_complete_rate/{UNIT}/{PERIOD}/leg=party")
    assert columns(found)["numerator"][0] == "trinity_party"
    assert found.part is not None
    assert found.part["value_zh"] == "党组织"


def test_a_value_of_a_column_has_only_the_rows_with_it(told) -> None:
    assert told(f"trinity_complete_rate/{UNIT}/{PERIOD}/pilot=other").facts.total == 2


def test_few_people_are_hidden_with_their_rows_and_their_past(told) -> None:
    """One of four former cadres was appointed in each community."""
    found = told(f"{APPOINTED}/{ONE}/{PERIOD}")
    assert found.is_suppressed
    assert (found.figure["numerator"], found.figure["value"]) == (None, None)
    assert (found.facts.total, found.sources, found.receipts, found.missing) == (0, (), (), ())
    assert found.revisions.changes == ()
    assert found.columns


def test_in_a_figure_that_is_shown_hidden_rows_are_not_called_missing(told) -> None:
    found = told(f"{APPOINTED}/{UNIT}/{PERIOD}")
    assert (found.figure["numerator"], found.figure["reported"]) == (2, 2)
    assert {row["counted_as"] for row in found.facts.rows} == {"hidden"}
    assert found.missing == ()
    assert {one.get("reason") for row in found.sources[0].found.rows for one in row["cells"]} == {"suppressed"}


def test_yardsticks_cautions_and_counter_figures_come_along(told) -> None:
    found = told(FILLED)
    assert {row["yardstick"] for row in found.norms} == {"proposal"}
    assert found.indicator["caution_en"]
    counters = {row["id"]: row["code"] for row in found.counters}
    assert counters["staff_per_10k_residents"] == f"staff_per_10k_residents/{UNIT}/{PERIOD}"


def test_a_passport_says_which_rows_it_shows_of_how_many(told) -> None:
    found = told(FILLED, extent=Extent(rows=1, files=0))
    assert (found.facts.total, len(found.facts.rows)) == (2, 1)
    assert (found.sources[0].found.total, len(found.sources[0].found.rows)) == (2, 1)


def test_a_machine_reads_all_of_it(told) -> None:
    plain = json.loads(json.dumps(told(FILLED, extent=EVERYTHING).as_dict()))
    assert plain["code"] == FILLED
    assert plain["sources"][0]["found"]["rows"][0]["cells"][0]["cell"] == "G2"


def test_a_file_that_is_gone_costs_the_letters_alone(told, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.passport import cells

    monkeypatch.setattr(cells, "_read", {})
    monkeypatch.setattr(cells, "fetch", lambda _, sha256: fetch_nothing(sha256))
    (source,) = told(FILLED).sources
    assert source.found.rows[0]["cells"][0]["cell"] is None


def fetch_nothing(sha256: str) -> bytes:
    from pipelines.i18n import user_error

    raise user_error("not_in_archive", sha256=sha256)
