"""Which terms of the glossary a page explains."""

from __future__ import annotations

import pytest

from dashboard.briefing.terms import used
from pipelines.programme.model import Programme

GLOSSARY = [
    {"term_zh": "四统一", "note_zh": "统一管理体制、标识、窗口、规范"},
    {"term_zh": "权随责走、费随事转", "note_zh": "经费一并转过去"},
    {"term_zh": "小区", "note_zh": None},
]


@pytest.mark.parametrize(
    ("question", "names", "explained"),
    [
        ("centres.question", [], ["四统一"]),
        ("funding.question", ["费随事转落实率"], ["权随责走、费随事转"]),
        ("coverage.question", ["小区楼宇党组织覆盖率"], []),
    ],
)
def test_a_term_with_a_note_is_explained_where_the_question_or_an_indicator_uses_it(
    question: str, names: list[str], explained: list[str]
) -> None:
    found = used(GLOSSARY, question, [{"name_zh": name} for name in names])
    assert [row["term_zh"] for row in found] == explained


def test_every_note_belongs_to_a_term_and_stands_in_both_languages(xiamen: Programme) -> None:
    notes = [{key for key in xiamen.text[lang] if key.startswith("glossary_note.")} for lang in xiamen.languages]
    assert notes[0] == notes[1]
    assert {key.replace("glossary_note", "glossary") for key in notes[0]} <= xiamen.text["zh"].keys()
