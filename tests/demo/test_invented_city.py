"""The invented programme: its size, that it is always the same, and that what should go wrong does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl
import pytest

from pipelines.demo.offices import sent_at, with_mistakes
from pipelines.demo.play import Size, mailings, staged, write, write_demo
from pipelines.demo.quarter import Play, quarter
from pipelines.demo.world import TURNED
from pipelines.ledger.events import receipts
from pipelines.ledger.report import status
from pipelines.programme.model import Programme
from pipelines.programme.periods import due_on, quarter_end
from pipelines.warehouse.release import open_release


@pytest.fixture(scope="module")
def play(xiamen: Programme) -> Play:
    return staged(xiamen.folder, Size(500, 12, 2010))


def test_about_500_communities_60_of_them_village_turned_and_15_pilots(play: Play) -> None:
    turned = [place for place in play.places if place.ctype_at_end == TURNED]
    assert len(play.places) == 500
    assert 55 <= len(turned) <= 65
    assert sum(place.pilot_since is not None for place in play.places) == 15


def test_each_district_has_two_or_three_pilots(play: Play) -> None:
    counts = {unit: sum(p.pilot_since is not None for p in play.of(unit)) for unit in {p.district for p in play.places}}
    assert set(counts.values()) == {2, 3}


def test_some_villages_become_communities_on_the_way(play: Play) -> None:
    first, last = quarter_end(play.periods[0]), quarter_end(play.periods[-1])
    converting = [p for p in play.places if p.ctype(first) != p.ctype(last)]
    assert len(converting) == 8


def test_codes_and_names_are_nobody_elses(play: Play) -> None:
    assert len({p.code for p in play.places}) == len({p.name for p in play.places}) == 500


def test_the_same_seed_plays_the_same_quarter(play: Play, xiamen: Programme) -> None:
    again = staged.__wrapped__(xiamen.folder, Size(500, 12, 2010))
    other = staged(xiamen.folder, Size(500, 12, 1))
    assert quarter(play, "350212", "2011Q2") == quarter(again, "350212", "2011Q2")
    assert quarter(play, "350212", "2011Q2") != quarter(other, "350212", "2011Q2")


def test_one_district_sends_nothing_in_one_quarter_and_two_send_corrections(play: Play) -> None:
    sent = [(one.unit, one.period) for one in mailings(play)]
    assert ("350211", "2012Q2") not in sent
    assert sent.count(("350205", "2010Q4")) == 2


def test_a_form_is_forgotten(play: Play) -> None:
    assert "T04" not in quarter(play, "350212", "2011Q2")


def test_one_district_is_usually_late(play: Play) -> None:
    late = [sent_at(play, "350212", p).date() > due_on(play.programme, p) for p in play.periods]
    assert sum(late) > 6


def test_one_district_fills_every_post_on_paper(play: Play) -> None:
    rows = quarter(play, "350206", "2013Q1")["T04"]
    assert all(row["staff"] == row["posts"] and row["seconded"] == 0 for row in rows)


def test_a_tired_clerk_writes_words_for_numbers(play: Play) -> None:
    rows = with_mistakes(quarter(play, "350213", "2011Q1"), 2010, "350213", "2011Q1")
    assert "约十人" in {row["staff"] for row in rows["T04"]}


def test_money_keeps_coming_for_a_matter_off_the_list(play: Play) -> None:
    rows = quarter(play, "350205", "2012Q3")
    assert "E29" not in {row["matter_code"] for row in rows["T08"]}
    assert "E29" in {row["matter_code"] for row in rows["T09"]}


def test_the_demonstration_goes_through_the_front_door_and_may_be_repeated(xiamen: Programme, tmp_path: Path) -> None:
    first = write_demo(tmp_path, xiamen, communities=30, periods=1)
    events = {number: one.state for number, one in receipts(tmp_path).items()}
    assert set(events.values()) == {"accepted"}
    again = write_demo(tmp_path, xiamen, communities=30, periods=1)
    assert {number: one.state for number, one in receipts(tmp_path).items()} == events
    assert (again.workbooks, again.communities) == (first.workbooks, first.communities)
    assert {one["state"] for one in status(tmp_path, xiamen, "2010Q3")["units"]} == {"accepted"}
    with open_release(tmp_path) as release:
        assert release.sql("SELECT value FROM release_info WHERE key = 'demo'").item() == "yes"
        held = release.sql("SELECT COUNT(*) AS n FROM problems WHERE level = 'error'")
        assert held.equals(pl.DataFrame({"n": [0]}))


def test_the_sample_workbooks_are_what_the_demonstration_writes(xiamen: Programme, tmp_path: Path) -> None:
    samples = xiamen.folder.parents[1] / "demo"
    size = Size(30, 1, 2010)
    letters = list(mailings(staged(xiamen.folder, size)))
    assert sorted(path.name for path in samples.glob("*.xlsx")) == sorted(one.path(tmp_path).name for one in letters)
    for letter in letters[:2]:
        written = parts(write(letter, tmp_path, xiamen.folder, size))
        assert written == parts(samples / letter.path(tmp_path).name)


def parts(path: Path) -> dict[str, bytes]:
    """What is in a workbook, however it was packed."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}
