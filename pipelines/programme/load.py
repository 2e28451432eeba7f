"""Loads a programme: one folder of definitions in, one frozen, checked object out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.i18n import LANGUAGES, flatten, user_error
from pipelines.programme.access import load_access
from pipelines.programme.building import build
from pipelines.programme.forms import load_cross_rules, load_forms
from pipelines.programme.indicators import load_families
from pipelines.programme.integrity import check_integrity
from pipelines.programme.model import Criterion, Policy, Programme, Topic
from pipelines.programme.periods import valid_period
from pipelines.programme.reading import Source, broken, read_toml
from pipelines.programme.reference import (
    load_calendar,
    load_checks,
    load_departments,
    load_divisions,
    load_matters,
    load_milestones,
    load_missing,
    load_norms,
    load_places,
)

PROGRAMMES = Path(__file__).parents[2] / "data" / "programme"
_FILES = (
    "programme",
    "demo",
    "milestones",
    "checks",
    "norms",
    "calendar",
    "divisions",
    "departments",
    "matters",
    "missing",
    "access",
    "travel_times",
    "places",
    "tiles",
)
_KEYS = ("id", "name", "city", "started_on", "first_period", "languages", "planned_indicators")


def load_programme(name_or_path: str | Path = "xiamen") -> Programme:
    """The programme of a name under `data/programme`, or of a folder; read once per folder.

    Raises `UserError`: `unknown_programme`, or `broken_definition` with file, key, found and wanted.
    """
    return _load(programme_folder(name_or_path))


def programme_folder(name_or_path: str | Path) -> Path:
    """The folder that defines a programme; `UserError` `unknown_programme` when there is none."""
    for folder in (PROGRAMMES / name_or_path, Path(name_or_path)):
        if (folder / "programme.toml").is_file():
            return folder.resolve()
    known = ", ".join(sorted(file.parent.name for file in PROGRAMMES.glob("*/programme.toml")))
    raise user_error("unknown_programme", name=str(name_or_path), known=known)


@cache
def _load(folder: Path) -> Programme:
    _refuse_strangers(folder)
    forms = load_forms(folder / "forms")
    across = folder / "forms" / "cross.toml"
    programme = replace(
        _registers(folder),
        forms=forms,
        cross_rules=load_cross_rules(across, forms) if across.is_file() else (),
        families=load_families(folder / "indicators"),
        access=load_access(folder),
        text=_text(folder / "text"),
    )
    check_integrity(programme)
    return programme


def _registers(folder: Path) -> Programme:
    """The programme without its forms, families and words."""
    source = read_toml(folder / "programme.toml")
    source.refuse_others((*_KEYS, "policy", "criterion", "topic"))
    strands, milestones = load_milestones(folder)
    calendar, holidays = load_calendar(folder)
    return Programme(
        id=source.need("id", str),
        name=source.words("name"),
        folder=folder,
        city=source.need("city", str),
        first_period=_period(source, "first_period"),
        started_on=source.need("started_on", date),
        languages=_languages(source),
        divisions=load_divisions(folder),
        departments=load_departments(folder),
        matters=load_matters(folder),
        milestones=milestones,
        strands=strands,
        checks=load_checks(folder),
        norms=load_norms(folder),
        calendar=calendar,
        policy=build(Policy, source.sub("policy")),
        criteria=tuple(build(Criterion, one) for one in source.each("criterion")),
        research=tuple(build(Topic, one) for one in source.each("topic")),
        planned=frozenset(source.strings("planned_indicators")),
        holidays=holidays,
        missing=load_missing(folder),
        places=load_places(folder),
    )


def _refuse_strangers(folder: Path) -> None:
    """A misnamed file (`norm.toml`) must not leave a register empty in silence."""
    for file in sorted(folder.glob("*.*")):
        if file.suffix in {".toml", ".csv", ".yaml", ".yml"} and file.stem not in _FILES:
            raise broken(file, "-", file.name, "one_of", allowed=", ".join(_FILES))


def _period(source: Source, key: str) -> str:
    period = source.need(key, str)
    if not valid_period(period):
        raise source.wrong(key, period, "quarter")
    return period


def _languages(source: Source) -> tuple[str, ...]:
    """The languages in the order in which the programme prefers them."""
    languages = source.strings("languages")
    if sorted(languages) != sorted(LANGUAGES):
        raise source.wrong("languages", ", ".join(languages), "one_of", allowed="zh, en; en, zh")
    return languages


def _text(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """The programme's own words by language and key; every language has the same keys."""
    words = {lang: flatten(read_toml(folder / f"{lang}.toml").table) for lang in LANGUAGES}
    for lang, other in (LANGUAGES, LANGUAGES[::-1]):
        if missing := sorted(words[other].keys() - words[lang].keys()):
            raise broken(folder / f"{lang}.toml", missing[0], None, "same_keys", other=f"{other}.toml")
    return words
