"""Chart shapes as pictures: drawn by a real browser, kept small beside the tests, and compared coarsely.

A picture is kept at a quarter of its size, where a cell is the mean of 16 pixels: another version of the browser
smooths edges differently, which a cell hardly feels, while a mark that moved, changed colour or is gone fills several.
Letters keep their place and are not drawn, for they look different on every machine; the place they take comes from
the one font that Streamlit brings along. To keep a new look, delete the picture, run the test twice, and look at what
it wrote.
"""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pytest
import streamlit
from PIL import Image, ImageChops
from playwright.sync_api import Page, Playwright

PICTURES = Path(__file__).with_name("pictures")
PLOTLY = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
FONT = next(Path(streamlit.__file__).parent.glob("static/static/media/SourceSansVF-Upright*.woff2"))
WIDTH, COARSE = 640, 4
FELT, ALLOWED = 40, 4  # levels of 255 by which a cell differs, and how many may
BLANK = """<style>@font-face {{ font-family: "Source Sans"; src: url(data:font/woff2;base64,{font}); }}
  body {{ margin: 0; }} #figure {{ width: {width}px; }} text {{ visibility: hidden; }}</style>
  <div id="figure"></div>"""
DRAW = """async (figure) => { await document.fonts.load('14px "Source Sans"');
  const place = document.getElementById('figure'); Plotly.purge(place);
  await Plotly.newPlot(place, figure.data, figure.layout, { staticPlot: true }); }"""


@pytest.fixture(scope="session")
def canvas(playwright: Playwright) -> Iterator[Page]:
    """A page of a headless browser on which Plotly draws."""
    flags = ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"]
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    page.set_content(BLANK.format(font=b64encode(FONT.read_bytes()).decode(), width=WIDTH))
    page.add_script_tag(path=PLOTLY)
    yield page
    browser.close()


def drawn(canvas: Page, figure: go.Figure) -> Image.Image:
    """The figure, coarse."""
    canvas.evaluate(DRAW, figure.to_plotly_json())
    picture = Image.open(BytesIO(canvas.locator(".svg-container").screenshot())).convert("RGB")
    return picture.resize((picture.width // COARSE, picture.height // COARSE), Image.Resampling.BOX)


def cells_apart(one: Image.Image, other: Image.Image) -> int:
    """How many cells look different; all of them where the sizes differ."""
    if one.size != other.size:
        return one.width * one.height
    red, green, blue = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(worst.histogram()[FELT + 1 :])


@pytest.fixture
def apart(canvas: Page) -> Callable[[go.Figure, go.Figure], int]:
    """By how many cells two figures differ."""
    return lambda one, other: cells_apart(drawn(canvas, one), drawn(canvas, other))


@pytest.fixture
def looks_like(canvas: Page) -> Callable[[str, go.Figure], None]:
    """Asserts that a figure looks like the picture of that name."""

    def compare(name: str, figure: go.Figure) -> None:
        file, now = PICTURES / f"{name}.png", drawn(canvas, figure)
        if not file.is_file():
            now.save(file, optimize=True)
            pytest.fail(f"{file.name} was not there: look at what has been written")
        assert cells_apart(Image.open(file).convert("RGB"), now) <= ALLOWED

    return compare
