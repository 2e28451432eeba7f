"""Words for people: wording from `text/` with its slots filled, numbers, problems and errors in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.problems import Level, Problem, UserError

LANGUAGES = ("zh", "en")
_TEXT = Path(__file__).parent / "text"


def flatten(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """A nested text file as one level of `place.thing` keys."""
    flat: dict[str, str] = {}
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{name}.")
        else:
            flat[name] = str(value)
    return flat


@cache
def wording(lang: str, folder: Path = _TEXT) -> Mapping[str, str]:
    """Every key of the files `<folder>/<lang>/*.toml`, one file per room; a key given twice raises `ValueError`."""
    words: dict[str, str] = {}
    for file in sorted((folder / lang).glob("*.toml")):
        more = flatten(tomllib.loads(file.read_text(encoding="utf-8")))
        if both := words.keys() & more.keys():
            raise ValueError(f"{file.name} repeats {sorted(both)}")
        words |= more
    return words


def text(lang: str, key: str, /, **slots: object) -> str:
    """The wording of `key` with its named slots filled; a missing key or slot raises `KeyError`."""
    return wording(lang)[key].format_map(slots)


def decimals(value: float, places: int) -> str:
    """A number with its decimals and thousands marks, never rounded up to 100 from below (99.96 is 99.9)."""
    shown = round(value, places)
    if shown >= 100 > value:
        shown = 100 - 10.0**-places
    return f"{shown + 0.0:,.{places}f}"


def problem(code: str, level: Level, place: Mapping[str, Any] | None = None, /, **slots: object) -> Problem:
    """A `Problem` worded by `problem.<code>`; `place` gives form, sheet, cell, row, field and value."""
    zh, en = (text(lang, f"problem.{code}", **slots) for lang in LANGUAGES)
    return Problem(code=code, level=level, message_zh=zh, message_en=en, **(place or {}))


def user_error(code: str, /, **slots: object) -> UserError:
    """A `UserError` worded by `error.<code>`."""
    return UserError(code, text("zh", f"error.{code}", **slots), text("en", f"error.{code}", **slots))
