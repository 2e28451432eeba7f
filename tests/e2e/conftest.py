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
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from pipelines.cli import main
from pipelines.i18n import LANGUAGES

expect.set_options(timeout=30_000)  # a busy machine draws a page slowly; what never comes is found all the same
ROOT = Path(__file__).parents[2]
PAGES = tuple(sorted(file.stem for file in (ROOT / "dashboard" / "views").glob("[a-z]*.py")))
# What a page must be asked for, so that something stands on it.
ASKED = {"passport": {"figure": "station_post_fill_rate/350212/2011Q1"}}
# Nothing runs, the foot is there, nothing waits to be filled, and every figure has been drawn as wide as its place.
STILL = """() => document.querySelector('[data-test-script-state="notRunning"]') && document.querySelector('.ps-foot')
  && !document.querySelector('[data-testid="stSkeleton"]')
  && [...document.querySelectorAll('.stPlotlyChart')].every((place) => {
    const drawn = place.querySelector('.main-svg');
    return drawn && Math.abs(drawn.clientWidth - place.clientWidth) < 2;
  })"""
# To another page without loading anything anew, as the browser's own way back does.
TURN = """(to) => { document.querySelector('h1').dataset.left = ''; history.pushState({}, '', to);
  dispatchEvent(new PopStateEvent('popstate')); }"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `name` is about every page, one that takes `lang` about both languages."""
    for argument, values in (("name", PAGES), ("lang", LANGUAGES)):
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, values, scope="module")


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
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, headless, without any talk of its own to the network."""
    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
    yield chromium
    chromium.close()


@dataclass
class Visit:
    """A tab of the browser on the dashboard, and what went wrong on it."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, name: str, **query: str) -> Page:
        """The page as its link opens it, once all of it has been drawn."""
        self.page.goto(f"{self.address}/{_link(name, query)}")
        return self.still()

    def turn(self, name: str) -> Page:
        """The page as the navigation opens it, once all of it has been drawn: nothing is loaded anew."""
        if urlsplit(self.page.url).path != f"/{name}":
            self.page.evaluate(TURN, _link(name, ASKED.get(name, {})))
            self.page.wait_for_selector("h1:not([data-left])")
        return self.still()

    def still(self) -> Page:
        """The page, once all of it has been drawn."""
        self.page.wait_for_function(STILL, timeout=60_000)
        return self.page

    def note(self, url: str) -> None:
        """Remembers a request that leaves this machine."""
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(url)


def _link(name: str, query: dict[str, str]) -> str:
    return f"{name}?" + "&".join(f"{key}={value}" for key, value in query.items())


@contextmanager
def visiting(context: BrowserContext, address: str) -> Iterator[Visit]:
    """A new tab; the files of the dashboard come from the browser's cache."""
    page = context.new_page()
    visit = Visit(page, address)
    page.on("request", lambda request: visit.note(request.url))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    yield visit
    page.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's browser, 1366×768."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield context
    context.close()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Iterator[Visit]:
    """A fresh tab on the demonstration."""
    with visiting(context, address) as visit:
        yield visit


@pytest.fixture(scope="module")
def walk(context: BrowserContext, address: str) -> Iterator[Visit]:
    """One tab for all tests of a file that only turn pages."""
    with visiting(context, address) as visit:
        yield visit


@pytest.fixture
def desk_home(workspace: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration in which a test may send and decide."""
    return shutil.copytree(workspace, tmp_path / "home")


@pytest.fixture
def desk_visit(context: BrowserContext, desk_home: Path) -> Iterator[Visit]:
    """A fresh tab on that copy."""
    with serving(desk_home) as address, visiting(context, address) as visit:
        yield visit
