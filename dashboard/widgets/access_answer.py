"""What a leader asks first about equal access, each question with its answer in a line or two, led to its figures."""

from __future__ import annotations

from html import escape

from dashboard.briefing import equal, equality
from dashboard.briefing.codes import walk_code
from dashboard.briefing.equal import Pair
from dashboard.widgets import reach, what_if
from dashboard.widgets.access import Compared
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, html
from dashboard.widgets.passport import code_of, figure_link
from dashboard.words import t

LEVELS = ("{first}", "{second}")  # filled with links once the rest of the sentence is safe


def answer(page: Page, compared: Compared) -> None:
    """Is it more equal, between whom is the gap, where are those beyond reach, what would help most.

    Only the questions to which the programme asks for what they need.
    """
    lang = page.lang
    asked: list[tuple[str, list[str]]] = []
    if compared.groups:
        asked += [("equal", _equal(lang, compared)), ("between", _between(lang, compared))]
    if reach.walk_of(lang):
        asked += [("where", _where(page)), ("helps", [what_if.said(page)])]
    lines = [
        words("dt", t(lang, f"access.ask_{question}")) + tag("dd", "".join(tag("p", one) for one in said if one))
        for question, said in asked
        if any(said)
    ]
    html(tag("dl", "".join(lines), "ps-answers"))


def _equal(lang: str, compared: Compared) -> list[str]:
    """The verdict, the count of gaps by what became of them, and the sentence of each that did something."""
    if not compared.found:
        return [escape(t(lang, "access.no_pairs"))]
    verdict, tally = equality.said(lang, compared.found)
    first = words("strong", verdict) + escape(t(lang, "frame.space") + tally)
    more = [equal.sentence(lang, pair, compared.sample(pair)) for pair in equality.moved(compared.found)]
    return [first, *map(escape, more)]


def _between(lang: str, compared: Compared) -> list[str]:
    return [_apart(lang, compared, pair) for pair in equality.widest(compared.found)]


def _apart(lang: str, compared: Compared, pair: Pair) -> str:
    sample = compared.sample(pair)
    shown = [equal.level_text(lang, sample, row) for row in pair.now]
    first, second = (figure_link(lang, code_of(row), escape(text)) for row, text in zip(pair.now, shown, strict=True))
    return escape(equality.apart(lang, pair, sample, LEVELS)).format(first=first, second=second)


def _where(page: Page) -> list[str]:
    said = reach.said(page)
    if not said:
        return [escape(t(page.lang, "access.no_places"))]
    return [escape(said) + figure_link(page.lang, walk_code(page.choice.unit, page.choice.period))]
