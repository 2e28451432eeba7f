"""A page's data and its frame: what was asked, what the release says, the head, the sentence, the cards, the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Catalogue, Readings, Row, catalogue, readings
from dashboard.briefing.paper.imprint import imprinted
from dashboard.briefing.paper.model import Imprint
from dashboard.briefing.terms import used
from dashboard.queries import core
from dashboard.queries.corrections import CORRECTIONS
from dashboard.widgets import markup
from dashboard.widgets.choice import Choice
from dashboard.widgets.known_errors import known_errors
from dashboard.widgets.links import page_link
from dashboard.widgets.markup import tag, words
from dashboard.widgets.passport import code_of, figure_link
from dashboard.words import day, listed, period_name, t
from pipelines.i18n import LANGUAGES

_SHOWN = "shown"
_MANY = 3  # families, of which the terms of a page can still be read at a glance


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a page shows: the choice, the release, the readings of its families, who has reported.

    `mended` are the known errors behind its figures that the release has mended.
    """

    name: str
    families: tuple[str, ...]
    choice: Choice
    release: data.Imprint
    found: Readings
    reporting: tuple[Row, ...]
    mended: tuple[Row, ...]
    end_on: date

    @property
    def lang(self) -> str:
        """The language chosen."""
        return self.choice.lang

    @property
    def unit_name(self) -> str:
        """The name of the chosen unit."""
        return say.name(self.lang, self.found.units[self.choice.unit])

    @property
    def source(self) -> str:
        """The source line of the page and of each download."""
        return t(self.lang, "frame.semicolon").join(self.sources)

    @property
    def sources(self) -> tuple[str, str]:
        """Where the figures come from, and the release."""
        origin = t(self.lang, "frame.source_demo" if self.release.demo else "frame.source")
        return origin, t(self.lang, "frame.release", name=self.release.name)

    @property
    def watermark(self) -> str:
        """What is written across figures: nothing for real data."""
        return t(self.lang, "frame.watermark") if self.release.demo else ""

    @property
    def all(self) -> tuple[str, ...]:
        """The indicators of the page's families, in catalogue order."""
        return tuple(one for one, row in self.found.indicators.items() if row["family"] in self.families)

    def query(self, sql: str, **more: Any) -> pl.DataFrame:
        """The rows of a statement about the chosen unit, city and period, and what `more` it asks for."""
        choice = self.choice
        return data.query(sql, unit=choice.unit, city=choice.city, period=choice.period, **more)

    def known(self, *indicators: str) -> tuple[str, ...]:
        """Those of the indicators that the release defines."""
        return tuple(one for one in indicators if one in self.found.indicators)

    def has(self, *indicators: str) -> bool:
        """Whether the chosen unit owes or has anything on one of the indicators (any of the page's, unless named)."""
        return any(self.found.one(one).row is not None for one in self.known(*(indicators or self.all)))


def load(choice: Choice, name: str, families: Sequence[str], *, parts: bool = True) -> Page:
    """The page called `name` on some families, with the values of their splits if `parts`."""
    asked = {"unit": choice.unit, "city": choice.city, "period": choice.period}
    districts = choice.yardstick == "median"
    values = data.query(core.VALUES, families=list(families), parts=parts, districts=districts, **asked)
    units = data.query(core.UNITS, period=choice.period)
    return framed(choice, name, families, readings(values, defined(), units, choice.unit, choice.yardstick))


def framed(choice: Choice, name: str, families: Sequence[str], found: Readings) -> Page:
    """The page called `name` around readings, with who has reported and which errors of the families were mended."""
    asked = {"unit": choice.unit, "city": choice.city, "period": choice.period}
    reporting = data.query(core.REPORTING, **asked).to_dicts()
    mended = data.query(CORRECTIONS, families=list(families), **asked).to_dicts()
    ends = dict(data.query(core.PERIODS).iter_rows())
    end_on = ends[choice.period]
    release = data.imprint()
    info = {"name": release.name, "demo": "yes" if release.demo else "no", "built_at": release.built_on.isoformat()}
    st.session_state[_SHOWN] = (choice, imprinted(choice.lang, info, end_on, reporting, ""))
    return Page(name, tuple(families), choice, release, found, tuple(reporting), tuple(mended), end_on)


def shown() -> tuple[Choice, Imprint]:
    """What the page that is being drawn is about, and the imprint of what is taken from it; its code is blank."""
    kept: tuple[Choice, Imprint] = st.session_state[_SHOWN]
    return kept


def defined() -> Catalogue:
    """The indicators with their yardsticks and splits."""
    return catalogue(data.query(core.INDICATORS), data.query(core.NORMS), data.query(core.SPLITS))


def families() -> tuple[str, ...]:
    """All families that the release defines, in catalogue order."""
    return tuple(row["id"] for row in known_families())


def known_families() -> Sequence[Row]:
    """The families with their names, the indicator that leads each and the page about it (null: none), in order."""
    return data.query(core.FAMILIES).to_dicts()


def html(*pieces: str) -> None:
    """Finished HTML on the page."""
    st.html("".join(pieces))


def head(page: Page) -> None:
    """The question as the page's title; at its right what the page rests on; demonstration banner, errors mended."""
    lang = page.lang
    banner = words("p", t(lang, "frame.demo_banner"), "ps-banner") if page.release.demo else ""
    title = words("h1", t(lang, f"{page.name}.question"))
    place = words("p", f"{page.unit_name} · {period_name(lang, page.choice.period)}", "where")
    mended = known_errors(lang, page.mended, page.found.indicators)
    html(banner, tag("header", tag("div", title + place) + _standing(page), "ps-head"), mended, _terms(page))


def _terms(page: Page) -> str:
    """What the terms of the page mean, folded away; a page on all families leaves that to the catalogue."""
    lang = page.lang
    if len(page.families) > _MANY:
        return ""
    found = used(
        data.query(core.TERMS).to_dicts(), f"{page.name}.question", [page.found.indicators[one] for one in page.all]
    )
    if not found:
        return ""
    names = words("summary", t(lang, "frame.terms", names=listed(lang, [row[f"term_{lang}"] for row in found])))
    body = "".join(words("dt", row[f"term_{lang}"]) + words("dd", row[f"note_{lang}"]) for row in found)
    return tag("details", names + tag("dl", body), "ps-glossary")


def _standing(page: Page) -> str:
    lang = page.lang
    accepted = [row for row in page.reporting if row["state"] == "accepted"]
    said = [escape(t(lang, "frame.units_reported", n=len(accepted), of=len(page.reporting)))]
    said += [words("b", t(lang, f"frame.units_{key}", names=names)) for key, names in standing(page).items()]
    lines = [
        escape(t(lang, "frame.as_of", day=day(lang, page.end_on))),
        " · ".join(said),
        escape(t(lang, "frame.release", name=page.release.name))
        + (" · " + words("b", t(lang, "frame.demo_badge"), "demo") if page.release.demo else ""),
    ]
    return tag("div", "".join(tag("p", line) for line in lines), "standing")


def standing(page: Page) -> dict[str, str]:
    """The units that have not sent anything (absent), that still wait, or that were late; only what there is."""
    lang = page.lang
    groups: dict[str, list[str]] = {"absent": [], "waiting": [], "late": []}
    for row in page.reporting:
        waits = row["state"] in ("received", "checked", "signed")
        came = "late" if row["on_time"] is False else ""
        where = "waiting" if waits else came if row["state"] == "accepted" else "absent"
        groups.setdefault(where, []).append(say.name(lang, row))
    return {key: listed(lang, names) for key, names in groups.items() if key and names}


def sentence(page: Page, indicator: str) -> None:
    """One true sentence or three: the figure, how it moved, who is below the standard or has not reported."""
    reading, lang = page.found.one(indicator), page.lang
    said = [say.headline(lang, page.name, reading), say.movement(lang, reading)]
    if reading.value is not None:
        said.append(say.laggards(lang, page.found.compared(indicator)))
    first, *rest = [part for part in said if part]
    html(spoken(lang, first, rest, code_of(reading.row)))


def spoken(lang: str, first: str, rest: Sequence[str], code: str = "") -> str:
    """The page's sentence: the first part strong, with a link to its figure's passport, the others after it."""
    space = t(lang, "frame.space")
    link = figure_link(lang, code) if code else ""
    return tag("p", words("strong", first) + link + space + escape(space.join(rest)), "ps-sentence")


def cards(page: Page, indicators: Sequence[str]) -> None:
    """Two to four figures."""
    drawn = [markup.card(page.lang, page.found.one(one), page.choice.period) for one in page.known(*indicators)]
    html(tag("div", "".join(drawn), f"ps-cards of-{len(drawn)}"))


def lead_on(page: Page, target: str, key: str) -> None:
    """The way to the page that answers a question which readers bring to this one."""
    html(tag("p", page_link(page.choice, target, t(page.lang, key)), "ps-place"))


def nothing(page: Page) -> None:
    """The page when there is no data on its theme for what was chosen."""
    lang = page.lang
    head(page)
    slots = {
        "unit": page.unit_name,
        "period": period_name(lang, page.choice.period),
        "page": t(lang, f"page.{page.name}"),
    }
    what, do = t(lang, "empty.theme_what", **slots), t(lang, "empty.theme_do")
    html(markup.note(t(lang, "empty.theme_title"), [what, do]))


def no_release(trouble: data.NoReleaseError) -> None:
    """The page when there is no release, or it cannot be opened; in both languages."""
    for one in LANGUAGES:
        lines = [t(one, f"empty.{trouble.reason}_{part}") for part in ("what", "do")]
        place = t(one, "empty.place", place=trouble.place)
        html(markup.note(t(one, f"empty.{trouble.reason}_title"), [*lines, place]))


def foot(page: Page) -> None:
    """The source line under everything."""
    built = t(page.lang, "frame.built", day=day(page.lang, page.release.built_on))
    button = words("button", t(page.lang, "frame.print"), "ps-print", type="button")
    html(tag("footer", tag("p", escape(f"{page.source} · {built}") + button), "ps-foot"))
