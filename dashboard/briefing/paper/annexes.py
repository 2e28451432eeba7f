"""What stands at the end of a briefing: definitions, corrections, districts' own notes, forms sent, rules broken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.briefing.paper.material import Material
from dashboard.briefing.paper.model import Cell, Table
from dashboard.briefing.paper.tables import heads
from dashboard.words import listed, period_name, t, whole

_BRACKETED = re.compile("[\u3220-\u3229]")
MOST_NOTES = 60  # more remarks than these are counted


def methods(m: Material) -> Table:
    """One row per indicator that the unit has a line of: how it is counted, its clause, its yardsticks, its caution."""
    lang = m.lang
    rows = []
    for one, row in m.found.indicators.items():
        reading = m.found.one(one)
        if reading.row is not None:
            norms = t(lang, "frame.semicolon").join(say.norm_texts(lang, reading))
            told = (
                say.name(lang, row),
                row[f"definition_{lang}"],
                _clause(row["clause"]),
                norms,
                row[f"caution_{lang}"],
                one,
            )
            rows.append(tuple(Cell(str(text or "")) for text in told))
    head = heads(lang, "indicator", "definition", "clause", "norm", "caution", "id")
    return Table("methods", t(lang, "briefing.table_methods"), head, tuple(rows), (0.13, 0.25, 0.09, 0.17, 0.22, 0.14))


def _clause(clause: str) -> str:
    """A clause with its ideographs in brackets spelled out, for which not every typeface has a sign."""
    return _BRACKETED.sub(lambda found: f"（{normalize('NFKC', found[0])[1]}）", clause)


def corrections(m: Material) -> Table | None:
    """One row per known error mended up to the quarter: what was sent, what it was mended to, why; `None` without."""
    lang = m.lang
    rows = tuple(tuple(Cell(str(one if one is not None else "")) for one in _correction(lang, row)) for row in m.mended)
    head = heads(lang, "unit", "subject", "period", "field", "old", "new", "reason", "reported")
    widths = (0.1, 0.13, 0.11, 0.14, 0.09, 0.09, 0.2, 0.14)
    note = t(lang, "briefing.note_corrections")
    return Table("corrections", t(lang, "briefing.table_corrections"), head, rows, widths, note) if rows else None


def _correction(lang: str, row: Row) -> tuple[object, ...]:
    on = str(row["reported_on"] or "")
    field = f"{row['form']} {row[f'field_{lang}']}"
    told = (row[f"unit_{lang}"], row["subject"], period_name(lang, row["period"]), field)
    return (*told, row["old_value"], row["new_value"], row[f"reason_{lang}"], on)


def notes(m: Material) -> Table | None:
    """One row per remark that districts wrote in their forms this quarter, as they wrote it; `None` without any."""
    lang = m.lang
    shown = m.notes[:MOST_NOTES]
    rows = tuple(
        tuple(Cell(str(one or "")) for one in (row[f"unit_{lang}"], row["form"], row["subject"], row["remark"]))
        for row in shown
    )
    left = len(m.notes) - len(shown)
    note = t(lang, "briefing.note_notes_cut", n=whole(left)) if left else t(lang, "briefing.note_notes")
    head = heads(lang, "unit", "form", "subject", "remark")
    return Table("notes", t(lang, "briefing.table_notes"), head, rows, (0.16, 0.1, 0.2, 0.54), note) if rows else None


def remarks(m: Material, indicator: str) -> tuple[str, ...]:
    """What districts wrote in the forms behind an indicator, where they are few enough to stand under a figure."""
    return remarks_on(m.lang, m.notes, m.found.indicators[indicator]["needs"])


def remarks_on(lang: str, notes: Sequence[Row], needs: Sequence[str]) -> tuple[str, ...]:
    """The same from rows of `NOTES` and the columns (`form.column`) that an indicator is counted from."""
    forms = {need.partition(".")[0] for need in needs}
    found = [row for row in notes if row["form"] in forms]
    if len(found) > 3:
        return (t(lang, "briefing.remarks_many", n=whole(len(found))),)
    return tuple(_remark(lang, row) for row in found)


def _remark(lang: str, row: Row) -> str:
    slots = {"unit": row[f"unit_{lang}"], "subject": row["subject"] or row["form"], "text": row["remark"]}
    return t(lang, "briefing.remark", **slots)


def standing(m: Material) -> Table:
    """One row per unit that reports: state, on time, when it was due."""
    lang = m.lang
    rows = tuple(tuple(Cell(one) for one in _state(lang, row)) for row in m.reporting)
    head = heads(lang, "unit", "state", "timely", "due")
    message = reported_text(m)
    return Table("standing", t(lang, "briefing.table_standing"), head, rows, (0.3, 0.26, 0.2, 0.24), message=message)


def _state(lang: str, row: Row) -> tuple[str, str, str, str]:
    timely = "" if row["on_time"] is None else t(lang, "reading.yes" if row["on_time"] else "overview.late")
    due = row["due_on"].isoformat() if row["due_on"] else ""
    return say.name(lang, row), t(lang, f"overview.state_{row['state'] or 'none'}"), timely, due


def reported_text(m: Material) -> str:
    """How many units have reported, and who is absent, waiting or late; of a single one just how its reports stand."""
    lang = m.lang
    if len(m.reporting) == 1:
        unit, state, timely, _ = _state(lang, m.reporting[0])
        told = t(lang, "briefing.one_reported", unit=unit, state=state)
        return t(lang, "briefing.comma").join([told, *([timely] if m.reporting[0]["on_time"] is False else [])])
    accepted = sum(row["state"] == "accepted" for row in m.reporting)
    said = [t(lang, "briefing.units_reported", n=accepted, of=len(m.reporting))]
    return t(lang, "briefing.comma").join(
        [*said, *(t(lang, f"frame.units_{k}", names=v) for k, v in groups(m).items())]
    )


def groups(m: Material) -> Mapping[str, str]:
    """The names of those that have not sent (absent), wait to be accepted, or were late; only what there is."""
    found: dict[str, list[str]] = {"absent": [], "waiting": [], "late": []}
    for row in m.reporting:
        waits = row["state"] in ("received", "checked", "signed")
        late = "late" if row["on_time"] is False else ""
        where = "waiting" if waits else late if row["state"] == "accepted" else "absent"
        found.setdefault(where, []).append(say.name(m.lang, row))
    return {key: listed(m.lang, names) for key, names in found.items() if key and names}


def forms_sent(m: Material) -> Table:
    """One row per form: rows sent, accepted, rejected and warned of in this quarter's submission."""
    lang = m.lang
    rows = []
    for row in m.sent:
        counts = [
            whole(float(row[key])) if row["rows"] is not None else ""
            for key in ("rows", "accepted", "rejected", "warnings")
        ]
        first = Cell(f"{row['form']} {row[f'title_{lang}']}")
        come = Cell(counts[0]) if row["rows"] is not None else Cell(t(lang, "reading.missing"), "missing")
        rows.append((first, come, *(Cell(one) for one in counts[1:])))
    head = heads(lang, "form", "rows", "accepted", "rejected", "warnings")
    title, note = t(lang, "briefing.table_sent"), t(lang, "briefing.note_sent")
    return Table("sent", title, head, tuple(rows), (0.4, 0.15, 0.15, 0.15, 0.15), note, values=True)


def rules(m: Material) -> Table | None:
    """One row per rule that rows broke and nobody explained, errors first; `None` where none was broken."""
    lang = m.lang
    rows = tuple(
        tuple(
            Cell(one)
            for one in (
                t(lang, f"briefing.level_{row['level']}"),
                row["form"] or "",
                whole(row["times"]),
                row[f"message_{lang}"],
            )
        )
        for row in m.wrong
    )
    head = heads(lang, "level", "form", "times", "example")
    title, note = t(lang, "briefing.table_rules"), t(lang, "briefing.note_rules")
    return Table("rules", title, head, rows, (0.1, 0.1, 0.1, 0.7), note) if rows else None


def gaps(m: Material) -> Table | None:
    """One row per figure that is missing or not complete: how many owe a report, how many came, the forms."""
    lang, rows = m.lang, []
    for one, indicator in m.found.indicators.items():
        row = m.found.one(one).row
        if row is not None and row["status"] in ("missing", "partial"):
            forms = listed(lang, sorted({need.partition(".")[0] for need in indicator["needs"]}))
            told = (period_name(lang, row["period"]), whole(row["expected"]), whole(row["reported"]), forms)
            rows.append((Cell(say.name(lang, indicator)), *(Cell(text) for text in told)))
    head = heads(lang, "indicator", "period", "expected", "came", "form")
    title = t(lang, "briefing.table_gaps")
    return Table("gaps", title, head, tuple(rows), (0.36, 0.2, 0.12, 0.12, 0.2), values=True) if rows else None
