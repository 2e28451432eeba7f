"""Four receipts from end to end, word for word in both languages: clean, messy, refused, CSV; as text and as a page."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.intake.checks.check import Checked
from pipelines.intake.receipts.receipt import receipt_text
from pipelines.intake.receipts.receipt_page import receipt_page
from pipelines.problems import Problem

GOLDEN = Path(__file__).parent / "golden"
UNIT, PERIOD = "350212", "2011Q1"
KINDS = ("clean", "messy", "refused", "csv")


@pytest.fixture(autouse=True)
def xiamen_time(monkeypatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()


def receipt(checked: Checked, **more: Any) -> dict[str, Any]:
    known = {"receipt": f"{UNIT}-{PERIOD}-01", "sha256": "1a2b3c4d5e6f7a8b" * 4, "state": "checked"}
    known |= {"unit": UNIT, "period": PERIOD, "file": "同安区一季度.xlsx", "due_on": "2011-04-15", "on_time": True}
    forms = {form: asdict(count) for form, count in checked.counts.items()}
    at = datetime(2011, 4, 12, 1, 30, tzinfo=UTC).isoformat()
    return known | {"received_at": at, "forms": forms, "problems": [one.as_dict() for one in checked.problems]} | more


@pytest.fixture
def receipts(office: Any, site: Any) -> dict[str, dict[str, Any]]:
    """One receipt of each kind, made of one pilot site's rows."""
    register, staffing = site["T01"], site["T04"][0]
    crowded = staffing | {"posts": "6", "remark": "两人待退休"}
    older = staffing | {"community_code": "350212109202", "age_ge56": "9"}
    other = register[0] | {"community_code": "350212109202", "name": "邻近社区"}
    csv = office.read(office.csv("T04", [staffing | {"posts": "6"}]).encode(), "T04.csv")
    before = office.check({"T01": register}).rows
    broken = Problem("no_forms", "error", "文件中没有找到任何一张报表。", "No form was found in the file.")
    return {
        "clean": receipt(office.check({"T01": register, "T04": [staffing]})),
        "messy": receipt(office.check({"T01": [*register, other], "T04": [crowded, older]}), demo=True, on_time=False),
        "refused": receipt(Checked({}, (broken,), {}), state="refused", unit=None, period=None, due_on=None),
        "csv": receipt(office.checked(csv, before), file="T04.csv"),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_receipt_reads_word_for_word_as_it_was_agreed(office, receipts, kind, lang):
    golden = (GOLDEN / f"{kind}.{lang}.txt").read_text(encoding="utf-8")
    assert receipt_text(receipts[kind], lang, office.programme) == golden


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_what_the_text_says(office, receipts, kind, lang):
    page = receipt_page(receipts[kind], lang, office.programme)
    told = receipts[kind]
    assert told["sha256"] in page and told["receipt"] in page and told["file"] in page
    for finding in told["problems"]:
        assert finding[f"message_{lang}"] in page
    assert ('class="watermark"' in page) == bool(told.get("demo"))
    assert page.count("<footer>") == 1 and f'lang="{lang}' in page


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(office, receipts):
    evil = "<script>alert(1)</script>\x1b\" onload='x'"
    finding = Problem("x", "warning", evil, evil, form="T04", sheet=evil, cell="A1", value=evil, reason=evil).as_dict()
    page = receipt_page(receipts["messy"] | {"file": evil, "problems": [finding]}, "zh", office.programme)
    assert "<script" not in page and "\x1b" not in page and "onload='" not in page
    assert "http" not in page.replace("http-equiv", "") and "src=" not in page and "@import" not in page


def test_a_page_shows_what_fits_and_counts_the_rest(office, receipts):
    many = [
        Problem(
            f"c{n}", "error", "很长的说明" * 20, "long " * 40, form="T04", sheet="T04", cell=f"H{n}", row=n
        ).as_dict()
        for n in range(1, 200)
    ]
    page = receipt_page(receipts["clean"] | {"problems": many}, "zh", office.programme)
    shown = page.count('<tr class="error">')
    assert 3 < shown < 40 and f"另有 {199 - shown} 处" in page


def test_equal_things_take_one_line_of_the_page(office, receipts):
    column = [
        Problem("bad", "error", "应为整数。", "Not whole.", form="T04", sheet="T04", cell=f"H{n}", row=n).as_dict()
        for n in range(4, 404)
    ]
    page = receipt_page(receipts["clean"] | {"problems": column}, "zh", office.programme)
    assert page.count('<tr class="error">') == 1 and "共 400 处" in page and "另有" not in page
