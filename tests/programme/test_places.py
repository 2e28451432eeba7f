"""A programme's `places.toml`: points that fields are, boxes around units, declared datums; mistakes say where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.programme.model import Places, Programme

TINY = Path(__file__).parent / "fixtures" / "tiny"
SHIPPED = Path(__file__).parents[2] / "data" / "programme" / "xiamen"
ENTRY = """
[[declared]]
unit_code = "350206"
form = "T10"
datum = "GCJ-02"
since = "2011Q1"
until = "2011Q4"
source = { zh = "来函", en = "letter" }
"""


def with_places(folder: Path, change: str) -> Programme:
    """The shipped programme with lines added to its `places.toml`."""
    copy = folder / "xiamen"
    shutil.copytree(SHIPPED, copy)
    file = copy / "places.toml"
    file.write_text(file.read_text(encoding="utf-8") + change, encoding="utf-8")
    return load_programme(copy)


def test_a_programme_without_the_file_knows_no_places() -> None:
    assert load_programme(TINY).places == Places()


def test_every_reporting_unit_has_a_box_within_the_limits_of_the_fields(xiamen: Programme) -> None:
    assert {one.unit_code for one in xiamen.places.areas} == {one.code for one in xiamen.reporting_units}
    lon, lat = xiamen.form("T10").field("lon"), xiamen.form("T10").field("lat")
    assert all(lon.minimum - 0.03 <= one.west < one.east <= lon.maximum for one in xiamen.places.areas)
    assert all(lat.minimum <= one.south < one.north <= lat.maximum for one in xiamen.places.areas)


def test_every_point_is_asked_whether_it_lies_in_its_unit(xiamen: Programme) -> None:
    asked = {rule.params["form"] for rule in xiamen.cross_rules if rule.kind == "within_area"}
    assert asked == {one.form for one in xiamen.places.points}


def test_a_declaration_holds_for_its_unit_form_and_quarters(tmp_path: Path) -> None:
    places = with_places(tmp_path, ENTRY).places
    told = {
        (unit, form, period): places.datum_of(unit, form, period)
        for unit in ("350206", "350203")
        for form in ("T10", "T01")
        for period in ("2010Q4", "2011Q1", "2011Q4", "2012Q1")
    }
    assert {key for key, datum in told.items() if datum} == {("350206", "T10", "2011Q1"), ("350206", "T10", "2011Q4")}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('[[area]]\nunit_code = "999999"\nwest = 1\neast = 2\nsouth = 1\nnorth = 2\n', "999999"),
        ('[[area]]\nunit_code = "350203"\nwest = 1\neast = 2\nsouth = 1\nnorth = 2\n', "350203"),
        ('[[area]]\nunit_code = "350200"\nwest = 2\neast = 1\nsouth = 1\nnorth = 2\n', "2.0–1.0"),
        ('[[point]]\nform = "T04"\nlon = "lon"\nlat = "lat"\nof = "centre"\n', "T04.lon"),
        ('[[point]]\nform = "T10"\nlon = "lon"\nlat = "centre_id"\nof = "centre"\n', "T10.centre_id"),
        ('[[point]]\nform = "T10"\nlon = "lon"\nlat = "lat"\nof = "centre"\n', "T10"),
        (ENTRY.replace("GCJ-02", "WGS-72"), "WGS-72"),
        (ENTRY.replace("350206", "999999"), "999999"),
        (ENTRY.replace('"T10"', '"T04"'), "T04"),
        (ENTRY.replace("2011Q1", "2011-1"), "2011-1"),
        (ENTRY.replace("2011Q4", "2010Q4"), "2010Q4"),
        (ENTRY + ENTRY.replace("2011Q1", "2011Q3").replace("2011Q4", "2012Q4"), "2011Q3"),
        ("[[areas]]\n", "areas"),
    ],
)
def test_a_mistake_is_reported_with_what_was_found(change: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        with_places(tmp_path, change)
    assert caught.value.code == "broken_definition"
    assert "places.toml" in caught.value.message_zh and said in caught.value.message_en


def test_declarations_may_follow_each_other(tmp_path: Path) -> None:
    later = ENTRY.replace("2011Q1", "2012Q1").replace('until = "2011Q4"\n', "").replace("GCJ-02", "BD-09")
    places = with_places(tmp_path, ENTRY + later).places
    assert (places.datum_of("350206", "T10", "2011Q4"), places.datum_of("350206", "T10", "2013Q1")) == (
        "GCJ-02",
        "BD-09",
    )
