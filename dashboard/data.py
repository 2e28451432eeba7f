"""The one gateway to the release: opened once per name, read-only, a cursor per call; the name is part of every key."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from dashboard import roles
from dashboard.desk import Desk
from dashboard.queries import core
from dashboard.words import t
from pipelines.boundaries.keep import Boundaries, kept, place_of
from pipelines.i18n import LANGUAGES
from pipelines.ledger.compare import between
from pipelines.ledger.home import find_home
from pipelines.passport.codes import code_of
from pipelines.passport.make import passport as passport_of
from pipelines.passport.model import ON_PAPER, Passport
from pipelines.passport.reported import ReportedRow, reported_row, row_code
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
    """The rows of a statement of `dashboard/queries` in the release current now; `NoReleaseError` without one.

    District people are given the rows of their own unit, whatever `params` ask for; whoever may not read is given
    none (`PermissionError`: the door should have kept them out).
    """
    who = person()
    if not roles.may(who, roles.READ):
        raise PermissionError(who.role)
    home = find_home(None)
    name = current(home)
    if name is None:
        raise NoReleaseError("broken" if (home / "CURRENT").is_file() else "none", str(home))
    try:
        return _rows(str(home), name, sql, roles.scoped(who, params))
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


def release(unit: str) -> Release:
    """The current release, to write a briefing of a unit; `PermissionError` where that is not the person's to read."""
    who = person()
    if not roles.may(who, roles.READ) or (who.unit and not unit.startswith(who.unit)):
        raise PermissionError(who.role)
    home = find_home(None)
    return _opened(str(home), imprint().name)


def passport(code: str) -> Passport | ReportedRow:
    """The passport of a figure or row of the current release; `UserError` where it is none, or another unit's."""
    if not roles.may_see_figure(person(), code):
        raise UserError("figure_of_others", *(t(lang, "door.figure_of_others", code=code) for lang in LANGUAGES))
    home = find_home(None)
    name = current(home)
    if name is None:
        raise NoReleaseError("none", str(home))
    return _passport(str(home), name, code)


@st.cache_data(max_entries=64, show_spinner=False)
def _passport(home: str, name: str, code: str) -> Passport | ReportedRow:
    """Kept while the release is the current one: whoever builds another one moves the pointer."""
    programme = dict(_rows(home, name, core.INFO, {}).iter_rows()).get("programme", "")
    release, forms, row = _opened(home, name), _forms(str(programme)), row_code(code)
    if row is not None:
        return reported_row(release, Path(home), row, forms)
    return passport_of(release, Path(home), code_of(code), ON_PAPER, forms)


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
    place = place_of(home, level)
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


def person() -> roles.Person:
    """Who is looking. Without `[auth]` in Streamlit's secrets the one local user; with it whoever has signed in.

    Nobody yet is a person without a name and without rights, as is everybody while the secrets cannot be read.
    """
    try:
        if "auth" not in st.secrets:
            return roles.LOCAL
    except StreamlitSecretNotFoundError:
        has_any = any(Path(place).exists() for place in st.get_option("secrets.files"))
        return roles.Person("unsettled") if has_any else roles.LOCAL
    email = str(st.user.get("email") or "")
    if not st.user.get("is_logged_in") or not email or st.user.get("email_verified") is False:
        return roles.Person("stranger", email or None)
    return roles.listed(email, st.secrets.get("roles", {}), _reporting_units())


def desk() -> Desk:
    """The home that is served, and the programme of its release, or without one that which comes with the system.

    `UserError` where that programme's definitions are not here: its files cannot be read then.
    """
    home = find_home(None)
    with suppress(duckdb.Error):
        if name := current(home):
            about = dict(_rows(str(home), name, core.INFO, {}).iter_rows())
            return Desk(home, load_programme(*filter(None, [about.get("programme")])))
    return Desk(home, load_programme())


def _reporting_units() -> frozenset[str]:
    with suppress(UserError):
        return frozenset(one.code for one in desk().programme.reporting_units)
    return frozenset()


@st.cache_data(max_entries=64, show_spinner=False)
def differences(home: str, old: str, new: str) -> dict[str, Any]:
    """What changed from one receipt's file to another's; kept, since archived files never change."""
    return between(Path(home), desk().programme, old, new)
