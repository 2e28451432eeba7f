"""The link beside every figure to its passport: one function, so that all figures look and lead alike. Pure."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlencode

from dashboard.briefing.codes import code_of
from dashboard.words import t
from pipelines.passport.facts import closing

__all__ = ["address", "code_of", "figure_link"]  # pages take the code and its link from here

PAGE, MARK = "passport", "ⓘ"
_DISTRICT = 6  # digits of a district's code, with which the codes of its towns and communities begin


def figure_link(lang: str, code: str, inner_html: str = "") -> str:
    """Safe HTML of a figure, leading to its passport; only the mark where no HTML is given, as it is without a code."""
    if not code:
        return inner_html
    about = escape(t(lang, "passport.about"))
    css = "ps-figure" if inner_html else "ps-figure mark"
    label = "" if inner_html else f' aria-label="{about}"'
    inner = inner_html or MARK
    return f'<a class="{css}" href="{escape(address(lang, code))}" title="{about}"{label}>{inner}</a>'


def address(lang: str, code: str) -> str:
    """The address of a passport; unit and quarter are those to which the reader comes back."""
    _, unit, period, *_ = code.split("/")
    kept = {"lang": lang, "unit": unit[:_DISTRICT], "period": closing(period)}
    return f"{PAGE}?figure={quote(code, safe='/=')}&{urlencode(kept)}"
