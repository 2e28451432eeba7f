"""Starting the dashboard: the address is said first, then the server takes over."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from pipelines.cli.serve import ROOT, command


@pytest.fixture
def started(monkeypatch):
    """What would have been started, instead of starting it: the program, its words, its environment."""
    calls = []
    monkeypatch.setattr(os, "execve", lambda program, words, environment: calls.append((program, words, environment)))
    monkeypatch.setattr(os, "chdir", calls.append)
    monkeypatch.delenv("STREAMLIT_SERVER_ADDRESS", raising=False)
    return calls


def test_the_address_is_printed_and_the_server_started_on_it(pingshi, started, home):
    port = _free_port()
    said = pingshi("serve", "--port", port)
    assert f"http://127.0.0.1:{port}" in said.out
    folder, (program, words, environment) = started
    assert folder == ROOT
    assert program == sys.executable
    assert words == command("127.0.0.1", port)
    assert environment["PINGSHI_HOME"] == str(home)


def test_without_a_release_it_serves_all_the_same_and_says_how_to_make_one(pingshi, started):
    said = pingshi("serve", "--port", _free_port(), "--lang", "en")
    assert "pingshi build" in said.out
    assert started


def test_only_this_machine_is_served_unless_the_environment_opens_it(pingshi, started, monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")
    pingshi("serve", "--port", _free_port())
    assert "0.0.0.0" in started[1][1]


def test_the_page_that_is_served_exists():
    assert (ROOT / "dashboard" / "app.py").is_file()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
