"""A family that is defined wrongly is named with file, key, what was found and what was wanted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.warehouse.build import build

TINY = Path(__file__).parents[1] / "programme" / "fixtures" / "tiny"
SPLIT = '[[indicator.split]]\nname = "kind"\nlabel = { zh = "类", en = "Kind" }\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny programme that a test may break."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny-copy"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / "indicators" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaint(folder: Path) -> str:
    with pytest.raises(UserError) as raised:
        load_programme(folder)
    assert raised.value.code == "broken_definition"
    return raised.value.message_en


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('denominator = "rooms"\n', "", "indicator[0].denominator"),
        ('kind = "count"\n', 'kind = "count"\ndenominator = "rooms"\n', "indicator[2].denominator"),
        ('kind = "count"\n', 'kind = "sum"\n', "indicator[2].kind"),
        ('numerator = "loans"', 'numerator = "loans; DROP TABLE t01"', "indicator[2].numerator"),
        ('applicable = "has_room"', 'applies = "has_room"', "indicator[0].applies"),
        ('name = { zh = "借阅册次", en = "Loans" }', 'name = { zh = "借阅册次" }', "indicator[2].name.en"),
        ('caution = { zh = "不含还书。"', f'{SPLIT}[indicator]\ncaution = {{ zh = "不含还书。"', "-"),
    ],
)
def test_a_broken_key_is_named(folder, old, new, key):
    change(folder, "F1.toml", old, new)
    assert complaint(folder).startswith(f"Broken definition: tiny-copy/indicators/F1.toml, {key}:")


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ("", "indicator[2].split[0].column"),
        ('column = "ctype"\nparts = { a = ["loans"] }\n', "indicator[2].split[0].column"),
        ('column = "no such"\n', "indicator[2].split[0].column"),
        ('parts = { a = ["loans", "rooms", "has_room"] }\n', "indicator[2].split[0].parts.a"),
        ("parts = { a = [] }\n", "indicator[2].split[0].parts.a"),
    ],
)
def test_a_split_is_by_column_or_by_parts(folder, lines, key):
    file = folder / "indicators" / "F1.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n" + SPLIT + lines, encoding="utf-8")
    assert f", {key}:" in complaint(folder)


def test_a_family_needs_its_sql(folder):
    (folder / "indicators" / "F1.sql").unlink()
    assert "F1.sql" in complaint(folder)


def test_a_name_that_the_facts_do_not_have_stops_the_build(tiny_office, folder):
    change(folder, "F1.toml", 'numerator = "loans"', 'numerator = "lendings"')
    tiny_office.open_rooms(1)
    with pytest.raises(UserError) as raised:
        build(tiny_office.home, load_programme(folder))
    assert "indicator[2].numerator: found “lendings”" in raised.value.message_en


def test_sql_that_does_not_run_stops_the_build_with_its_reason(tiny_office, folder):
    change(folder, "F1.sql", "r.visits", "r.visitors")
    tiny_office.open_rooms(1)
    with pytest.raises(UserError) as raised:
        build(tiny_office.home, load_programme(folder))
    assert "F1.sql" in raised.value.message_en
    assert "visitors" in raised.value.message_en
