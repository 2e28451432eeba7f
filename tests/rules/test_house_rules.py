"""House rules that a reader may rely on: where text, SQL and Streamlit live, and how long a file may get."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from pipelines import i18n

ROOT = Path(__file__).parents[2]
CODE = sorted([*(ROOT / "pipelines").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")])
VIEWS = sorted((ROOT / "dashboard" / "views").glob("*.py"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def strings_of(path: Path) -> list[str]:
    """String literals that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_has_one_idea_and_at_most_250_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_module_says_what_belongs_in_it(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_hold_no_sql_and_no_wording(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(SELECT|FROM|execute|session_state)\b", source)
    assert "import polars" not in source
    assert [s for s in strings_of(path) if CHINESE.search(s)] == []


@pytest.mark.parametrize("path", [p for p in CODE if "demo" not in p.parts], ids=name)
def test_chinese_wording_lives_in_text_not_in_code(path: Path) -> None:
    """Form values such as 是 are data and come from the contracts; the invented programme may name its own."""
    assert [s for s in strings_of(path) if len(CHINESE.findall(s)) > 4] == []


@pytest.mark.parametrize("folder", ["pipelines/text", "dashboard/text"])
def test_both_languages_say_the_same_things(folder: str) -> None:
    zh, en = (i18n.wording(lang, ROOT / folder) for lang in i18n.LANGUAGES)
    assert zh.keys() == en.keys()


@pytest.mark.parametrize("folder", ["pipelines/text", "dashboard/text"])
def test_both_languages_fill_the_same_slots(folder: str) -> None:
    zh, en = (i18n.wording(lang, ROOT / folder) for lang in i18n.LANGUAGES)
    slots = re.compile(r"\{(\w+)")
    assert {k: set(slots.findall(zh[k])) for k in zh} == {k: set(slots.findall(en[k])) for k in zh}


def test_english_wording_holds_no_chinese_but_names() -> None:
    """Document names, form values and the watermark are quoted in Chinese; sentences are not."""
    words = i18n.wording("en", ROOT / "pipelines/text") | i18n.wording("en", ROOT / "dashboard/text")
    assert {k: v for k, v in words.items() if re.search(r"[\u4e00-\u9fff]{9,}", v)} == {}


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_every_verb_stands_in_the_readme(readme: str) -> None:
    from pipelines.cli import VERBS

    told = (ROOT / readme).read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"`{verb}`" not in told and f"`pingshi {verb}`" not in told] == []
