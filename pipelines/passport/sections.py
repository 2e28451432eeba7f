"""The passport in words, section by section, for the command line and the page alike. Pure: a passport in, text out."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.i18n import text
from pipelines.passport.behind import behind
from pipelines.passport.model import Passport, Row, Section
from pipelines.passport.values import amount, fraction, had, listed, period, quantity, value_text


def headline(one: Passport, lang: str) -> str:
    """One sentence: which figure, of whom, when, how much, from how many."""
    figure = one.figure
    slots = {
        "unit": one.unit[f"name_{lang}"],
        "period": period(lang, figure["period"]),
        "name": name(one, lang),
        "value": value_text(lang, one.indicator, figure),
        "n": amount(figure["reported"]),
        "of": amount(figure["expected"]),
    }
    key = figure["status"] if had(f"passport.headline_{figure['status']}") else "reported"
    return text(lang, f"passport.headline_{key}", **slots)


def name(one: Passport, lang: str) -> str:
    """The indicator's name, with the part of a split in brackets."""
    whole = str(one.indicator[f"name_{lang}"])
    if one.part is None:
        return whole
    part = {"name": whole, "label": one.part[f"label_{lang}"], "value": one.part[f"value_{lang}"]}
    return text(lang, "passport.of_part", **part)


def sections(one: Passport, lang: str) -> tuple[Section, ...]:
    """Everything the passport says, in order; a section with nothing to say is left out."""
    told = (
        _figure(one, lang),
        _definition(one, lang),
        _norms(one, lang),
        _cautions(one, lang),
        *behind(one, lang),
    )
    return tuple(each for each in told if each.facts or each.notes or each.table or each.verbatim)


def _figure(one: Passport, lang: str) -> Section:
    figure, indicator = one.figure, one.indicator
    facts = [
        ("value", value_text(lang, indicator, figure)),
        ("fraction", fraction(figure) if indicator["kind"] != "gap" else ""),
        ("interval", _range(one, lang, "lower", "upper")),
        ("bounds", _range(one, lang, "bound_low", "bound_high")),
        ("reported", _reported(one, lang)),
        ("missing", _missing(one, lang)),
        ("status", text(lang, f"passport.status_{figure['status']}")),
        ("demo", text(lang, "passport.is_demo") if one.release.get("demo") == "yes" else ""),
        ("release", one.release.get("name", "")),
    ]
    notes = (text(lang, "passport.suppressed_note"),) if one.is_suppressed else ()
    rows = tuple((row[f"part_{lang}"], value_text(lang, row, row) if row["code"] else "") for row in one.compared)
    head = (text(lang, "passport.compared"), text(lang, "passport.label_value"))
    links = tuple((row[f"part_{lang}"], row["code"]) for row in one.compared if row["code"])
    table = (head, *rows) if rows else ()
    return Section("figure", text(lang, "passport.title_figure"), _labelled(lang, facts), notes, table, links)


def _labelled(lang: str, facts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((text(lang, f"passport.label_{key}"), said) for key, said in facts if said)


def _range(one: Passport, lang: str, low: str, high: str) -> str:
    if one.figure[low] is None or one.figure[high] is None:
        return ""
    ends = {key: quantity(lang, one.indicator, one.figure[end]) for key, end in (("low", low), ("high", high))}
    return text(lang, "passport.range", **ends)


def _reported(one: Passport, lang: str) -> str:
    figure = one.figure
    said = text(lang, "passport.n_of", n=amount(figure["reported"]), of=amount(figure["expected"]))
    if not figure["not_applicable"]:
        return said
    return text(lang, "passport.n_and_na", said=said, n=amount(figure["not_applicable"]))


def _missing(one: Passport, lang: str) -> str:
    names = [row[f"name_{lang}"] for row in one.missing]
    return text(lang, "passport.count_and_names", n=len(names), names=listed(lang, names)) if names else ""


def _definition(one: Passport, lang: str) -> Section:
    indicator = one.indicator
    kind = indicator["kind"] if had(f"passport.rollup_{indicator['kind']}") else "other"
    interval = indicator["interval"] if had(f"passport.interval_{indicator['interval']}") else "other"
    facts = [
        ("question", indicator[f"question_{lang}"]),
        ("definition", indicator[f"definition_{lang}"]),
        ("clause", indicator["clause"]),
        ("family", f"{one.family['id']} {one.family[f'name_{lang}']}"),
        ("unit", indicator[f"unit_{lang}"]),
        ("direction", text(lang, f"passport.direction_{indicator['direction']}")),
        ("kind", text(lang, f"passport.period_kind_{indicator['period']}")),
        ("rollup", text(lang, f"passport.rollup_{kind}")),
        ("method", text(lang, f"passport.interval_{interval}", method=indicator["interval"])),
    ]
    return Section("definition", text(lang, "passport.title_definition"), _labelled(lang, facts))


def _norms(one: Passport, lang: str) -> Section:
    title = text(lang, "passport.title_norms")
    if not one.norms:
        return Section("norms", title, notes=(text(lang, "passport.no_target"),))
    head = tuple(text(lang, f"passport.norm_{key}") for key in ("yardstick", "text", "source", "year", "sure"))
    return Section("norms", title, table=(head, *(_norm(row, lang) for row in one.norms)))


def _norm(row: Row, lang: str) -> tuple[str, ...]:
    has_none = all(row[key] is None for key in ("value", "low", "high"))
    scope = row[f"scope_{lang}"]
    said = row[f"text_{lang}"] + (text(lang, "passport.norm_scope", scope=scope) if scope else "")
    said += text(lang, "passport.norm_no_number") if has_none else ""
    sure = f"passport.sure_{row['confidence']}"
    return (
        text(lang, f"passport.yardstick_{row['yardstick']}"),
        said,
        row[f"source_{lang}"],
        "" if row["year"] is None else str(row["year"]),
        text(lang, sure) if had(sure) else str(row["confidence"] or ""),
    )


def _cautions(one: Passport, lang: str) -> Section:
    facts = _labelled(lang, [("caution", one.indicator[f"caution_{lang}"])])
    rows, links = [], []
    for row in one.counters:
        said = value_text(lang, row, row) if row["code"] else text(lang, "passport.nothing_yet")
        rows.append((row[f"name_{lang}"], period(lang, row["period"]) if row["period"] else "", said))
        links += [(row[f"name_{lang}"], row["code"])] if row["code"] else []
    head = tuple(text(lang, f"passport.{key}") for key in ("counter", "label_period", "label_value"))
    title = text(lang, "passport.title_cautions")
    return Section("cautions", title, facts, table=(head, *rows) if rows else (), links=tuple(links))
