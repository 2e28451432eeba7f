"""Reading a release: figures as frames, always of the release that was opened."""

from __future__ import annotations

import threading

import duckdb
import pytest

from pipelines import open_release
from pipelines.problems import UserError


def test_before_the_first_build_there_is_no_release(office):
    with pytest.raises(UserError) as raised:
        open_release(office.home)
    assert raised.value.code == "no_release"
    assert "pingshi build" in raised.value.message_zh


def test_the_home_may_come_from_the_environment(staffed, monkeypatch):
    name = staffed.build()
    monkeypatch.setenv("PINGSHI_HOME", str(staffed.home))
    with open_release() as release:
        assert release.name == name


def test_indicators_are_in_the_order_of_their_families(staffed):
    staffed.build()
    with open_release(staffed.home) as release:
        families = release.indicators()["family"].unique(maintain_order=True).to_list()
    assert {"F1", "F4", "F9"} < set(families)
    assert families == sorted(families, key=lambda family: int(family[1:]))


def test_values_are_asked_for_by_indicator_level_split_and_period(staffed):
    staffed.build()
    with open_release(staffed.home) as release:
        districts = release.values("station_post_fill_rate", level="district", period="2013Q3")
        types = release.values("station_post_fill_rate", split="ctype", period="2013Q3")
        everything = release.values("station_post_fill_rate")
    assert districts.select("unit_code", "value", "denominator").rows() == [("350203", 90, 30), ("350212", 90, 30)]
    assert types["split_value"].unique().to_list() == ["村改居"]
    assert set(everything["level"]) == {"community", "town", "district", "side", "city"}


def test_an_unknown_indicator_is_named_with_those_that_exist(staffed):
    staffed.build()
    with open_release(staffed.home) as release, pytest.raises(UserError) as raised:
        release.values("posts")
    assert raised.value.code == "unknown_indicator"
    assert "station_post_fill_rate" in raised.value.message_en


@pytest.mark.parametrize("query", ["DELETE FROM t04", "ATTACH 'x.duckdb'", "SELECT * FROM read_text('/etc/hostname')"])
def test_nothing_can_be_changed_and_no_other_file_read(staffed, query):
    staffed.build()
    with open_release(staffed.home) as release:
        with pytest.raises(duckdb.Error):
            release.sql(query)
        assert release.sql("SELECT COUNT(*) FROM t04").item() == 6


def test_a_reader_keeps_the_release_it_opened(staffed):
    first = staffed.build()
    with open_release(staffed.home) as old:
        row = {"community_code": "350212109001", "posts": 10, "staff": 1, "seconded": 0}
        staffed.accept("350212", "2013Q3", {"T04": [row]}, number=2)
        second = staffed.build()
        with open_release(staffed.home) as new:
            assert (old.name, new.name) == (first, second)
            staff = "SELECT SUM(staff) FROM t04"
            assert (old.sql(staff).item(), new.sql(staff).item()) == (54, 47)


def test_several_threads_may_ask_at_once(staffed):
    staffed.build()
    answers: list[int] = []

    def ask() -> None:
        answers.extend(release.sql("SELECT SUM(staff) FROM t04").item() for _ in range(10))

    with open_release(staffed.home) as release:
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert answers == [54] * 40
