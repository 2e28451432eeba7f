"""A small demonstration, served as `pingshi serve` does, and one real headless browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipelines.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a demonstration with 60 communities and five quarters."""
    home = tmp_path_factory.mktemp("e2e") / "home"
    assert main(["demo", "--communities", "60", "--periods", "5", "--home", str(home)]) == 0
    return home


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Where the dashboard of this home answers."""
    port = free_port()
    command = [sys.executable, "-m", "pipelines", "serve", "--port", str(port), "--home", str(home)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
                if answer.status == 200:
                    break
        except OSError:
            time.sleep(0.5)
    else:
        pytest.fail("the dashboard did not start")
    yield address
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="session")
def address(workspace: Path) -> Iterator[str]:
    """Where the dashboard answers."""
    with serving(workspace) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless, without any talk of its own to the network."""
    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page in the browser and what went wrong on it."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, name: str, **query: str) -> Page:
        """The page, once its footer is there: everything above it has been drawn."""
        words = "&".join(f"{key}={value}" for key, value in query.items())
        self.page.goto(f"{self.address}/{name}?{words}")
        self.page.wait_for_selector(".ps-foot", timeout=60_000)
        return self.page

    def note(self, url: str) -> None:
        """Remembers a request that leaves this machine."""
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(url)


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visit]:
    """A fresh page at 1366×768."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    visit = Visit(page, address)
    page.on("request", lambda request: visit.note(request.url))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    yield visit
    page.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A fresh page of the demonstration."""
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture
def desk_home(workspace: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration in which a test may send and decide."""
    return shutil.copytree(workspace, tmp_path / "home")


@pytest.fixture
def desk_visit(browser: Browser, desk_home: Path) -> Iterator[Visit]:
    """A fresh page of that copy."""
    with serving(desk_home) as address, visiting(browser, address) as visit:
        yield visit
