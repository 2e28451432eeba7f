"""What LibreOffice makes of the files: how many pages, and that no word leaves its page or runs into its foot."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.briefing.paper.slides import slides
from dashboard.briefing.paper.word import word

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and poppler-utils"
)
Word = tuple[float, float, float, float, str]
Page = tuple[float, float, list[Word]]


@pytest.fixture(scope="module")
def printed(made, tmp_path_factory) -> dict[str, list[Page]]:
    """The pages of each file by its name, with the words on them and where these stand, in points."""
    folder = tmp_path_factory.mktemp("printed")
    files = {
        "leader-zh.docx": word(made("350200", "zh", "leader")),
        "leader-en.docx": word(made("350200", "en", "leader")),
        "district.docx": word(made("350213")),
        "slides.pptx": slides(made("350213", "en")),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return {name: pages(folder / f"{Path(name).stem}.pdf") for name in files}


def pages(pdf: Path) -> list[Page]:
    """The words of a PDF file, page by page."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout
    return [
        (float(wide), float(high), [(*map(float, found[:4]), found[4]) for found in WORD.findall(inside)])
        for wide, high, inside in PAGE.findall(told.decode())
    ]


@pytest.mark.parametrize("name", ["leader-zh.docx", "leader-en.docx"])
def test_a_leaders_briefing_is_one_page(printed, name) -> None:
    assert len(printed[name]) == 1


def test_a_district_report_has_text_on_every_page(printed) -> None:
    assert 8 <= len(printed["district.docx"]) <= 30
    assert all(len(words) > 12 for _, _, words in printed["district.docx"])


def test_every_slide_is_one_page(printed, made) -> None:
    assert len(printed["slides.pptx"]) > len(made("350213", "en").figures) + 3


def test_no_word_leaves_its_page(printed) -> None:
    for name, every in printed.items():
        for wide, high, words in every:
            out = [w for w in words if w[0] < 0 or w[1] < 0 or w[2] > wide + 1 or w[3] > high + 1]
            assert out == [], name


def test_nothing_runs_into_the_imprint_of_a_slide(printed, made) -> None:
    """The imprint is the lowest text; whatever stands above it ends before it begins."""
    first = made("350213", "en").imprint.line.split(" ")[-1]
    for _, high, words in printed["slides.pptx"]:
        top = min(w[1] for w in words if w[4] == first)
        assert top > high * 0.85
        body = [w for w in words if w[1] < top - 1 and w[4] not in ("演示数据", "DEMO")]
        assert max(w[3] for w in body) <= top + 2


def test_every_page_of_a_report_names_its_release_and_a_code(printed) -> None:
    for name in ("district.docx", "leader-zh.docx"):
        for _, _, words in printed[name]:
            text = " ".join(one[4] for one in words)
            assert "2011-brief" in text
            assert "pingshi show" in text
