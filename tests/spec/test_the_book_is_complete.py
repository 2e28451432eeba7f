"""Every indicator of the programme has its page in this book."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipelines.programme.model import Programme

NAMES = {
    node.name
    for file in Path(__file__).parent.glob("test_f*.py")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef)
}


def test_every_indicator_has_a_spec(xiamen: Programme):
    missing = [one.id for one in xiamen.indicators if not any(name.startswith(f"test_{one.id}_") for name in NAMES)]
    assert missing == []


@pytest.mark.parametrize(
    ("family", "size"), [("F1", 6), ("F2", 5), ("F3", 3), ("F4", 8), ("F5", 8), ("F8", 4), ("F9", 6)]
)
def test_a_family_is_defined_whole(xiamen: Programme, family: str, size: int):
    assert len([one for one in xiamen.indicators if one.family == family]) == size


def test_every_field_that_an_indicator_needs_is_read_by_its_sql(xiamen: Programme):
    for family in xiamen.families:
        sql = family.sql.read_text(encoding="utf-8")
        for one in family.indicators:
            unread = [need for need in one.needs if need.split(".")[1] not in sql]
            assert unread in ([], ["T01.pop_year"]), one.id  # the base year is shown beside the figure, not counted
