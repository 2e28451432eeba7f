"""The known-error list: mended on the way into a release, guarded against mending twice, told in the release."""

from __future__ import annotations

import pytest

from pipelines import open_release
from pipelines.problems import UserError
from pipelines.warehouse.known_errors import known_errors
from pipelines.warehouse.release import current, release_path

ONE = "350212109001"
WHERE = f'{{ form = "T04", unit_code = "350212", period = "2013Q3", community_code = "{ONE}" }}'
ABOUT = """
reason = { zh = "借调人员误计入在岗", en = "Seconded people were counted as staff" }
reported_on = 2013-11-05
reported_by = "同安区民政局"
"""
MENDED = f"[[correction]]\nwhere = {WHERE}\nfield = 'staff'\nexpect = 8\nvalue = 6{ABOUT}"


def listed(office, text: str, name: str = "2013.toml") -> None:
    """Puts a file of known errors into the home."""
    (office.home / "corrections").mkdir(exist_ok=True)
    (office.home / "corrections" / name).write_text(text, encoding="utf-8")


def refused(office) -> UserError:
    with pytest.raises(UserError) as raised:
        office.build()
    return raised.value


def test_a_known_error_is_mended_in_the_release_and_nowhere_else(staffed):
    before = {file: file.read_bytes() for file in (staffed.home / "accepted").rglob("*.parquet")}
    listed(staffed, MENDED)
    staffed.build()
    with open_release(staffed.home) as release:
        row = release.sql("SELECT staff, receipt, row FROM t04 WHERE community_code = $one", one=ONE).row(0)
        filled = release.values("station_post_fill_rate", level="district", period="2013Q3")
    assert row == (6, "350212-2013Q3-01", 4)
    assert dict(filled.select("unit_code", "numerator").iter_rows()) == {"350203": 27, "350212": 25}
    assert {file: file.read_bytes() for file in before} == before


def test_the_release_tells_what_was_mended_where_and_why(staffed):
    listed(staffed, MENDED)
    staffed.build()
    with open_release(staffed.home) as release:
        told = release.sql("SELECT * FROM corrections").row(0, named=True)
        info = dict(release.sql("SELECT key, value FROM release_info").iter_rows())
    assert (told["file"], told["entry"], told["form"], told["field"]) == ("2013.toml", 1, "T04", "staff")
    assert (told["unit_code"], told["period"], told["subject"]) == ("350212", "2013Q3", ONE)
    assert (told["old_value"], told["new_value"]) == ("8", "6")
    assert (told["receipt"], told["sheet"], told["row"]) == ("350212-2013Q3-01", "T04", 4)
    assert told["reason_zh"] == "借调人员误计入在岗"
    assert (str(told["reported_on"]), told["reported_by"]) == ("2013-11-05", "同安区民政局")
    assert "station_post_fill_rate" in told["indicators"]
    assert "pilot_sites_count" not in told["indicators"]
    assert info["corrections"] == "1"


def test_without_a_list_nothing_is_mended(staffed):
    staffed.build()
    with open_release(staffed.home) as release:
        assert release.sql("SELECT COUNT(*) FROM corrections").item() == 0


def test_the_same_list_makes_the_same_release_and_another_list_another(staffed):
    listed(staffed, MENDED)
    first = staffed.build()
    assert staffed.build() == first
    listed(staffed, MENDED.replace("value = 6", "value = 7"))
    assert staffed.build() != first


def test_a_value_that_is_not_known_becomes_missing(staffed):
    listed(staffed, MENDED.replace("value = 6", "missing = true").replace("'staff'", "'seconded'").replace("8", "0", 1))
    listed(staffed, f"[[correction]]\nwhere = {WHERE}\nfield = 'seconded'\nexpect = 0\nmissing = true{ABOUT}")
    staffed.build()
    with open_release(staffed.home) as release:
        assert release.sql("SELECT seconded FROM t04 WHERE community_code = $one", one=ONE).item() is None
        assert release.sql("SELECT new_value FROM corrections").item() is None


def test_two_fields_of_one_row_are_mended_together(staffed):
    other = f"[[correction]]\nwhere = {WHERE}\nfield = 'posts'\nexpect = 10\nvalue = 9{ABOUT}"
    listed(staffed, MENDED)
    listed(staffed, other, "2014.toml")
    staffed.build()
    with open_release(staffed.home) as release:
        assert release.sql("SELECT posts, staff FROM t04 WHERE community_code = $one", one=ONE).row(0) == (9, 6)
        assert release.sql("SELECT field FROM corrections ORDER BY position")["field"].to_list() == ["staff", "posts"]


def test_once_the_source_is_right_the_build_stops_and_says_which_entry_to_delete(staffed):
    listed(staffed, MENDED)
    first = staffed.build()
    right = {"community_code": ONE, "posts": 10, "staff": 6, "seconded": 0}
    staffed.accept("350212", "2013Q3", {"T04": [right]}, number=2)
    error = refused(staffed)
    assert error.code == "correction_outdated"
    assert "corrections/2013.toml 第 1 条" in error.message_zh
    assert "来源现为“6”，不再是“8”" in error.message_zh
    assert "delete the entry" in error.message_en
    assert current(staffed.home) == first
    assert [file.name for file in (staffed.home / "releases").iterdir() if "building" in file.name] == []


def test_a_row_that_is_not_there_stops_the_build(staffed):
    listed(staffed, MENDED.replace(ONE, "350212109099"))
    assert "没有这一行" in refused(staffed).message_zh


def test_a_form_that_nobody_sent_stops_the_build(staffed):
    where = f'{{ form = "T06", unit_code = "350212", period = "2013Q3", community_code = "{ONE}" }}'
    listed(staffed, f"[[correction]]\nwhere = {where}\nfield = 'asm_n'\nexpect = 1\nvalue = 2{ABOUT}")
    assert refused(staffed).code == "correction_outdated"


@pytest.mark.parametrize(
    ("old", "new", "key", "wanted"),
    [
        ('form = "T04"', 'form = "T99"', "where.form", "T04"),
        (f', community_code = "{ONE}"', "", "where.community_code", "文字"),
        ("field = 'staff'", "field = 'stuff'", "field", "staff"),
        ("field = 'staff'", "field = 'period'", "field", "staff"),
        ("expect = 8", "expect = '8'", "expect", "整数"),
        ("value = 6", "value = -1", "value", "minimum 0"),
        ("value = 6", "value = 8", "value", "删去这一条"),
        ("value = 6", "", "value", "整数"),
        ("value = 6", "value = 6\nmissing = true", "missing", "二者取一"),
        ("reported_on = 2013-11-05", "reported_on = '2013-11-05'", "reported_on", "日期"),
        ('reported_by = "同安区民政局"', "", "reported_by", "文字"),
        ('en = "Seconded', 'de = "Seconded', "reason.de", "en"),
        ("value = 6", "value = 6\nindicators = ['none']", "indicators[0]", "station_post_fill_rate"),
        ("value = 6", "value = 6\nvalues = 7", "values", "value"),
    ],
)
def test_an_entry_that_is_not_right_is_named_with_what_is_wanted(staffed, old, new, key, wanted):
    assert old in MENDED
    listed(staffed, MENDED.replace(old, new))
    error = refused(staffed)
    assert error.code == "broken_definition"
    assert "corrections/2013.toml" in error.message_zh
    assert f"correction[0].{key}" in error.message_zh
    assert wanted in error.message_zh


def test_two_entries_for_one_cell_are_refused(staffed):
    listed(staffed, MENDED + MENDED)
    assert refused(staffed).code == "broken_definition"


def test_an_entry_may_name_indicators_that_the_definitions_do_not_link(staffed):
    listed(staffed, MENDED.replace("value = 6", "value = 6\nindicators = ['pilot_sites_count']"))
    assert "pilot_sites_count" in known_errors(staffed.home, staffed.programme)[0].indicators


def test_full_and_repeated_builds_agree(staffed):
    listed(staffed, MENDED)
    first = staffed.build()
    again = staffed.build(full=True)
    assert first != again
    assert first.split("-")[1] == again.split("-")[1]
    assert release_path(staffed.home, first).is_file()
