"""The verb `boundaries`: what it keeps, what it says of the join, and that maps need a number or a reason."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from shapely.geometry import box

NUMBER = "闽S〔2021〕12号"
SIX = [
    ("350203", "思明区"),
    ("350205", "海沧区"),
    ("350206", "湖里区"),
    ("350211", "集美区"),
    ("350212", "同安区"),
    ("350213", "翔安区"),
]


@pytest.fixture
def shapes(home):
    """Writes squares in a row along 24.6° N with a code and a name each."""

    def write(rows, name="区.gpkg"):
        squares = [box(117.9 + n * 0.05, 24.6, 117.95 + n * 0.05, 24.65) for n in range(len(rows))]
        codes, names = zip(*rows, strict=True)
        frame = geopandas.GeoDataFrame({"code": codes, "name": names}, geometry=squares, crs=4490)
        frame.to_file(name, driver="GPKG")
        return name

    return write


def test_a_complete_file_is_taken_in_and_listed_with_its_number(pingshi, shapes, home):
    said = pingshi("boundaries", shapes(SIX), "--level", "district", "--approval", NUMBER)
    assert (said.code, said.err) == (0, "")
    assert "6 个单位有边界" in said.out and f"审图号：{NUMBER}" in said.out
    assert (home / "boundaries" / "district.geojson").is_file()
    assert f"Map approval number: {NUMBER}" in pingshi("boundaries", "--lang", "en").out


def test_what_does_not_fit_is_told_and_the_exit_code_says_so(pingshi, shapes):
    rows = [*SIX[:4], ("999999", "无名区"), ("350212", "银城区")]
    said = pingshi("boundaries", shapes(rows), "--level", "district", "--no-approval", "局内会商")
    assert said.code == 1
    assert "对不上单位的图形：999999 无名区" in said.out and "没有边界的单位：350213" in said.out
    assert "350212 银城区" in said.out and "仅限内部使用：局内会商" in said.out


def test_a_machine_gets_the_whole_join(pingshi, shapes):
    told = pingshi("boundaries", shapes(SIX[:5]), "--level", "district", "--json").json
    assert (told["units"], told["may_be_shown"], told["approval"]) == (5, False, None)
    assert told["join"]["without"] == ["350213"] and told["join"]["matched"] == 5
    assert [one["level"] for one in pingshi("boundaries", "--json").json["boundaries"]] == ["district"]


@pytest.mark.parametrize(("lang", "word"), [("zh", "已保存但不展示"), ("en", "not shown")])
def test_without_number_or_reason_they_are_not_shown(pingshi, shapes, lang, word):
    assert word in pingshi("boundaries", shapes(SIX), "--level", "district", "--lang", lang).out
    assert word in pingshi("boundaries", "--lang", lang).out


def test_towns_are_those_of_the_day_that_is_named(pingshi, shapes):
    file = shapes([("350213102", "马巷镇")], "镇.gpkg")
    then = pingshi("boundaries", file, "--valid-on", "2013-12-31", "--approval", NUMBER, "--json")
    assert then.json["join"]["matched"] == 1 and then.json["valid_on"] == "2013-12-31"
    now = pingshi("boundaries", file, "--valid-on", "2022-12-31", "--approval", NUMBER, "--json")
    assert now.json["error"] == "boundaries_no_unit"


def test_communities_are_those_of_the_release(pingshi, shapes):
    file = shapes([(None, "上坑社区"), (None, "下坑社区")], "社区.gpkg")
    assert pingshi("boundaries", file, "--level", "community", "--json").json["error"] == "no_release"
    pingshi("build")
    told = pingshi("boundaries", file, "--level", "community", "--approval", NUMBER, "--json").json
    assert told["join"]["by_name"] == ["350212109001", "350212109002"]


def test_nothing_there_yet_is_said(pingshi):
    assert "方格图" in pingshi("boundaries").out and "tile grids" in pingshi("boundaries", "--lang", "en").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--approval", "有"], "boundaries_approval"),
        (["--approval", NUMBER, "--no-approval", "x"], "boundaries_both"),
        (["--layer", "街道"], "boundaries_unreadable"),
    ],
)
def test_wrong_use_leaves_nothing_behind(pingshi, shapes, home, words, code):
    said = pingshi("boundaries", shapes(SIX), "--level", "district", "--json", *words)
    assert (said.code, said.json["error"]) == (2, code)
    assert not (home / "boundaries").exists()


def test_a_file_that_is_not_there(pingshi):
    said = pingshi("boundaries", Path("无.gpkg"), "--lang", "en")
    assert said.code == 2 and "无.gpkg" in said.err
