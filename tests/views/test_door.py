"""Two doors: without sign-in settings everything is open to the one local user; with them roles decide."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import data, roles
from pipelines import i18n
from pipelines.problems import UserError

Text = Callable[[AppTest], str]
ROOT = Path(__file__).parents[2]
TEXT = ROOT / "dashboard" / "text"
AUTH = {"redirect_uri": "http://localhost:8501/oauth2callback", "cookie_secret": "x" * 32, "client_id": "pingshi"}
ROLES = {
    "lead@xm.example": {"role": "leader"},
    "lin@xm.example": {"role": "reporter", "unit": "350212"},
    "chen@xm.example": {"role": "approver", "unit": "350213"},
    "city@xm.example": {"role": "admin"},
}
TONGAN_ROW, XIANGAN_ROW = "350212109001", "350213103001"


def page(view: str, unit: str, lang: str = "zh") -> None:
    """What the entry does once the reader has chosen."""
    import importlib

    from dashboard.widgets.choice import Choice

    importlib.import_module(f"dashboard.views.{view}").render(Choice(lang, unit, "2011Q2", "350200"))


def rows_of(unit: str) -> None:
    """The communities that the gateway gives for a unit, and whether a passport is open."""
    import streamlit as st

    from dashboard import data
    from dashboard.queries import core

    asked = {"unit": unit, "city": "350200", "period": "2011Q2", "indicators": ["station_post_fill_rate"]}
    st.text(" ".join(sorted(set(data.query(core.COMMUNITIES, **asked)["community_code"]))))


@pytest.fixture
def entry(homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`entry(email)`: the first page as that person finds it; signed out without an address."""

    def come(email: str | None, verified: bool = True, script: Any = None, **kwargs: Any) -> AppTest:
        monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
        if script is None:
            app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        else:
            app = AppTest.from_function(script, kwargs=kwargs, default_timeout=60)
        app.secrets["auth"] = AUTH
        app.secrets["roles"] = ROLES
        app.user = {"is_logged_in": email is not None}
        if email:
            app.user |= {"email": email, "email_verified": verified}
        return app.run()

    return come


def test_without_settings_the_local_user_may_do_everything(homes: dict[str, Path], text: Text, monkeypatch) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    shown = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    assert not shown.exception
    assert "请先登录" not in text(shown)
    assert [one.key for one in shown.button if one.key in ("sign-in", "sign-out")] == []


@pytest.fixture
def served_at() -> Iterator[Callable[[str | None], None]]:
    """`served_at("0.0.0.0")`: the address at which the server listens."""
    before = config.get_option("server.address")
    yield lambda address: config.set_option("server.address", address)
    config.set_option("server.address", before)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.53"])
def test_on_this_machine_alone_its_user_may_do_everything(served_at, address: str) -> None:
    served_at(address)
    assert data.person() == roles.LOCAL


@pytest.mark.parametrize("address", [None, "0.0.0.0", "::", "10.1.2.3", "pingshi.example"])
def test_without_sign_in_other_machines_may_look_and_do_nothing(served_at, address: str | None) -> None:
    served_at(address)
    assert data.person() == roles.ANYONE


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("view", ["submit", "review"])
def test_the_desk_is_closed_to_anyone_and_says_why(
    homes, served_at, text: Text, monkeypatch: pytest.MonkeyPatch, view: str, lang: str
) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    served_at("0.0.0.0")
    shown = AppTest.from_function(page, kwargs={"view": view, "unit": "350200", "lang": lang}, default_timeout=60).run()
    assert not shown.exception
    assert i18n.wording(lang, TEXT)["door.anyone"] in text(shown)
    assert [one.key for one in shown.button] == []
    assert len(shown.file_uploader) == 0


def test_with_settings_nothing_is_seen_before_signing_in(entry, text: Text) -> None:
    shown = entry(None)
    assert not shown.exception
    assert "请先登录" in text(shown)
    assert "厦门" not in text(shown)
    is_installed = find_spec("authlib") is not None
    assert is_installed == ("登录组件" not in text(shown))
    assert is_installed == any(one.key == "sign-in" for one in shown.button)


def test_a_stranger_is_told_whom_to_ask(entry, text: Text) -> None:
    shown = entry("wang@elsewhere.example")
    assert "您不在名单上" in text(shown)
    assert "wang@elsewhere.example" in text(shown)
    assert "厦门" not in text(shown)
    assert shown.button("sign-out").label == "退出登录"


def test_an_address_that_nobody_has_verified_opens_nothing(entry, text: Text) -> None:
    assert "您不在名单上" in text(entry("city@xm.example", verified=False))


def test_settings_that_cannot_be_read_keep_everybody_out(entry, text: Text, tmp_path: Path, monkeypatch) -> None:
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n", encoding="utf-8")
    monkeypatch.setenv("PINGSHI_HOME", str(tmp_path))
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(broken)])
    try:
        shown = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    finally:
        config.set_option("secrets.files", before)
    assert "登录设置有误" in text(shown)


def test_a_leader_reads_every_district(entry, text: Text) -> None:
    shown = entry("lead@xm.example")
    assert not shown.exception
    assert "厦门市 · 2011年二季度" in text(shown)
    assert "lead@xm.example（领导）" in text(shown)


def test_district_people_are_offered_their_own_district_alone(entry, text: Text) -> None:
    shown = entry("lin@xm.example")
    assert not shown.exception
    assert "同安区 · 2011年二季度" in text(shown)
    assert "lin@xm.example（区填报人，同安区）" in text(shown)


@pytest.mark.parametrize(("email", "sees"), [("lin@xm.example", {TONGAN_ROW}), ("chen@xm.example", {XIANGAN_ROW})])
@pytest.mark.parametrize("asked", ["350200", "350211", "350212", "350213"])
def test_the_gateway_gives_district_people_their_own_rows(entry, email: str, sees: set[str], asked: str) -> None:
    given = set(entry(email, script=rows_of, unit=asked).text[0].value.split())
    assert {one[:6] for one in given} == {one[:6] for one in sees}


def test_the_gateway_gives_a_leader_the_rows_asked_for(entry) -> None:
    given = set(entry("lead@xm.example", script=rows_of, unit="350200").text[0].value.split())
    assert {TONGAN_ROW, XIANGAN_ROW} <= given


@pytest.mark.parametrize("email", [None, "wang@elsewhere.example"])
def test_the_gateway_gives_nothing_to_whoever_may_not_read(entry, email: str | None) -> None:
    shown = entry(email, script=rows_of, unit="350200")
    assert shown.exception
    assert len(shown.text) == 0


def test_the_rows_behind_another_districts_figure_stay_closed(homes, monkeypatch, text: Text) -> None:
    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    monkeypatch.setattr(data, "person", lambda: roles.Person("reporter", "lin@xm.example", "350212"))
    with pytest.raises(UserError) as refused:
        data.passport("station_post_fill_rate/350213/2011Q2")
    assert refused.value.code == "figure_of_others"


def test_the_sender_may_choose_no_other_district(entry) -> None:
    shown = entry("lin@xm.example", script=page, view="submit", unit="350200")
    assert not shown.exception
    assert shown.selectbox[0].options == ["同安区"]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize(("email", "name"), [("lead@xm.example", "submit"), ("lin@xm.example", "review")])
def test_a_page_for_others_says_whom_it_is_for(entry, text: Text, email: str, name: str, lang: str) -> None:
    def not_mine(lang: str, name: str) -> None:
        from dashboard import data, roles
        from dashboard.widgets import door

        person = data.person()
        assert not roles.may_open(person, name)
        door.not_for(lang, person, name)

    shown = entry(email, script=not_mine, lang=lang, name=name)
    assert not shown.exception
    assert i18n.wording(lang, TEXT)["door.page_title"] in text(shown)
    assert i18n.wording(lang, TEXT)["role.admin"] in text(shown)


def test_the_example_of_the_settings_gives_every_role_that_there_is() -> None:
    example = tomllib.loads((ROOT / ".streamlit" / "secrets.toml.example").read_text(encoding="utf-8"))
    people = [roles.listed(name, example["roles"], frozenset({"350212"})) for name in example["roles"]]
    assert [one.role for one in people] == list(roles.GIVEN)
    assert "auth" in example


def test_a_page_that_falls_says_so_in_words_and_leaves_the_reason_in_the_log(
    homes, text: Text, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fall(choice: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setenv("PINGSHI_HOME", str(homes["full"]))
    monkeypatch.setattr("dashboard.views.overview.render", fall)
    shown = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    assert not shown.exception
    assert "这一页没能显示完整" in text(shown)
    assert "secret detail" not in text(shown)
    assert "secret detail" in caplog.text
