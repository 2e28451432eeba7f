"""What a release says of its indicators, in words: every part of a definition with its label, page and file alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.i18n import text, wording

Row = dict[str, Any]

_ASKED = {
    "families": "SELECT * FROM families ORDER BY position",
    "indicators": "SELECT * FROM indicators ORDER BY position",
    "norms": "SELECT * FROM norms ORDER BY indicator, year, id",
    "splits": "SELECT * FROM splits ORDER BY indicator, position",
    "fields": "SELECT c.*, f.id || ' ' || f.title_zh AS form_zh, f.id || ' ' || f.title_en AS form_en "
    "FROM fields AS c INNER JOIN forms AS f ON f.id = c.form ORDER BY f.position, c.position",
    "criteria": "SELECT * FROM criteria ORDER BY position",
    "glossary": "SELECT * FROM glossary ORDER BY position",
}


@dataclass(frozen=True, slots=True)
class Definitions:
    """The rows that define the indicators; `norms` and `splits` by indicator, `fields` by name such as `T04.posts`."""

    families: Mapping[str, Row]
    indicators: Mapping[str, Row]
    norms: Mapping[str, Sequence[Row]]
    splits: Mapping[str, Sequence[Row]]
    fields: Mapping[str, Row]
    criteria: Sequence[Row]
    glossary: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a definition: what it is (`key`, and `label` in words), and what is said, line by line."""

    key: str
    label: str
    lines: tuple[str, ...]


def definitions(ask: Callable[[str], list[Row]]) -> Definitions:
    """The definitions of a release that answers queries through `ask`."""
    rows = {name: ask(sql) for name, sql in _ASKED.items()}
    return Definitions(
        families={row["id"]: row for row in rows["families"]},
        indicators={row["id"]: row for row in rows["indicators"]},
        norms=_by(rows["norms"]),
        splits=_by(rows["splits"]),
        fields={f"{row['form']}.{row['name']}": row for row in rows["fields"]},
        criteria=rows["criteria"],
        glossary=rows["glossary"],
    )


def _by(rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["indicator"], []).append(row)
    return found


def parts_of(known: Definitions, indicator: str, lang: str) -> list[Part]:
    """Everything that defines an indicator, in the order in which it is read; parts without lines are left out."""
    row = known.indicators[indicator]
    said = {
        "question": [row[f"question_{lang}"]],
        "definition": [row[f"definition_{lang}"]],
        "clause": [row["clause"]],
        "formula": [formula(row, lang)],
        "level": [named("level", row["level"], lang)],
        "period": [named("period", row["period"], lang)],
        "unit": [row[f"unit_{lang}"]],
        "interval": [named("interval", row["interval"], lang)],
        "direction": [named("direction", row["direction"], lang)],
        "splits": split_lines(known, indicator, lang),
        "norms": [norm_line(norm, lang) for norm in known.norms.get(indicator, ())]
        or [text(lang, "catalogue.no_norm")],
        "counters": [counter_line(known.indicators[one], lang) for one in counters_of(known, row)],
        "needs": need_lines(known, row["needs"] or (), lang),
        "caution": [row[f"caution_{lang}"]],
        "people": [text(lang, f"catalogue.people_{'yes' if row['people'] else 'no'}")],
    }
    parts = [Part(key, text(lang, f"catalogue.{key}"), tuple(filter(None, lines))) for key, lines in said.items()]
    return [part for part in parts if part.lines]


def named(group: str, code: str, lang: str) -> str:
    """A code of the definitions in words (`level`, `period`, `direction`, `interval`, …); unknown ones as they are."""
    return wording(lang).get(f"catalogue.kind_{group}.{code}", code)


def formula(row: Row, lang: str) -> str:
    """How an indicator is computed, by the names of the columns of its family's facts."""
    columns = {"numerator": row["numerator"], "denominator": row["denominator"] or ""}
    said = text(lang, f"catalogue.formula_{row['kind']}", **columns)
    if row["multiplier"] == 1:
        return said
    return text(lang, "catalogue.times", formula=said, multiplier=f"{row['multiplier']:g}")


def split_lines(known: Definitions, indicator: str, lang: str) -> list[str]:
    """One line per split with its values; a split with no named values is split by what is reported."""
    found: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for row in known.splits.get(indicator, ()):
        labels[row["split"]] = row[f"label_{lang}"]
        value = row[f"value_{lang}"] or row["split_value"]
        found.setdefault(row["split"], []).extend([value] if value else [])
    mark = text(lang, "export.list_mark")
    return [
        text(lang, "catalogue.split", label=labels[split], values=mark.join(values))
        if values
        else text(lang, "catalogue.split_open", label=labels[split])
        for split, values in found.items()
    ]


def norm_line(norm: Row, lang: str) -> str:
    """A norm with whom it is meant for, source, year, standing and how sure it is."""
    slots = {key: str(norm[f"{key}_{lang}"] or "").rstrip("。.") for key in ("text", "scope", "source")}
    sure = norm["confidence"] if norm["confidence"] in ("V", "K", "S", "I") else "none"
    return text(
        lang,
        "catalogue.norm" if slots["scope"] else "catalogue.norm_unscoped",
        year=norm["year"],
        yardstick=named("yardstick", norm["yardstick"], lang),
        sure=named("sure", sure, lang),
        judged="" if norm["judges"] else text(lang, "catalogue.judged_no"),
        **slots,
    )


def counters_of(known: Definitions, row: Row) -> list[str]:
    """The counter-figures of an indicator that the release has."""
    return [one for one in row["counters"] or () if one in known.indicators]


def counter_line(row: Row, lang: str) -> str:
    """A counter-figure by name and id."""
    return text(lang, "catalogue.counter", name=row[f"name_{lang}"], id=row["id"])


def need_lines(known: Definitions, needs: Sequence[str], lang: str) -> list[str]:
    """The forms and fields that an indicator is counted from, one line per form."""
    forms: dict[str, list[str]] = {}
    for field in (known.fields[need] for need in needs if need in known.fields):
        forms.setdefault(field[f"form_{lang}"], []).append(field[f"title_{lang}"])
    mark = text(lang, "export.list_mark")
    return [text(lang, "catalogue.form", form=form, fields=mark.join(fields)) for form, fields in forms.items()]


def criterion_line(row: Row, lang: str) -> str:
    """How a word that the policy leaves open is read, since when, and who decides."""
    slots = {key: str(row[f"{key}_{lang}"]).rstrip("。.") for key in ("text", "decided_by", "source")}
    return text(lang, "catalogue.criterion", valid_from=row["valid_from"], **slots)
