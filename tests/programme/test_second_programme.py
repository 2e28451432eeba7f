"""Another programme is another folder: it loads without a change of code."""

from __future__ import annotations

from pathlib import Path

from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme


def test_it_has_two_districts_two_forms_and_three_indicators(tiny: Programme) -> None:
    assert [unit.name.en for unit in tiny.reporting_units] == ["Hill District", "Lake District"]
    assert [form.id for form in tiny.forms] == ["T01", "T02"]
    assert [one.id for one in tiny.indicators] == ["rooms_open_share", "visits_per_100_residents", "loans"]


def test_it_prefers_english(tiny: Programme) -> None:
    assert tiny.languages[0] == "en"


def test_registers_it_does_not_keep_are_empty(tiny: Programme) -> None:
    assert (tiny.departments, tiny.matters, tiny.milestones, tiny.checks, tiny.cross_rules) == ((),) * 5
    assert tiny.strands == {}


def test_it_has_its_own_sides(tiny: Programme) -> None:
    assert {one.code: one.side for one in tiny.divisions if one.level == "district"} == {
        "990101": "north",
        "990102": "south",
    }


def test_a_programme_is_read_once_per_folder(tiny: Programme) -> None:
    assert load_programme(tiny.folder) is tiny
    assert load_programme(str(tiny.folder)) is tiny
    assert load_programme(tiny.folder / ".." / Path(tiny.folder.name)) is tiny
