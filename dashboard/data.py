"""The one gateway to the release: opened once per name, read-only, a cursor per call; the name is part of every key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar

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
from pipelines.passport.model import ON_PAPER
from pipelines.passport.papers import Paper, paper, paper_code
from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme
from pipelines.programme.tiles import Tile, load_tiles
from pipelines.warehouse.release import Release, current

Found = TypeVar("Found")


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


@st.cache_data(max_entries=128, show_spinner=False)
def _worked_out(home: str, name: str, asked: tuple[str, ...], _make: Callable[[], Found]) -> Found:  # noqa: ARG001
    return _make()


def worked_out(make: Callable[[], Found], *asked: str) -> Found:
    """What `make` works out of rows of the current release, kept as rows are; `asked` names it and all its choices."""
    who, home = person(), find_home(None)
    return _worked_out(str(home), current(home) or "", (who.role, who.unit or "", *asked), make)


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


def passport(code: str) -> Paper:
    """The passport of a figure or row of the current release; `UserError` where it is none, or another unit's."""
    if not roles.may_see_figure(person(), code):
        raise UserError("figure_of_others", *(t(lang, "door.figure_of_others", code=code) for lang in LANGUAGES))
    home = find_home(None)
    name = current(home)
    if name is None:
        raise NoReleaseError("none", str(home))
    return _passport(str(home), name, code)


@st.cache_data(max_entries=64, show_spinner=False)
def _passport(home: str, name: str, code: str) -> Paper:
    """Kept while the release is the current one: whoever builds another one moves the pointer."""
    programme = dict(_rows(home, name, core.INFO, {}).iter_rows()).get("programme", "")
    return paper(_opened(home, name), Path(home), paper_code(code), ON_PAPER, _programme(str(programme)))


@st.cache_resource(max_entries=3, show_spinner=False)
def _programme(name: str) -> Programme | None:
    """The definitions by which files are read; none where the programme's folder is elsewhere."""
    try:
        return load_programme(name) if name else None
    except UserError:
        return None


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


_ASKER: ContextVar[roles.Person | None] = ContextVar("asker", default=None)


def by_this_person(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same, to be run after the page: Streamlit makes deferred files where it no longer knows who asks."""
    who = person()

    def run() -> bytes:
        before = _ASKER.set(who)
        try:
            return make()
        finally:
            _ASKER.reset(before)

    return run


def person() -> roles.Person:
    """Who is looking. Without `[auth]` in Streamlit's secrets the one local user; with it whoever has signed in.

    Without it and with a server that other machines reach, it may be anyone: they look and do nothing. Nobody yet is a
    person without a name and without rights, as is everybody while the secrets cannot be read.
    """
    if (asker := _ASKER.get()) is not None:
        return asker
    try:
        if "auth" not in st.secrets:
            return _without_sign_in()
    except StreamlitSecretNotFoundError:
        has_any = any(Path(place).exists() for place in st.get_option("secrets.files"))
        return roles.Person("unsettled") if has_any else _without_sign_in()
    email = str(st.user.get("email") or "")
    if not st.user.get("is_logged_in") or not email or st.user.get("email_verified") is False:
        return roles.Person("stranger", email or None)
    return roles.listed(email, st.secrets.get("roles", {}), _reporting_units())


def _without_sign_in() -> roles.Person:
    """The local user where the server listens to this machine alone; an address that is not set means all networks."""
    address = str(st.get_option("server.address") or "")
    with suppress(ValueError):
        return roles.LOCAL if ip_address(address).is_loopback else roles.ANYONE
    return roles.LOCAL if address == "localhost" else roles.ANYONE


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
