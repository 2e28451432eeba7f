"""Links from one page to another that keep what the reader chose. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from dashboard.briefing.codes import reported_code
from dashboard.briefing.yardsticks import HELD
from dashboard.widgets.choice import Choice
from dashboard.widgets.passport import MARK, PAGE
from dashboard.words import t


def page_link(choice: Choice, page: str, said: str, css: str = "ps-link", **asked: str) -> str:
    """Safe HTML of a link with the words `said`; language, unit, period and yardstick go along unless `asked` anew."""
    return f'<a class="{css}" href="{_address(choice, page, asked)}">{escape(said)}</a>'


def origin(choice: Choice, form: str, unit: str | None, *key: object) -> str:
    """Safe HTML of the mark that leads to the passport of one reported row; nothing where no unit reported it."""
    code = reported_code(form, unit, *key)
    if not code:
        return ""
    about = escape(t(choice.lang, "passport.about_row"))
    address = _address(choice, PAGE, {"figure": code})
    return f'<a class="ps-figure mark" href="{address}" title="{about}" aria-label="{about}">{MARK}</a>'


def _address(choice: Choice, page: str, asked: Mapping[str, str]) -> str:
    kept = {"lang": choice.lang, "unit": choice.unit, "period": choice.period}
    if choice.yardstick != HELD:
        kept["yardstick"] = choice.yardstick
    return escape(f"{page}?{urlencode({**kept, **asked})}")
