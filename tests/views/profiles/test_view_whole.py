"""The pages of this folder in both languages: whole, one district, nothing in it, and a quarter nobody reported on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import i18n

Said = Callable[..., str]
TEXT = Path(__file__).parents[3] / "dashboard" / "text"
PAGES = ("about", "community", "council", "district", "issues")
STATES = {
    "full": {},
    "one district": {"unit": "350212"},
    "a district that is silent": {"unit": "350203"},
    "empty": {"home": "hollow", "period": "2011Q2"},
    "new period": {"period": "2012Q1"},
}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("view", PAGES)
def test_a_page_stands_and_shows_no_raw_key(said: Said, view: str, state: str, lang: str) -> None:
    shown = said(view, lang=lang, **STATES[state])
    keys = i18n.wording(lang, TEXT).keys()
    assert [word for word in re.findall(r"\b[a-z_]+\.[a-zA-Z_.0-9]+\b", shown) if word in keys] == []
    assert i18n.wording(lang, TEXT)[f"{view}.question"] in shown


@pytest.mark.parametrize("view", PAGES)
def test_the_demonstration_is_marked(said: Said, view: str) -> None:
    assert "演示数据" in said(view)
    assert "Demonstration data" in said(view, lang="en")
