"""Why a value is not there is a list of the programme's own; no word in it may mean two things."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme

TWICE = """
[[missing]]
code = "a"
name = { zh = "未统计", en = "Not counted" }
texts = ["未统计"]

[[missing]]
code = "b"
name = { zh = "待核", en = "To be verified" }
texts = ["待核", "未统计"]
"""


def test_every_reason_is_one_of_its_own_words_in_both_languages(xiamen: Programme) -> None:
    assert xiamen.missing
    assert [one.code for one in xiamen.missing if not {one.name.zh, one.name.en} <= {*one.texts}] == []


def test_no_reason_may_be_mistaken_for_none_or_for_a_choice(xiamen: Programme) -> None:
    texts = {text for one in xiamen.missing for text in one.texts}
    choices = {
        word for form in xiamen.forms for field in form.fields for choice in field.choices
        for word in (choice.value, choice.label.zh, choice.label.en, *choice.aliases)
    }  # fmt: skip
    assert texts.isdisjoint({"无", "0", "-", "—", "/", "不适用", "N/A"} | choices)


def test_a_programme_need_not_have_reasons(tiny: Programme) -> None:
    assert tiny.missing == ()


def test_a_word_for_two_reasons_is_refused(tiny: Programme, tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(tiny.folder, folder)
    (folder / "missing.toml").write_text(TWICE, encoding="utf-8")
    with pytest.raises(UserError, match="未统计"):
        load_programme(folder)
