"""Where one district is clearly better or worse than the rest of the city, and what could not be held against it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import data
from dashboard.briefing import district as whole
from dashboard.briefing import sentences as say
from dashboard.queries import district as ask
from dashboard.widgets import markup
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page
from dashboard.widgets.passport import code_of, figure_link
from dashboard.widgets.tables import panel
from dashboard.words import FEW, counted, decimal, listed, t
from dashboard.words import whole as number


def against_the_rest(page: Page, left_out: Sequence[str] = ()) -> None:
    """Where the district is clearly better or worse than the rest of the city, and how much cannot be said."""
    lang = page.lang
    known = {one: row for one, row in page.found.indicators.items() if one not in left_out}
    lines = data.query(ask.DISTRICTS, period=page.choice.period).to_dicts()
    stands = whole.against_the_rest(known, lines, page.choice.unit)
    heads = [t(lang, key) for key in ("table.indicator", "district.own", "district.rest", "district.apart")]
    top = tag("thead", tag("tr", "".join(words("th", head, scope="col") for head in heads)))
    groups = "".join(_group(page, key, getattr(stands, key)) for key in ("better", "worse"))
    said = [t(lang, "district.rest_note"), counted(lang, "district.unclear", stands.unclear)]
    reasons = [
        t(lang, "district.left_out", reason=t(lang, f"district.why_{why}"), n=number(n))
        for why, n in sorted(stands.left_out.items())
    ]
    said += [t(lang, "district.left_outs", list=listed(lang, reasons))] if reasons else []
    body = markup.scrolling(top + groups, "ps-table") if groups else words("p", t(lang, "district.none_apart"))
    panel("rest", t(lang, "district.rest_title"), t(lang, "frame.space").join(said), body)


def _group(page: Page, key: str, found: Sequence[whole.Against]) -> str:
    if not found:
        return ""
    head = words("th", t(page.lang, f"district.rest_{key}"), "part", colspan="4", scope="rowgroup")
    return tag("tbody", tag("tr", head) + "".join(_against(page, one) for one in found))


def _against(page: Page, one: whole.Against) -> str:
    lang, reading = page.lang, page.found.one(one.indicator["id"])
    count, base = one.rest
    value = say.quantity(lang, reading, count / base * one.indicator["multiplier"])
    rest = (
        value
        if not reading.is_share
        else t(lang, "reading.with_fraction", value=value, x=number(count), y=number(base))
    )
    if reading.is_share and base < FEW:
        rest = f"{number(count)}/{number(base)}"
    places = one.indicator["decimals"]
    gap = say.points_text(lang, reading, one.difference.value, plus=True)
    limits = t(
        lang, "district.limits", low=decimal(one.difference.low, places), high=decimal(one.difference.high, places)
    )
    own = say.value_text(lang, reading)
    fraction = say.fraction_text(reading) if reading.is_share else ""
    return tag(
        "tr",
        words("td", say.name(lang, one.indicator), "said")
        + tag("td", figure_link(lang, code_of(one.own), escape(own)) + words("small", fraction), "num")
        + tag("td", escape(rest), "num")
        + tag("td", escape(gap) + words("small", limits), f"course {'better' if one.is_better else 'worse'}"),
    )
