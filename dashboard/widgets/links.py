"""Links from one page to another that keep what the reader chose. Pure."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from dashboard.briefing.yardsticks import HELD
from dashboard.widgets.choice import Choice


def page_link(choice: Choice, page: str, said: str, css: str = "ps-link", **asked: str) -> str:
    """Safe HTML of a link with the words `said`; language, unit, period and yardstick go along unless `asked` anew."""
    kept = {"lang": choice.lang, "unit": choice.unit, "period": choice.period}
    if choice.yardstick != HELD:
        kept["yardstick"] = choice.yardstick
    return f'<a class="{css}" href="{escape(f"{page}?{urlencode(kept | asked)}")}">{escape(said)}</a>'
