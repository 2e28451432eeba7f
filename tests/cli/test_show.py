"""`pingshi show`: a figure's passport as text to mail and as data, and one clear answer where there is no figure."""

from __future__ import annotations

import pytest

CODE = "station_post_fill_rate/350212/2013Q3"


@pytest.fixture
def built(pingshi, sheet):
    """Six of eight posts of one community, the other has not reported; accepted and built."""
    assert pingshi("submit", sheet(), "--no-receipt-file").code == 0
    for verb in ("sign", "accept"):
        assert pingshi(verb, "350212-2013Q3-02").code == 0
    assert pingshi("build").code == 0
    return pingshi


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("zh", "同安区2013年三季度工作站岗位到岗率：75.0%（应报 2 个，已报 1 个）。"),
        ("en", "Tong'an District, Q3 2013, Posts filled: 75.0% (1 of 2 reported)."),
    ],
)
def test_the_text_begins_with_the_sentence_and_the_code(built, lang: str, sentence: str) -> None:
    said = built("show", CODE, "--lang", lang)
    assert said.code == 0
    assert said.out.splitlines()[:2] == [sentence, CODE]


def test_options_say_the_same_as_the_code(built) -> None:
    asked = ("show", "station_post_fill_rate", "--unit", "350212", "--period", "2013Q3")
    assert built(*asked).out == built("show", CODE).out


def test_a_part_is_asked_for_by_name_and_value(built) -> None:
    said = built("show", "trinity_complete_rate", "--split", "leg=party", "--json").json
    assert said["code"] == "trinity_complete_rate/350200/2013Q3/leg=party"


def test_a_machine_gets_all_rows_with_their_cells(built) -> None:
    said = built("show", CODE, "--json").json
    assert (said["figure"]["numerator"], said["figure"]["denominator"]) == (6, 8)
    (row,) = said["sources"][0]["found"]["rows"]
    assert {one["field"]: one["cell"] for one in row["cells"]}["posts"].endswith("2")
    assert [one["name_zh"] for one in said["missing"]] == ["下坑社区"]


def test_an_earlier_release_is_asked_by_name(built) -> None:
    name = built("build").out.strip()
    assert built("show", CODE, "--release", name, "--json").json["release"]["name"] == name
    assert built("show", CODE, "--release", "nope").code == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nope",), "station_post_fill_rate"),
        (("station_post_fill_rate/000000",), "350212"),
        (("station_post_fill_rate", "--period", "2020Q1"), "2013Q3"),
        (("trinity_complete_rate", "--split", "leg"), "/age=le35"),
        (("trinity_complete_rate", "--split", "nope=x"), "leg"),
        (("trinity_complete_rate", "--split", "leg=x"), "party"),
    ],
)
def test_a_figure_that_there_is_not_is_wrong_use_and_says_what_there_is(built, words, says: str) -> None:
    said = built("show", *words)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_without_a_release_the_way_to_one_is_said(pingshi) -> None:
    said = pingshi("show", CODE)
    assert said.code == 2
    assert "pingshi build" in said.err
