"""Tables of a briefing: key figures, all figures of all units, sites by steps, what falls short, issues, dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.briefing import sentences as say
from dashboard.briefing.codes import code_of
from dashboard.briefing.model import Reading, Row
from dashboard.briefing.overview import summary
from dashboard.briefing.paper.claims import tight
from dashboard.briefing.paper.material import Material
from dashboard.briefing.paper.model import Cell, Table, Tone
from dashboard.briefing.progress import sites, standing, step_code
from dashboard.words import counted, decimal, listed, signed, t, whole

_MARK = {"below": " ▼"}
_TONES: dict[str, Tone] = {"met": "met", "below": "below", "few": "few", "missing": "missing"}


def heads(lang: str, *keys: str) -> tuple[str, ...]:
    """The heads of columns."""
    return tuple(t(lang, f"briefing.head_{key}") for key in keys)


def figure_cell(lang: str, reading: Reading) -> Cell:
    """A figure with the mark of what is below its yardstick, and its passport code."""
    text = say.value_text(lang, reading) + _MARK.get(reading.verdict, "")
    code = code_of(reading.row, reading.unit["unit_code"])
    return Cell(text, _TONES.get(reading.verdict, ""), code, None if reading.is_few else reading.value)


def _bare(lang: str, reading: Reading) -> Cell:
    """The same without the unit, which stands in the row's name."""
    cell = figure_cell(lang, reading)
    if cell.value is None or reading.indicator["unit_en"] == "%":
        return cell
    text = decimal(cell.value, reading.indicator["decimals"]) + _MARK.get(reading.verdict, "")
    return Cell(text, cell.tone, cell.code, cell.value)


def keys_table(m: Material, indicators: Iterable[str]) -> Table:
    """One row per headline figure: value, counts, change, yardstick, gap."""
    lang = m.lang
    rows = [_key_row(lang, m.found.one(one)) for one in indicators if m.known(one)]
    head = heads(lang, "indicator", "value", "counts", "change", "norm", "gap")
    widths = (0.23, 0.11, 0.14, 0.17, 0.18, 0.17)
    title, message = t(lang, "briefing.table_keys"), _keys_message(m, indicators)
    return Table("keys", title, head, tuple(rows), widths, t(lang, "briefing.note_keys"), message, values=True)


def _key_row(lang: str, reading: Reading) -> tuple[Cell, ...]:
    change = "" if reading.change is None else _points(lang, reading, reading.change, plus=True)
    norm = "" if reading.target is None else norm_cell(lang, reading, reading.target)
    gap = _gap(lang, reading)
    fraction = "" if reading.is_few else say.fraction_text(reading)
    told = (fraction, change or t(lang, "reading.elsewhere"), norm or t(lang, "reading.no_norm"), gap)
    return (Cell(say.name(lang, reading.indicator)), figure_cell(lang, reading), *(Cell(text) for text in told))


def norm_cell(lang: str, reading: Reading, norm: Row) -> str:
    """A yardstick as short as a cell needs it."""
    if norm["yardstick"] == "plan":
        return t(lang, "briefing.norm_plan_cell", value=say.quantity(lang, reading, norm["value"]))
    return tight(lang, say.norm_text(lang, reading, norm))


def _points(lang: str, reading: Reading, difference: float, *, plus: bool = False) -> str:
    """A difference as short as a cell needs it."""
    places, unit = reading.indicator["decimals"], reading.indicator["unit_en"]
    number = signed(difference, places) if plus else decimal(difference, places)
    return t(lang, "briefing.points", n=number) if unit == "%" else number


def _gap(lang: str, reading: Reading) -> str:
    """Met, or how much is lacking; blank where nothing is judged."""
    if reading.verdict == "met":
        return t(lang, "reading.met_word")
    if reading.verdict != "below" or reading.gap is None:
        return ""
    return _points(lang, reading, reading.gap if reading.indicator["direction"] != "up" else -reading.gap, plus=True)


def _keys_message(m: Material, indicators: Iterable[str]) -> str:
    found = [m.found.one(one) for one in indicators if m.known(one)]
    return summary(m.lang, m.period, m.unit_name, found)


def matrix(m: Material) -> Table:
    """All indicators of the unit and of each one below it; what was never due of anybody is left out."""
    lang = m.lang
    units = (m.unit, *m.found.below)
    rows = []
    for one in m.found.indicators:
        readings = [m.found.one(one, unit) for unit in units]
        if any(reading.row is not None for reading in readings):
            label = t(
                lang, "briefing.name_unit", name=say.name(lang, readings[0].indicator), unit=_unit(lang, readings[0])
            )
            rows.append((Cell(label), *(_bare(lang, reading) for reading in readings)))
    names = [str(m.found.units[unit].get(f"short_{lang}") or m.found.units[unit][f"name_{lang}"]) for unit in units]
    share = 0.72 / len(units)
    widths = (0.28, *(share for _ in units))
    head = (*heads(lang, "indicator"), *names)
    return Table(
        "matrix",
        t(lang, "briefing.table_matrix"),
        head,
        tuple(rows),
        widths,
        t(lang, "briefing.note_matrix"),
        values=True,
    )


def _unit(lang: str, reading: Reading) -> str:
    return str(reading.indicator[f"unit_{lang}"] or "")


def site_matrix(m: Material) -> Table | None:
    """One row per pilot site and one column per milestone, with a mark for each state; `None` without pilots."""
    lang = m.lang
    if m.steps.is_empty():
        return None
    steps = [part.to_dicts() for part in m.steps.partition_by("site_code", maintain_order=True)]
    where = {site["site_code"]: standing(lang, site) for site in sites(m.steps)}
    rows = tuple(
        (
            Cell(_site(lang, lines[0], m)),
            *(step_cell(lang, line, step_code(line)) for line in lines),
            Cell(where[lines[0]["site_code"]]),
        )
        for lines in steps
    )
    names = [str(line[f"short_{lang}"]) for line in steps[0]]
    share = 0.68 / len(names)
    head = (*heads(lang, "site"), *names, *heads(lang, "standing"))
    widths = (0.16, *(share for _ in names), 0.16)
    note = t(lang, "briefing.note_sites")
    return Table("sites", t(lang, "briefing.table_sites"), head, rows, widths, note, values=True)


def _site(lang: str, row: Row, m: Material) -> str:
    return f"{row[f'district_{lang}']} {row['site']}" if m.is_city else str(row["site"])


def step_cell(lang: str, row: Row, code: str) -> Cell:
    """The mark of a step's state, with the days that it is late; `code` opens what was reported of it."""
    mark = t(lang, f"briefing.mark_{row['state']}")
    late = row["days_late"]
    tone: Tone = "met" if row["state"] == "verified" else "missing" if row["state"] == "not_reported" else ""
    return Cell(f"{mark}+{late}", "below", code) if late else Cell(mark, tone, code)


def shortfalls(m: Material) -> Table | None:
    """One row per figure of the unit that is below its yardstick, with the units below it that share this."""
    lang, rows = m.lang, []
    for one in m.found.indicators:
        reading = m.found.one(one)
        if reading.verdict == "below" and reading.target is not None:
            short = [say.name(lang, r.unit) for r in m.found.compared(one) if r.verdict == "below"]
            told = (norm_cell(lang, reading, reading.target), _gap(lang, reading))
            where = listed(lang, short) or t(lang, "reading.elsewhere")
            rows.append(
                (Cell(say.name(lang, reading.indicator)), figure_cell(lang, reading), *map(Cell, told), Cell(where))
            )
    if not rows:
        return None
    head = heads(lang, "indicator", "value", "norm", "gap", "where")
    return Table("shortfalls", t(lang, "briefing.table_shortfalls"), head, tuple(rows), (0.25, 0.13, 0.19, 0.15, 0.28))


def issues(m: Material, *, for_city: bool) -> Table | None:
    """One row per open issue, the oldest first; those that ask the city only, if `for_city`. `None` without any."""
    lang = m.lang
    found = [row for row in m.issues.to_dicts() if not row["is_closed"] and (row["need_city"] or not for_city)]
    if not found:
        return None
    rows = tuple(_issue(lang, row) for row in found)
    key = "requests" if for_city else "issues"
    head = heads(lang, "district", "raised", "kind", "summary", "lead", "state", "days")
    widths = (0.12, 0.14, 0.10, 0.34, 0.12, 0.09, 0.09)
    message = counted(lang, f"briefing.{key}_said", len(found))
    return Table(key, t(lang, f"briefing.table_{key}"), head, rows, widths, message=message)


def _issue(lang: str, row: Row) -> tuple[Cell, ...]:
    raised = row["raised_on"].isoformat() if row["raised_on"] else ""
    told: Sequence[object] = (row[f"district_{lang}"], raised, row[f"kind_{lang}"], row["summary"], row[f"lead_{lang}"])
    return tuple(Cell(str(one or "")) for one in (*told, row[f"state_{lang}"], whole(row["days"])))


def planned(m: Material) -> Table | None:
    """One row per step planned for the half year after the quarter, the soonest first; `None` without any."""
    lang = m.lang
    rows = tuple(
        tuple(
            Cell(str(one or ""))
            for one in (row["planned_on"].isoformat(), row[f"district_{lang}"], row["site"], row[f"milestone_{lang}"])
        )
        for row in m.planned.to_dicts()
    )
    head = heads(lang, "planned", "district", "site", "milestone")
    title = t(lang, "briefing.table_planned")
    return (
        Table(
            "planned",
            title,
            head,
            rows,
            (0.20, 0.16, 0.22, 0.42),
            message=counted(lang, "briefing.planned_said", len(rows)),
        )
        if rows
        else None
    )
