"""What a briefing holds: sections in order, figures equal to the release, codes that open, nothing without proof."""

from __future__ import annotations

import re

import pytest

from dashboard.briefing.paper.make import briefing
from dashboard.briefing.paper.model import Figure, Sentence, Table
from pipelines.i18n import LANGUAGES
from pipelines.passport.codes import code_of as figure_code
from pipelines.passport.model import ON_PAPER, Code
from pipelines.passport.papers import paper, paper_code
from pipelines.problems import UserError

# Words that say why; a difference has no reason here.
CAUSES = re.compile(
    r"因为|由于|导致|得益于|使得|造成|归因|because|due to|thanks to|caused|led to|as a result|owing to", re.I
)
EVERY = [
    (unit, lang, audience)
    for unit in ("350200", "350213", "350211")
    for lang in LANGUAGES
    for audience in ("full", "leader")
]
EVERY += [("350213", lang, "return") for lang in LANGUAGES] + [("350211", "zh", "return")]


def test_a_full_report_has_the_six_sections_of_the_genre(made) -> None:
    titles = [one.title for one in made().sections]
    assert titles == ["基本情况", "工作进展", "主要成效", "存在问题", "下一步打算", "需市里协调的事项"]


def test_it_says_what_it_is_made_of(made) -> None:
    one = made()
    assert (one.title, one.issue, one.subtitle) == (
        "厦门市村改居社区治理机制改革\n进展情况汇报",
        "2011年第2期",
        "（截至2011年6月30日）",
    )
    line = "演示数据，数字均为虚构 · 数据截至2011年6月30日 · 应报6个区，已报3个 · 发布版 2011-brief"
    assert one.imprint.line == line


@pytest.mark.parametrize(("unit", "lang", "audience"), EVERY)
def test_no_sentence_says_why(made, unit, lang, audience) -> None:
    assert [one.text for one in made(unit, lang, audience).sentences if CAUSES.search(one.text)] == []


@pytest.mark.parametrize(("unit", "lang", "audience"), EVERY)
def test_nothing_is_left_to_be_filled_in(made, unit, lang, audience) -> None:
    one = made(unit, lang, audience)
    texts = [said.text for said in one.sentences] + [one.title, one.subtitle, one.imprint.line, *one.closing]
    texts += [text for figure in one.figures for text in (figure.caption, figure.alt)]
    assert [text for text in texts if re.search(r"\{\w*\}|\bNone\b(?! of)|\bnan\b", text) or not text.strip()] == []


def test_every_code_opens_a_passport(made, release, home) -> None:
    codes = {*made().codes, *made("350213").codes, *made("350213", "zh", "return").codes}
    lines = release.sql("SELECT indicator, unit_code, period, split, split_value FROM indicator_values").rows()
    others = codes - {str(Code(*line)) for line in lines}
    assert len(codes) - len(others) > 100
    assert {code.partition("/")[0] for code in others} == {"T02", "T08"}
    for code in [*sorted(codes)[::40], *others]:
        assert paper(release, home, paper_code(code), ON_PAPER, None).code == code


def test_what_is_drawn_is_what_the_release_holds(made, release) -> None:
    """Each value with a code equals the value, or for the parts of a whole the numerator, of the code's line."""
    rows = {}
    for row in release.sql("SELECT * FROM indicator_values").to_dicts():
        rows[row["indicator"], row["unit_code"], row["period"], row["split"], row["split_value"]] = row
    seen = 0
    for figure in [*made().figures, *made("350213").figures]:
        for one in figure.series if figure.key.startswith(("compared", "trend", "parts")) else ():
            for value, code in zip(one.values, one.codes or ("",) * len(one.values), strict=True):
                if value is not None and code:
                    asked = figure_code(code)
                    row = rows[asked.indicator, asked.unit, asked.period, asked.split, asked.value]
                    assert value == row["numerator" if figure.shape == "shares" else "value"]
                    seen += 1
    assert seen > 30


def test_a_sentence_with_a_figure_has_its_proof(made) -> None:
    """The share of posts filled stands in the text with the very line that it comes from."""
    told = [one for one in made("350213").sentences if "到岗率" in one.text]
    assert told
    assert all("station_post_fill_rate/350213/2011Q2" in one.codes for one in told if "54人" in one.text)


def test_the_same_release_makes_the_same_briefing(release) -> None:
    assert briefing(release, "350213", "2011Q2") == briefing(release, "350213", "2011Q2")


def test_a_leader_gets_a_page_and_a_district_its_letter(made) -> None:
    assert (len(made("350200", "zh", "leader").annexes), len(made("350200", "zh", "leader").figures)) == (0, 1)
    letter = made("350211", "zh", "return")
    assert letter.addressee == "集美区："
    gaps = next(table for table in letter.tables if table.key == "gaps")
    assert ("工作站岗位到岗率", "2011年二季度", "6", "0", "T04") in [
        tuple(cell.text for cell in row) for row in gaps.rows
    ]


def test_a_page_without_a_list_counts_who_is_asked(made) -> None:
    (asked,) = made(audience="leader").sections[-1].blocks
    assert asked.text == "请市里协调、尚未办结的事项4个，按牵头部门：civil_affairs4个。"
    (asked,) = made(lang="en", audience="leader").sections[-1].blocks
    assert asked.text == "4 open issues ask the city to help; by lead department: civil_affairs 4."


def test_a_single_unit_is_told_how_its_reports_stand(made) -> None:
    said = [one.text for one in made("350213", "zh", "return").sentences]
    assert "翔安区本期报表：已采纳。" in said


def test_what_a_district_wrote_stands_under_its_figure(made) -> None:
    figure = next(one for one in made("350213").figures if "station_post_fill_rate" in one.key)
    assert any("<script>" in text for text in figure.remarks)
    notes = next(table for table in made("350213").annexes if table.key == "notes")
    assert len(notes.rows) == 1


@pytest.mark.parametrize(
    ("unit", "period", "audience", "code"),
    [
        ("999999", "2011Q2", "full", "brief_unit"),
        ("350213", "2031Q2", "full", "brief_period"),
        ("350200", "2011Q2", "return", "brief_letter_to_city"),
    ],
)
def test_what_cannot_be_written_is_said(release, unit, period, audience, code) -> None:
    with pytest.raises(UserError) as refused:
        briefing(release, unit, period, "zh", audience)
    assert refused.value.code == code
    assert refused.value.message("zh") != refused.value.message("en")


def test_tables_are_as_wide_as_their_heads(made) -> None:
    for one in (made(), made("350213"), made("350213", "en", "return")):
        for table in one.tables:
            assert {len(row) for row in table.rows} <= {len(table.head)}
            assert len(table.widths) == len(table.head)
            assert sum(table.widths) == pytest.approx(1.0)


def test_blocks_are_of_three_kinds(made) -> None:
    kinds = {type(block) for section in made().sections for block in section.blocks}
    assert kinds == {Sentence, Figure, Table}


def test_a_part_that_is_held_back_says_so_instead_of_an_empty_bar(made) -> None:
    """湖里 has two communities with few staff; whoever has no bar has a reason beside its name."""
    for unit in ("350200", "350213", "350206"):
        for figure in made(unit).figures:
            for n, name in enumerate(figure.categories):
                is_drawn = any(one.values[n] is not None for one in figure.series)
                if figure.shape == "shares" and not is_drawn:
                    assert name.endswith("）")


def test_what_has_no_column_says_why(made) -> None:
    figure = next(one for one in made().figures if one.key == "compared-station_post_fill_rate")
    assert figure.categories == ("湖里", "集美（缺报）", "同安", "翔安")
    drawn = {one.role: one.values for one in figure.series}
    assert drawn["below"] == (80.0, None, 60.0, 90.0)
    assert drawn["target"] == (95.0, 95.0, 95.0, 95.0)
    assert drawn["before"] == (80.0, None, 60.0, 80.0)
