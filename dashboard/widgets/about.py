"""What the data are: the release, who reported when, what each form brought, errors mended, and how to read it all."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard import data
from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.queries import core
from dashboard.queries import submissions as ask
from dashboard.queries.corrections import CORRECTIONS
from dashboard.widgets import markup
from dashboard.widgets.listing import headings, listing
from dashboard.widgets.markup import tag, words
from dashboard.widgets.page import Page, families, html, spoken
from dashboard.widgets.tables import panel
from dashboard.words import counted, day, has, period_name, t
from dashboard.words import whole as number

FACTS = ("name", "built_at", "programme", "first_period", "last_period", "inputs", "corrections")
FORM_HEADS = ("form", "grain", "cadence", "last", "units#", "rows#")
ERROR_HEADS = ("unit", "period", "form", "subject", "field", "was", "right", "reason", "by")
SIGNS = ("fraction", "few", "missing", "not_applicable", "empty", "suppressed", "below", "ring", "partial", "passport")
CAUTIONS = ("selection", "paper", "self", "quiet", "money", "area", "ranking", "chance", "period", "people")


def submissions(page: Page) -> list[Row]:
    """Every quarter up to the chosen one × unit that sends workbooks."""
    return list(page.query(ask.SUBMISSIONS).to_dicts())


def sentence(page: Page, sent: Sequence[Row]) -> None:
    """Which release this is, how far it reaches, how complete and how revised it is."""
    lang, periods = page.lang, [one for one in page.release.periods if one <= page.choice.period]
    slots = {"name": page.release.name, "day": day(lang, page.release.built_on), "quarters": number(len(periods))}
    slots |= {"first": period_name(lang, periods[-1]), "last": period_name(lang, periods[0])}
    first = t(lang, "about.headline", **slots)
    came = sum(row["first_on"] is not None for row in sent)
    late = sum(row["days_late"] is not None for row in sent)
    again = sum(max(row["files"] - 1, 0) for row in sent)
    said = [t(lang, "about.came", came=number(came), of=number(len(sent)), late=number(late), again=number(again))]
    said.append(t(lang, "about.demo" if page.release.demo else "about.real"))
    html(spoken(lang, first, said))


def release(page: Page) -> None:
    """The facts of the release, as they stand in it."""
    lang, known = page.lang, dict(data.query(core.INFO).iter_rows())
    rows = [(key, str(known[key])) for key in FACTS if known.get(key)]
    said = "".join(
        words("dt", t(lang, f"about.fact_{key}")) + words("dd", _fact(lang, key, value)) for key, value in rows
    )
    panel(
        "release",
        t(lang, "about.release"),
        t(lang, "about.release_note"),
        tag("div", tag("dl", said), "ps-method whole"),
    )


def _fact(lang: str, key: str, value: str) -> str:
    return period_name(lang, value) if key.endswith("_period") else value


def reporters(page: Page, sent: Sequence[Row]) -> None:
    """Units × quarters: on time, how many days late, waiting, or not there."""
    lang = page.lang
    periods = sorted({row["period"] for row in sent})
    cells = {(row["unit_code"], row["period"]): row for row in sent}
    units = {row["unit_code"]: say.name(lang, row) for row in sent}
    if not units:
        return panel("reporters", t(lang, "about.reporters"), t(lang, "about.no_reporters"))
    top = words("th", t(lang, "table.unit"), scope="col")
    top += "".join(words("th", period_name(lang, one, short=True), scope="col") for one in periods)
    body = "".join(
        tag("tr", words("th", name, scope="row") + "".join(_sent(lang, cells[code, one]) for one in periods))
        for code, name in units.items()
    )
    table = markup.scrolling(tag("thead", tag("tr", top)) + tag("tbody", body), "ps-matrix ps-sent")
    return panel("reporters", t(lang, "about.reporters"), t(lang, "about.reporters_note"), table)


def _sent(lang: str, row: Row) -> str:
    """One cell: the state in words, and what came of it under it."""
    if row["first_on"] is None:
        return words("td", t(lang, "reading.missing"), "missing")
    first = t(lang, "about.on_time")
    if row["days_late"] is not None:
        first = counted(lang, "about.late", row["days_late"])
    state = "" if row["accepted_on"] else t(lang, f"overview.state_{row['state']}")
    again = counted(lang, "about.files", row["files"]) if row["files"] > 1 else ""
    under = " · ".join(part for part in (state, again) if part)
    return tag("td", escape(first) + words("small", under), "met" if row["days_late"] is None else "below")


def forms(page: Page) -> None:
    """What each form brought: how often it is due, the last quarter with rows, from how many units."""
    lang, of = page.lang, number(len(page.reporting))
    none = t(lang, "reading.elsewhere")
    lines = [
        [
            f"{row['id']} {row[f'title_{lang}']}",
            row[f"grain_{lang}"],
            t(lang, f"about.cadence_{row['cadence']}"),
            period_name(lang, row["last_period"], short=True) if row["last_period"] else t(lang, "reading.missing"),
            f"{number(row['units'])}/{of}",
            none if row["accepted"] is None else number(row["accepted"]),
        ]
        for row in page.query(ask.FORMS).to_dicts()
    ]
    note = t(lang, "about.forms_note", period=period_name(lang, page.choice.period))
    listing("forms", t(lang, "about.forms"), note, headings(lang, "about", FORM_HEADS), lines)


def corrections(page: Page) -> None:
    """Every known error that this release mends, one to a line, or that there is none."""
    lang = page.lang
    found = page.query(CORRECTIONS, families=list(families())).to_dicts()
    lines = [_error(lang, row) for row in found]
    note = t(lang, "about.errors_note" if found else "about.errors_none")
    listing("errors", t(lang, "about.errors"), note, headings(lang, "about", ERROR_HEADS), lines)


def _error(lang: str, row: Row) -> list[str]:
    missing = t(lang, "reading.missing")
    reported = t(lang, "about.reported", day=day(lang, row["reported_on"]), by=row["reported_by"] or missing)
    return [
        row[f"unit_{lang}"] or "",
        period_name(lang, row["period"], short=True),
        row["form"],
        row["subject"] or "",
        row[f"field_{lang}"],
        row["old_value"] or missing,
        row["new_value"] or missing,
        row[f"reason_{lang}"] or "",
        reported,
    ]


def signs(page: Page) -> None:
    """What the marks on the pages mean."""
    lang = page.lang
    said = "".join(
        tag("dt", words("span", t(lang, f"about.sign_{one}"), f"sign {one}"))
        + words("dd", t(lang, f"about.means_{one}"))
        for one in SIGNS
    )
    panel(
        "signs",
        t(lang, "about.signs"),
        t(lang, "about.signs_note"),
        tag("div", tag("dl", said), "ps-method whole ps-signs"),
    )


def cautions(page: Page) -> None:
    """What the data cannot prove, in plain sentences."""
    lang = page.lang
    said = "".join(
        tag("li", escape(t(lang, f"about.caution_{one}"))) for one in CAUTIONS if has(lang, f"about.caution_{one}")
    )
    panel("cautions", t(lang, "about.cautions"), t(lang, "about.cautions_note"), tag("ul", said, "ps-lines"))
