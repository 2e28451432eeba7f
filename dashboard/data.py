"""The one gateway to the release: opened once per name, read-only, a cursor per call; the name is part of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import streamlit as st

from dashboard.queries import core
from pipelines.boundaries.keep import Boundaries, kept
from pipelines.ledger.home import find_home
from pipelines.passport.codes import code_of
from pipelines.passport.make import passport as passport_of
from pipelines.passport.model import ON_PAPER, Passport
from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.programme.model import Form
from pipelines.programme.tiles import Tile, load_tiles
from pipelines.warehouse.release import Release, current


class NoReleaseError(Exception):
    """There is nothing to show: `reason` is `none` (never built) or `broken` (cannot be opened, or lacks a table)."""

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a page must say about its source; periods are quarters, newest first."""

    name: str
    demo: bool
    built_on: date
    periods: tuple[str, ...]
    city: str


@st.cache_resource(max_entries=3, show_spinner=False)
def _opened(home: str, name: str) -> Release:
    return Release(Path(home), name)


@st.cache_data(max_entries=512, show_spinner=False)
def _rows(home: str, name: str, sql: str, params: Mapping[str, Any]) -> pl.DataFrame:
    return _opened(home, name).sql(sql, **params)


def query(sql: str, **params: Any) -> pl.DataFrame:
    """The rows of a statement of `dashboard/queries` in the release current now; `NoReleaseError` without one."""
    home = find_home(None)
    name = current(home)
    if name is None:
        raise NoReleaseError("broken" if (home / "CURRENT").is_file() else "none", str(home))
    try:
        return _rows(str(home), name, sql, params)
    except duckdb.Error as fault:
        raise NoReleaseError("broken", name) from fault


def imprint() -> Imprint:
    """The current release; `NoReleaseError` when there is none, it cannot be opened, or it holds no period."""
    info = {str(key): str(value) for key, value in query(core.INFO).iter_rows()}
    periods = tuple(query(core.PERIODS)["period"].to_list())
    city = query(core.CITY)["unit_code"].to_list()
    if not periods or not city or "built_at" not in info:
        raise NoReleaseError("broken", info.get("name", ""))
    built_on = date.fromisoformat(info["built_at"][:10])
    return Imprint(info["name"], info.get("demo") == "yes", built_on, periods, city[0])


def passport(code: str) -> Passport:
    """The passport of a figure of the current release; `UserError` where there is no such figure."""
    home = find_home(None)
    name = current(home)
    if name is None:
        raise NoReleaseError("none", str(home))
    return _passport(str(home), name, code)


@st.cache_data(max_entries=64, show_spinner=False)
def _passport(home: str, name: str, code: str) -> Passport:
    """Kept while the release is the current one: whoever builds another one moves the pointer."""
    programme = dict(_rows(home, name, core.INFO, {}).iter_rows()).get("programme", "")
    return passport_of(_opened(home, name), Path(home), code_of(code), ON_PAPER, _forms(str(programme)))


@st.cache_resource(max_entries=3, show_spinner=False)
def _forms(programme: str) -> tuple[Form, ...]:
    """The contracts by which files are read; none where the programme's folder is elsewhere."""
    try:
        return load_programme(programme).forms if programme else ()
    except UserError:
        return ()


def boundaries(level: str) -> Boundaries | None:
    """The boundaries that the user has given for a level and that may be shown; `None` without any.

    Raises `UserError` for a file that is not as it was written.
    """
    home = find_home(None)
    place = home / "boundaries" / f"{level}.geojson"
    found = _boundaries(str(home), level, place.stat().st_mtime_ns) if place.is_file() else None
    return found if found is not None and found.may_be_shown else None


@st.cache_resource(max_entries=4, show_spinner=False)
def _boundaries(home: str, level: str, written: int) -> Boundaries | None:  # noqa: ARG001 (part of the key)
    return kept(Path(home), level)


def tiles() -> Mapping[str, Tile]:
    """Where each unit's tile stands; none where the programme gives no layout, or its folder is elsewhere."""
    return _tiles(dict(query(core.INFO).iter_rows()).get("programme", ""))


@st.cache_resource(max_entries=3, show_spinner=False)
def _tiles(programme: str) -> Mapping[str, Tile]:
    try:
        return load_tiles(load_programme(programme)) if programme else {}
    except UserError:
        return {}
