"""Visits: the first chart in a browser that has never been here, and twenty people at once.

The browser is real. The twenty are clients of Streamlit's own socket, each in a thread with a pause between pages as
readers make: twenty browsers on two cores would measure the browsers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.sync.client import connect

_ROOT = Path(__file__).parents[2]
_CONTENDERS = Path(__file__).with_name("contenders")
_PORTS = {"pingshi": 8971, "one chart": 8972, "dash": 8973}
_VISITS, _AIM = 7, 1.5
_PEOPLE, _PAUSE = 20, 2.0
_WALK = ("overview", "staffing", "funding", "comparison", "access", "district")


def measure(home: Path) -> None:
    """Prints both, the first chart beside the least Streamlit page and the same figures in Dash."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        figures = Path(folder) / "figures.json"
        figures.write_text(json.dumps(_figures(home)), encoding="utf-8")
        for name, command in _commands(home, figures).items():
            servers.enter_context(_serving(command, _PORTS[name]))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            _first_chart(browser)
            browser.close()
        _crowd()


def _commands(home: Path, figures: Path) -> Mapping[str, list[str]]:
    ours = ["-m", "pipelines", "serve", "--home", str(home), "--port", str(_PORTS["pingshi"])]
    quiet = ["--server.headless", "true", "--server.port", str(_PORTS["one chart"])]
    return {
        "pingshi": [sys.executable, *ours],
        "one chart": [sys.executable, "-m", "streamlit", "run", str(_CONTENDERS / "one_chart.py"), *quiet],
        "dash": [sys.executable, str(_CONTENDERS / "dash_page.py"), str(_PORTS["dash"]), str(figures)],
    }


def _figures(home: Path) -> list[object]:
    """What the page on staffing draws, as Plotly figures."""
    os.environ["PINGSHI_HOME"] = str(home)
    os.chdir(_ROOT)
    script = (
        "from dashboard.views import staffing as s\nfrom dashboard.widgets import choice\ns.render(choice.choose())"
    )
    shown = AppTest.from_string(script, default_timeout=60).run()
    return [json.loads(one.proto.spec) for one in shown.get("plotly_chart")]


@contextmanager
def _serving(command: list[str], port: int) -> Iterator[None]:
    server = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = monotonic() + 60
    while monotonic() < until:
        try:
            urlopen(f"http://127.0.0.1:{port}/").close()
            break
        except OSError:
            sleep(0.3)
    yield
    server.terminate()
    server.wait(20)


def _first_chart(browser: Browser) -> None:
    """Each visit by a new browser profile: nothing is in its cache; the three in turn, so that all meet one load."""
    pages = {"one chart": "", "dash": "", "pingshi": "staffing"}
    spent: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(_VISITS + 1):
        for name, path in pages.items():
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            start = perf_counter()
            page.goto(f"http://127.0.0.1:{_PORTS[name]}/{path}", wait_until="commit")
            page.wait_for_selector(".main-svg", timeout=60_000)
            spent[name].append(perf_counter() - start)
            page.context.close()
    floor = median(spent["one chart"][1:])
    for name, times in spent.items():
        took = median(times[1:])  # the first visit wakes the server
        aim = f"   aim {_AIM} ×" if name == "pingshi" else ""
        print(f"{f'first chart, {name}':<34}{took:8.2f} s   {took / floor:.2f} × a Streamlit page with one chart{aim}")


def _crowd() -> None:
    """Twenty people walk through the pages; then twenty on the page with one chart."""
    for name, walk, last in (("pingshi", _WALK, '"ps-foot"'), ("one chart", ("",) * len(_WALK), "plotly_chart")):
        with ThreadPoolExecutor(_PEOPLE) as people:
            walks = [people.submit(_person, _PORTS[name], n, walk, last) for n in range(_PEOPLE)]
        found = [one.result() for one in walks]
        waits = sorted(1000 * wait for waits, _ in found for wait in waits)
        errors = sum(wrong for _, wrong in found)
        middle, slow = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
        said = f"{len(waits)} pages, {middle:5.0f} ms p50, {slow:5.0f} ms p95, {errors} errors"
        print(f"{f'{_PEOPLE} people, {name}':<34}{said}")


def _person(port: int, n: int, walk: tuple[str, ...], last: str) -> tuple[list[float], int]:
    """How long each page took from asking until it was done, and how many failed; each person begins elsewhere."""
    waits, errors = [], 0
    sleep(_PAUSE * n / _PEOPLE)
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, origin=f"http://127.0.0.1:{port}") as socket:
        for step in range(len(walk)):
            ask = BackMsg()
            ask.rerun_script.page_name = walk[(n + step) % len(walk)]
            start = perf_counter()
            socket.send(ask.SerializeToString())
            errors += _until_done(socket.recv, last)
            waits.append(perf_counter() - start)
            sleep(_PAUSE)
    return waits, errors


def _until_done(receive: Callable[..., bytes], last: str) -> int:
    """Reads what the server sends until the run is over; 1 unless it went well and came to what stands last."""
    is_whole = False
    while True:
        said = ForwardMsg.FromString(receive(timeout=120))
        element = said.delta.new_element
        is_whole |= last in element.html.body or last == element.WhichOneof("type")
        if said.WhichOneof("type") == "script_finished":
            return 1 - (is_whole and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
