"""The passport in words: the same sections in both languages, nothing raw, nothing hidden said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipelines.i18n import LANGUAGES, wording
from pipelines.passport.sections import headline, sections
from pipelines.passport.text import passport_text

FILLED = "station_post_fill_rate/350212/2013Q3"
HIDDEN = "cadre_conversion_rate/350212109001/2013Q3"
EVERY = (FILLED, HIDDEN, "pilot_sites_count", "trinity_complete_rate///leg=party")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", EVERY)
def test_no_key_of_the_wording_shows(told, code: str, lang: str) -> None:
    said = passport_text(told(code), lang)
    assert [word for word in re.findall(r"\b[a-z]+\.[a-z_A-Z]+\b", said) if word in wording(lang)] == []


def test_the_first_sentence_says_figure_place_time_and_completeness(told) -> None:
    assert headline(told(FILLED), "zh") == "同安区2013年三季度工作站岗位到岗率：81.2%（应报 2 个，已报 2 个）。"
    assert headline(told(FILLED), "en") == "Tong'an District, Q3 2013, Posts filled: 81.2% (2 of 2 reported)."


def test_a_part_is_named(told) -> None:
    assert "三位一体健全率（其中一项：党组织）" in headline(told("trinity_complete_rate///leg=party"), "zh")


def test_both_languages_have_the_same_sections(told) -> None:
    for code in (FILLED, HIDDEN):
        zh, en = ([one.key for one in sections(told(code), lang)] for lang in LANGUAGES)
        assert zh == en


def test_a_mail_tells_the_cell_the_file_and_the_step(told) -> None:
    said = passport_text(told(FILLED), "zh")
    assert "G2: 8" in said
    assert "350212-2013Q3-03 T04 新.csv 第2行" in said
    assert re.search(r"市级采纳 \d{4}-\d\d-\d\d \d\d:\d\d \S+", said)
    assert "WITH measures AS" in said


def test_a_mail_tells_who_is_missing(told) -> None:
    assert "1 个：下坑社区" in passport_text(told(FILLED, told.first), "zh")


def test_what_is_hidden_is_said_to_be_hidden_and_its_numbers_are_not_there(told) -> None:
    said = passport_text(told(HIDDEN), "zh")
    assert "人数过少，不显示" in said
    assert [one.key for one in sections(told(HIDDEN), "zh") if one.key in ("facts", "files", "source-T04")] == []


def test_without_a_yardstick_no_target_is_said(told) -> None:
    found = replace(told(FILLED), norms=())
    assert "没有标准" in passport_text(found, "zh")
    assert "No target" in passport_text(found, "en")


def test_the_change_stands_with_the_receipt_that_brought_it(told) -> None:
    record = next(one for one in sections(told(FILLED), "en") if one.key == "revisions")
    assert [row[2:4] for row in record.table[1:]] == [("75.0%", "6 / 8"), ("81.2%", "13 / 16")]
    assert record.table[2][-1] == "350212-2013Q3-03"
