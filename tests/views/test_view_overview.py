"""The overview: a card per family, what needs a decision, and which forms of whom have not come."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import data
from pipelines import i18n
from pipelines.programme.model import Programme
from pipelines.warehouse.record import Record

Opened = Callable[..., AppTest]
Text = Callable[[AppTest], str]
TEXT = Path(__file__).parents[2] / "dashboard" / "text"
QUARTER, NORTH, SOUTH = "2011Q1", "350213", "350212"


def html(shown: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in shown.get("html"))


def cards(shown: AppTest) -> list[str]:
    """The cards of the families, as HTML."""
    part = html(shown).partition('class="ps-families"')[2]
    return re.findall(r"<section><h2>.*?</section>", part)


def agenda(shown: AppTest) -> dict[str, str]:
    """What is to be decided: words → the number before them."""
    part = html(shown).partition("ps-agenda")[2].partition("</ul>")[0]
    lines = (re.sub(r"<[^>]+>", "|", line) for line in part.split("</li>"))
    cells = ([cell for cell in line.split("|") if cell.strip(' ">')] for line in lines)
    return {cell[-1]: cell[-2] for cell in cells if len(cell) > 1}


def test_every_family_with_a_figure_has_a_card_that_leads_to_its_page_and_passport(
    opened: Opened, xiamen: Programme
) -> None:
    shown = cards(opened("overview"))
    families = {one.id: one for one in xiamen.families}
    told = [one for one in families.values() if any(f"passport?figure={one.lead}" in card for card in shown)]
    assert {one.id for one in told} >= {"F1", "F2", "F4", "F7", "F8", "F9"}
    assert len(told) == len(shown)
    for family, card in zip(told, shown, strict=True):
        assert family.name.zh in card
        assert f'href="{family.page}?lang=zh&amp;unit=350200&amp;period=2011Q2"' in card


def test_a_card_says_value_counts_yardstick_change_and_who_reported(opened: Opened) -> None:
    (staffing,) = [card for card in cards(opened("overview")) if "figure=station_post_fill_rate" in card]
    for said in ("86.7", "78/90", "建议值 95%", "较上季", "已报 9/10"):
        assert said in staffing


def test_what_is_to_be_decided_is_counted_and_leads_to_its_page(opened: Opened) -> None:
    """Of 24 open milestones all were planned for January; each of three districts pays for what it lists."""
    shown = opened("overview")
    numbers = agenda(shown)
    (late,) = [words for words in numbers if words.startswith("项试点里程碑超过计划日期")]
    assert numbers[late] == "24"
    assert 'href="progress?lang=zh&amp;unit=350200&amp;period=2011Q2"' in html(shown)
    assert numbers["项次委托事项没有经费"] == "0"


def test_a_district_is_told_its_own_part(opened: Opened) -> None:
    numbers = agenda(opened("overview", unit=SOUTH))
    (late,) = [words for words in numbers if words.startswith("项试点里程碑超过计划日期")]
    assert numbers[late] == "8"


def test_a_workbook_that_waits_is_counted_as_the_ledger_stands(opened_anew: Opened, monkeypatch: Any) -> None:
    class Waiting:
        def waiting(self, units: set[str]) -> list[str]:
            return sorted(units & {SOUTH})

    monkeypatch.setattr(data, "desk", Waiting)
    shown = opened_anew("overview")
    assert agenda(shown)["份报表等待签批或采纳（截至此刻）"] == "1"
    assert 'href="review?lang=zh' in html(shown)


@pytest.fixture(scope="module")
def sent(home_of: Callable[..., Path]) -> Path:
    """In a first quarter 翔安 sends T03 in time and T04 late, which nobody has accepted; 同安 sends nothing."""
    register = [
        {"town_code": town, "community_code": f"{town}001", "name": town, "ctype": "村改居", "converted_on": None}
        | {"households": 500, "residents": 2000, "period": QUARTER, "unit_code": unit}
        for unit, town in ((NORTH, "350213103"), (SOUTH, "350212109"))
    ]
    staff = [
        {
            "period": QUARTER,
            "unit_code": NORTH,
            "community_code": "350213103001",
            "posts": 10,
            "staff": 9,
            "seconded": 0,
        }
    ]
    states = {"T03": ("accepted", True, 5), "T04": ("signed", False, 25)}
    receipts = [
        {"receipt": form, "unit": NORTH, "period": QUARTER, "state": state, "on_time": on_time, "forms": [form]}
        | {"received_at": datetime(2011, 4, day)}
        for form, (state, on_time, day) in states.items()
    ]
    none = dict.fromkeys(
        ("sha256", "file", "signed_at", "accepted_at", "due_on", "reason", "cells_asked", "cells_changed")
    )
    forms = [{"receipt": form, "form": form, "rows": 1, "accepted": 1, "rejected": 0, "warnings": 0} for form in states]
    record = Record([(None, none | row) for row in receipts], [(None, row) for row in forms])
    return home_of("sent", {"T01": register, "T04": staff}, record)


def forms_of(shown: AppTest, unit: str) -> dict[str, str]:
    """Form → its mark in the row of a unit."""
    table = html(shown).partition("ps-forms")[2].partition("</table>")[0]
    heads = re.findall(r">(T\w+)</th>", table)
    (row,) = [line for line in table.split("<tr>") if f">{unit}</a></th>" in line]
    return dict(zip(heads, re.findall(r"<td[^>]*>([^<]*)</td>", row), strict=True))


def test_each_form_of_each_unit_is_in_time_late_waiting_or_missing(
    sent: Path, opened_anew: Opened, homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(homes, "sent", sent)
    shown = opened_anew("overview", home="sent", period=QUARTER)
    north, south = forms_of(shown, "翔安"), forms_of(shown, "同安")
    assert (north["T03"], north["T04"], north["T06"]) == ("✓", "审", "缺")
    assert (south["T03"], south["T04"]) == ("缺", "缺")
    assert "T11" not in north  # half-yearly, not due in the first quarter
    assert "T05" not in north  # as it happens: never due


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_where_nothing_really_changed_that_is_said(opened: Opened, text: Text, lang: str) -> None:
    assert i18n.wording(lang, TEXT)["overview.nothing_moved"] in text(opened("overview", lang=lang, period="2010Q4"))


def test_the_day_of_submission_is_named(opened: Opened, text: Text) -> None:
    assert "报送期限2011年7月" in text(opened("overview"))
