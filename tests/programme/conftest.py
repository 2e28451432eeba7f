"""A tiny second programme, and a copy of it that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme

TINY = Path(__file__).parent / "fixtures" / "tiny"
REGISTERS = {
    "departments.csv": """\
code,name_zh,name_en,valid_from,valid_to,successor,named_in_policy,short_zh,short_en,confidence
LIB,图书馆,Library,2010-01-01,2019-12-31,CUL,yes,馆,Library,S
CUL,文化局,Culture Bureau,2020-01-01,,,no,文,Culture,K
""",
    "matters.csv": """\
code,name_zh,name_en,department,department_now,in_law_1989,confidence,joint,joint_now
E01,借书,Lending,LIB,CUL,no,K,CUL,
""",
    "milestones.toml": """\
[strands]
books = { zh = "藏书", en = "Books" }

[[milestone]]
code = "M01"
name = { zh = "上架", en = "Books on the shelf" }
short = { zh = "书", en = "Books" }
strand = "books"
""",
    "checks.toml": 'check = [{ list = "ready", item = "a", name = { zh = "有房", en = "A room" } }]\n',
}


@pytest.fixture(scope="session")
def tiny() -> Programme:
    """The second programme: two districts, two forms, three indicators."""
    return load_programme(TINY)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The second programme's files with every register filled, for a test to change."""
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder)
    for name, content in REGISTERS.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder
