"""What a programme may say of access, and that a broken access.toml names the file, the key and what is wanted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.problems import UserError
from pipelines.programme.access import load_access

XIAMEN = Path(__file__).parents[2] / "data" / "programme" / "xiamen"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in XIAMEN.glob("access.*"):
        shutil.copy(file, tmp_path)
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "access.toml"
    before = file.read_text(encoding="utf-8")
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("metres = 1000", "metres = 0", "walk.metres: found 0.0, wanted a number above zero"),
        ("detour = 1.3", 'detour = 1.3\nspeed = "fast"', "walk.speed"),
        ("hours = 40", "", "full_service.hours: found nothing"),
        ("minutes = [10, 15, 20]", "minutes = []", "band.minutes"),
        ("weights = [1, 0.68, 0.22]", "weights = [1, -0.5]", "decay.weights"),
        ('other_area = "mainland"', "", "other_area: found nothing"),
        ('label = { zh = "不跨海", en = "the sea is never crossed" }', "", "label"),
        ('low = { zh = "外来人口多的社区", en = "communities with many non-local residents" }', "", "ranking.low"),
        ('[ranking]', '[ranking]\norder = "up"', "ranking.order"),
        ("[decay]", "[falling]", "falling"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named(folder: Path, old: str, new: str, said: str) -> None:
    change(folder, old, new)
    with pytest.raises(UserError) as raised:
        load_access(folder)
    assert raised.value.code == "broken_definition"
    assert "access.toml" in raised.value.message_en
    assert said in raised.value.message_en


def test_the_queries_beside_it_are_needed(folder: Path) -> None:
    (folder / "access.places.sql").unlink()
    with pytest.raises(UserError, match=r"access\.places\.sql"):
        load_access(folder)


SURVEY = '[measured]\nsource = { zh = "踏勘", en = "survey" }\nmeasured_on = 2010-12-01\n\n[band]'
TIMES = "community_code,centre,minutes\n350212109001,350212/CA,12.5\n350212109002,350212/CA,\n"


def test_measured_times_are_read_with_their_source(folder: Path) -> None:
    change(folder, "[band]", SURVEY)
    (folder / "travel_times.csv").write_text(TIMES, encoding="utf-8")
    found = load_access(folder)
    assert found is not None
    assert found.measured is not None
    assert found.measured.source.en == "survey"
    assert [one.minutes for one in found.times] == [12.5, None]


@pytest.mark.parametrize(
    ("survey", "times", "said"),
    [
        (SURVEY, None, "travel_times.csv, -: found nothing, wanted this file"),
        ("[band]", TIMES, "access.toml, measured: found nothing"),
        (SURVEY, TIMES.replace("12.5", "-1"), "travel_times.csv, line 2.minutes: found -1.0"),
        (SURVEY, TIMES.replace("12.5", "soon"), "line 2.minutes"),
        (SURVEY, TIMES + "350212109001,350212/CA,9\n", "line 4.centre: found “350212/CA”, wanted a code"),
        (SURVEY, TIMES.replace("centre", "site"), "line 1"),
    ],
)  # fmt: skip
def test_measured_times_that_cannot_be_used_are_named(folder: Path, survey: str, times: str | None, said: str) -> None:
    change(folder, "[band]", survey)
    if times:
        (folder / "travel_times.csv").write_text(times, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        load_access(folder)
    assert said in raised.value.message_en


def test_a_programme_may_rank_nobody_and_may_not_ask_at_all(folder: Path) -> None:
    file = folder / "access.toml"
    head, _, rest = file.read_text(encoding="utf-8").partition("[ranking]")
    file.write_text(head + rest[rest.index("[band]") :], encoding="utf-8")
    found = load_access(folder)
    assert found is not None
    assert found.ranking is None
    file.unlink()
    assert load_access(folder) is None
