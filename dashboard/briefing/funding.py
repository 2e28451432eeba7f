"""What the funding page says of matters: the matrix, the lists of what is out of step, the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from dashboard.briefing.codes import reported_code
from dashboard.briefing.model import Reading, Row
from dashboard.briefing.sentences import name, quantity
from dashboard.words import counted, decimal, listed, t, whole

LISTED = ("funded", "nil_cost", "unfunded", "not_reported")
CELLS = {
    "matter": pl.String,
    "department": pl.String,
    "position": pl.Int64,
    "state": pl.String,
    "text": pl.String,
    "said": pl.String,
    "code": pl.String,
}


def cells(lang: str, rows: pl.DataFrame, *, is_city: bool) -> pl.DataFrame:
    """One row per matter, department and kind for `charts.matter_department`, from the rows of `MATTERS`.

    `code` opens the row that lists the matter; blank where several do, or none.
    """
    lines = []
    for part in _grouped(rows.filter(pl.col("state") != "silent"), "matter_code", "department"):
        tasks = [row for row in part if row["state"] != "no_task"]
        extra = [row for row in part if row["state"] == "no_task"]
        for group, state in ((tasks, _state(tasks)), (extra, "no_task")):
            if group:
                text = _share(tasks) if is_city and group is tasks else ""
                lines.append((*_place(lang, group[0]), state, text, _said(lang, group), _code(group)))
    return pl.DataFrame(lines, schema=CELLS, orient="row")


def _code(group: Sequence[Row]) -> str:
    only = group[0]
    if len(group) > 1 or only["state"] == "no_task":
        return ""
    return reported_code("T08", only["unit_code"], only["period"], only["matter_code"])


def _grouped(rows: pl.DataFrame, *by: str) -> Iterable[Sequence[Row]]:
    return (part.rows(named=True) for part in rows.partition_by(*by, maintain_order=True))


def _place(lang: str, row: Row) -> tuple[str, str, int]:
    return matter(lang, row), row[f"department_{lang}"], row["department_position"]


def matter(lang: str, row: Row) -> str:
    """Code and name of a matter."""
    return f"{row['matter_code']} {row[f'matter_{lang}']}"


def _state(tasks: Sequence[Row]) -> str:
    """How the districts that list a matter fund it; silent ones are left out unless all are silent."""
    states = {row["state"] for row in tasks} - {"not_reported"}
    if not states:
        return "not_reported"
    if "unfunded" not in states:
        return "nil_cost" if states == {"nil_cost"} else "funded"
    return "unfunded" if states == {"unfunded"} else "part"


def _share(tasks: Sequence[Row]) -> str:
    known = [row for row in tasks if row["state"] != "not_reported"]
    return f"{sum(row['state'] != 'unfunded' for row in known)}/{len(known)}" if known else ""


def _said(lang: str, group: Sequence[Row]) -> str:
    """The cell in words: which districts are in which state."""
    by_state = {
        state: [row[f"unit_{lang}"] for row in group if row["state"] == state] for state in (*LISTED, "no_task")
    }
    told = [
        t(lang, "funding.cell", state=t(lang, f"funding.{state}"), names=listed(lang, names))
        for state, names in by_state.items()
        if names
    ]
    return "<br>".join([group[0][f"department_{lang}"], *told])


def silent(lang: str, rows: pl.DataFrame) -> str:
    """Who has sent no list of matters this quarter, so that nothing can be said about them; empty for nobody."""
    names = rows.filter(pl.col("state") == "silent")[f"unit_{lang}"].to_list()
    return t(lang, "funding.silent", names=listed(lang, names)) if names else ""


def unfunded(lang: str, rows: pl.DataFrame) -> list[list[str]]:
    """Mandates without money: matter, the districts where it is so, department, basis, document."""
    found = _grouped(rows.filter(pl.col("state") == "unfunded"), "matter_code", "department", "basis_zh")
    return [
        [
            matter(lang, part[0]),
            listed(lang, [row[f"unit_{lang}"] for row in part]),
            part[0][f"department_{lang}"],
            part[0][f"basis_{lang}"] or t(lang, "reading.missing"),
            part[0]["basis_doc"] or t(lang, "funding.no_document"),
        ]
        for part in found
    ]


def without_task(lang: str, rows: pl.DataFrame) -> list[list[str]]:
    """Money without a task: matter, paying department, district, amounts in 万元."""
    return [
        [
            matter(lang, row),
            row[f"department_{lang}"],
            row[f"unit_{lang}"],
            decimal(row["due"] or 0, 2),
            decimal(row["paid"] or 0, 2),
        ]
        for row in rows.filter(pl.col("state") == "no_task").rows(named=True)
    ]


def matters_alt(lang: str, frame: pl.DataFrame) -> str:
    """The matrix in words: how many matters are in each state."""
    counts = dict(frame.group_by("state").len().iter_rows())
    states = (*LISTED[:2], "part", *LISTED[2:], "no_task")
    said = [t(lang, "funding.alt_state", state=t(lang, f"funding.{s}"), n=counts[s]) for s in states if s in counts]
    return t(lang, "funding.matters_alt", states=listed(lang, said))


def headline(lang: str, reading: Reading) -> str:
    """The page's first sentence: how many listed matters came with money."""
    row = reading.row
    if row is None or reading.value is None:
        return t(lang, "reading.nothing_said", name=name(lang, reading.indicator))
    key = "funding.headline_few" if reading.is_few else "funding.headline"
    value = quantity(lang, reading, reading.value)
    slots = {"x": whole(row["numerator"]), "y": whole(row["denominator"]), "value": value}
    return t(lang, key, unit=name(lang, reading.unit), **slots)


def remarks(lang: str, matters: pl.DataFrame, flow: str, *, is_city: bool) -> str:
    """What follows the first sentence: what became of the money (`flow`), tasks without money and the reverse."""
    parts = [flow]
    for state in ("unfunded", "no_task"):
        n = matters.filter(pl.col("state") == state)["matter_code"].n_unique()
        key = "funding.somewhere_unfunded" if state == "unfunded" and is_city else f"funding.{state}_said"
        if n:
            parts.append(counted(lang, key, n))
    parts.append(silent(lang, matters))
    return t(lang, "frame.space").join(part for part in parts if part)
