"""A broken definition names the file, the key, what was found and what was wanted, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipelines.i18n import LANGUAGES, text
from pipelines.problems import UserError
from pipelines.programme.load import load_programme


class Break(NamedTuple):
    """One thing changed in one file, and what the error has to say (`found` none: nothing was there)."""

    name: str
    file: str
    old: str
    new: str
    key: str
    found: str | None
    wanted: str
    slots: dict[str, Any] = {}


NORM_KEYS = {"allowed": "2010, current, proposal, plan"}
BREAKS = [
    # the programme itself
    Break("missing_key", "programme.toml", 'id = "tiny"\n', "", "id", None, "text"),
    Break("wrong_type", "programme.toml", 'id = "tiny"', "id = 7", "id", "7", "text"),
    Break("blank_text", "programme.toml", 'id = "tiny"', 'id = ""', "id", "“”", "text"),
    Break("date_as_text", "programme.toml", "= 2020-01-15\nfirst", '= "2020"\nfirst', "started_on", "2020",
          "date"),
    Break("period", "programme.toml", '"2020Q1"', '"2020Q5"', "first_period", "2020Q5", "quarter"),
    Break("mistyped_key", "programme.toml", "[policy]", "[policies]", "policies", "policies", "one_of",
          {"allowed": "city, criterion, first_period, id, languages, name, planned_indicators,"
                      " policy, started_on, topic"}),
    Break("one_language", "programme.toml", '{ zh = "乡村阅览室", en', '{ en', "name.zh", None, "text"),
    Break("third_language", "programme.toml", '{ zh = "乡村阅览室"', '{ fr = "Salles", zh = "乡村阅览室"',
          "name.fr", "fr", "one_of", {"allowed": "en, zh"}),
    Break("unknown_language", "programme.toml", '["en", "zh"]', '["en", "fr"]', "languages", "en, fr",
          "one_of", {"allowed": "zh, en; en, zh"}),
    Break("no_city", "programme.toml", 'city = "990000"', 'city = "990101"', "city", "990101", "city"),
    Break("not_toml", "programme.toml", 'id = "tiny"', "id = tiny", "-", "line 2", "valid_toml"),
    Break("planned_but_defined", "programme.toml", '["loans_per_reader"]', '["loans_per_reader", "loans"]',
          "planned_indicators", "loans", "not_defined_yet"),
    # divisions
    Break("duplicate_code", "divisions.csv", "990102,湖区", "990101,湖区", "990101", "990101",
          "no_duplicate"),
    Break("unknown_parent", "divisions.csv", "town,990101,", "town,990109,", "990101001.parent", "990109",
          "known_division"),
    Break("no_parent", "divisions.csv", "town,990101,", "town,,", "990101001.parent", None,
          "known_division"),
    Break("unknown_side", "divisions.csv", "990101,north", "990101,west", "990101001.side", "west",
          "known_division"),
    Break("no_side", "divisions.csv", "990101,north", "990101,", "990101001.side", None, "known_division"),
    Break("unknown_successor", "divisions.csv", "north,2019-01-01,,,松",
          "north,2019-01-01,,990101002;990101003,松", "990101001.successors", "990101002",
          "known_division"),
    Break("ends_before_it_begins", "divisions.csv", "north,2019-01-01,,,松",
          "north,2019-01-01,2018-12-31,,松", "990101001.valid_to", "2018-12-31", "after",
          {"start": "2019-01-01"}),
    Break("unknown_level", "divisions.csv", "Pine Town,town", "Pine Town,village", "line 7.level",
          "village", "one_of", {"allowed": "city, side, district, town"}),
    Break("kind_of_other_level", "divisions.csv", "Pine,no,town", "Pine,no,district", "990101001.kind",
          "district", "one_of", {"allowed": "subdistrict, town, zone, farm"}),
    Break("not_yes_or_no", "divisions.csv", "Pine,no", "Pine,maybe", "line 7.reports", "maybe", "yes_no"),
    Break("not_a_date", "divisions.csv", "north,2019-01-01,,,松", "north,2019-13-01,,,松",
          "line 7.valid_from", "2019-13-01", "date"),
    Break("blank_needed_cell", "divisions.csv", "north,2019-01-01,,,松", "north,,,,松", "line 7.valid_from",
          None, "date"),
    Break("cell_too_few", "divisions.csv", "Pine,no,town,,", "Pine,no,town,", "line 7", "Pine", "cells",
          {"count": 15}),
    Break("cell_too_many", "divisions.csv", "Pine,no,town,,", "Pine,no,town,,,", "line 7", "Pine", "cells",
          {"count": 15}),
    Break("other_columns", "divisions.csv", "code,name_zh", "id,name_zh", "line 1", "id,name_zh", "columns",
          {"allowed": "code,name_zh,name_en,level,parent,side,valid_from,valid_to,successors,"
                      "short_zh,short_en,reports,kind,note_zh,note_en"}),
    Break("nobody_reports", "divisions.csv", "yes", "no", "reports", None, "reporting_unit"),
    # departments and matters
    Break("unknown_successor_department", "departments.csv", ",CUL,yes", ",ART,yes", "LIB.successor", "ART",
          "known_department"),
    Break("department_dates", "departments.csv", "2010-01-01,2019-12-31", "2020-01-01,2019-12-31",
          "LIB.valid_to", "2019-12-31", "after", {"start": "2020-01-01"}),
    Break("unknown_confidence", "departments.csv", "Library,S", "Library,X", "line 2.confidence", "X",
          "one_of", {"allowed": "V, K, S, I, —"}),
    Break("unknown_department", "matters.csv", "Lending,LIB", "Lending,ZZZ", "E01.department", "ZZZ",
          "known_department"),
    Break("unknown_department_now", "matters.csv", "LIB,CUL,no", "LIB,ZZZ,no", "E01.department_now", "ZZZ",
          "known_department"),
    Break("unknown_joint_department", "matters.csv", "no,K,CUL,", "no,K,CUL;ZZZ,", "E01.joint", "ZZZ",
          "known_department"),
    # milestones, checks, calendar
    Break("unknown_strand", "milestones.toml", 'strand = "books"', 'strand = "rooms"', "M01.strand",
          "rooms", "known_strand"),
    Break("milestone_key", "milestones.toml", 'code = "M01"', 'code = "M01"\nstep = 1', "milestone[0].step",
          "step", "one_of", {"allowed": "code, name, short, strand"}),
    Break("check_is_no_table", "checks.toml", "check = [", 'check = ["a", ', "check[0]", "a", "table"),
    Break("days_as_text", "calendar.toml", "working_days = 10", 'working_days = "10"',
          "deadline[0].working_days", "10", "integer"),
    Break("days_as_yes", "calendar.toml", "working_days = 10", "working_days = true",
          "deadline[0].working_days", "True", "integer"),
    Break("counts_from", "calendar.toml", '"quarter_end"', '"new_year"', "deadline[0].counts_from",
          "new_year", "one_of", {"allowed": "quarter_end, event"}),
    Break("no_submission", "calendar.toml", '"submission"', '"sending"', "deadline", None,
          "submission_step"),
    Break("holiday", "calendar.toml", "holidays = []", 'holidays = ["1 May"]', "holidays[0]", "1 May",
          "date"),
    # norms
    Break("unknown_yardstick", "norms.toml", '"current"', '"modern"', "norm[0].yardstick", "modern",
          "one_of", NORM_KEYS),
    Break("later_norm_as_2010", "norms.toml", '"current"', '"2010"', "rooms_open_promise.yardstick", "2010",
          "yardstick"),
    Break("norm_without_source", "norms.toml", "source =", "sauce =", "norm[0].sauce", "sauce", "one_of",
          {"allowed": "confidence, high, id, in_force_by_2010, indicators, judges, low, scope, source,"
                      " text, unit, unit_code, valid_from, valid_to, value, yardstick, year"}),
    Break("norm_without_year", "norms.toml", "year = 2020\n", "", "norm[0].year", None, "integer"),
    Break("value_and_range", "norms.toml", "value = 80", "value = 80\nlow = 70", "rooms_open_promise.value",
          "80.0–70.0", "value_or_range"),
    Break("range_upside_down", "norms.toml", "value = 80", "low = 90\nhigh = 70",
          "rooms_open_promise.value", "90.0–70.0", "value_or_range"),
    Break("norm_of_unknown_indicator", "norms.toml", '["rooms_open_share"]', '["rooms_open"]',
          "rooms_open_promise.indicators", "rooms_open", "known_indicator"),
    Break("norm_dates", "norms.toml", "valid_from = 2020-01-15",
          "valid_from = 2020-01-15\nvalid_to = 2020-01-01", "rooms_open_promise.valid_to", "2020-01-01",
          "after", {"start": "2020-01-15"}),
    # indicators
    Break("only_the_norm_says_so", "indicators/F1.toml", '["rooms_open_promise"]', "[]",
          "rooms_open_share.norms", "rooms_open_promise", "same_both_ways"),
    Break("only_the_indicator_says_so", "indicators/F1.toml", "norms = []",
          'norms = ["rooms_open_promise"]', "visits_per_100_residents.norms", "rooms_open_promise",
          "same_both_ways"),
    Break("unknown_norm", "indicators/F1.toml", '["rooms_open_promise"]', '["promise"]',
          "rooms_open_share.norms", "promise", "known_norm"),
    Break("unknown_counter", "indicators/F1.toml", '["loans_per_reader"]', '["loans_per_room"]',
          "visits_per_100_residents.counters", "loans_per_room", "known_indicator"),
    Break("unknown_need", "indicators/F1.toml", '["T02.loans"]', '["T02.borrowed"]', "loans.needs",
          "T02.borrowed", "known_field"),
    Break("unknown_lead", "indicators/F1.toml", 'lead = "rooms_open_share"', 'lead = "rooms"', "family.lead", "rooms",
          "one_of", {"allowed": "rooms_open_share, visits_per_100_residents, loans"}),
    Break("indicator_twice", "indicators/F1.toml", 'id = "loans"', 'id = "rooms_open_share"',
          "rooms_open_share", "rooms_open_share", "no_duplicate"),
    # forms and words
    Break("key_twice_in_yaml", "forms/T01.yaml", "x-version: 1", "x-version: 1\nx-version: 2", "-",
          "x-version", "valid_yaml"),
    Break("not_yaml", "forms/T01.yaml", "x-version: 1", "x-version: [1", "-", "line", "valid_yaml"),
    Break("word_in_one_language", "text/en.toml", 'reading_room = "reading room"', "",
          "glossary.reading_room", None, "same_keys", {"other": "zh.toml"}),
]  # fmt: skip


@pytest.mark.parametrize("case", BREAKS, ids=[case.name for case in BREAKS])
def test_a_broken_definition_says_where_and_what(copy: Path, case: Break) -> None:
    file = copy / case.file
    before = file.read_text(encoding="utf-8")
    assert case.old in before, "the case must change something"
    file.write_text(before.replace(case.old, case.new), encoding="utf-8")
    if case.name == "indicator_twice":  # its file stands for the folder: the other one may be in any family
        case = case._replace(file="indicators")

    with pytest.raises(UserError) as raised:
        load_programme(copy)

    assert raised.value.code == "broken_definition"
    for lang in LANGUAGES:
        message = raised.value.message(lang)
        assert f"tiny/{case.file}" in message
        assert case.key in message
        assert (case.found or text(lang, "definition.nothing")) in message
        assert text(lang, f"wanted.{case.wanted}", **case.slots) in message


def test_the_unbroken_copy_loads(copy: Path) -> None:
    assert load_programme(copy).departments[0].successor == "CUL"


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "divisions.csv").unlink()
    with pytest.raises(UserError, match=r"tiny/divisions\.csv, -: found nothing, wanted this file"):
        load_programme(copy)


def test_a_misnamed_file_is_refused_and_not_passed_over(copy: Path) -> None:
    (copy / "norms.toml").rename(copy / "norm.toml")
    with pytest.raises(UserError, match=r"tiny/norm\.toml, -: found “norm\.toml”, wanted one of: .*norms"):
        load_programme(copy)


def test_a_file_in_another_encoding_is_named(copy: Path) -> None:
    (copy / "text" / "zh.toml").write_bytes('a = "阅览室"'.encode("gb18030"))
    with pytest.raises(UserError, match=r"tiny/text/zh\.toml, -: .*wanted a file in UTF-8"):
        load_programme(copy)


def test_an_unclosed_quote_in_a_list_is_named(copy: Path) -> None:
    file = copy / "divisions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("990101,山区", '990101,"山区'), encoding="utf-8")
    with pytest.raises(UserError, match=r"tiny/divisions\.csv, line [78]: .*wanted valid CSV"):
        load_programme(copy)


def test_a_long_value_is_cut_in_the_message(copy: Path) -> None:
    file = copy / "programme.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"2020Q1"', f'"{"x" * 500}"'), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        load_programme(copy)
    assert len(raised.value.message_en) < 400


def test_an_unknown_programme_lists_those_that_exist() -> None:
    with pytest.raises(UserError) as raised:
        load_programme("atlantis")
    assert raised.value.code == "unknown_programme"
    for lang in LANGUAGES:
        assert "atlantis" in raised.value.message(lang)
        assert "xiamen" in raised.value.message(lang)
