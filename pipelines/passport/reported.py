"""One accepted row of a form: its cells, how it was reported over time, its file, the figures that need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pipelines.i18n import user_error
from pipelines.passport import around, trail
from pipelines.passport.cells import addressed
from pipelines.passport.links import PERIOD
from pipelines.passport.model import SUPPRESSED, Listing, Row, Source, plain
from pipelines.passport.sources import ORIGIN, UNIT, form_row
from pipelines.programme.model import Form
from pipelines.programme.periods import half_of, year_of
from pipelines.warehouse.release import Release
from pipelines.warehouse.tables import REGISTER_KEY

_OF_RECEIPT = (PERIOD, UNIT, "as_of")  # on every row of a form, and told with its receipt
_FORM = "SELECT * FROM forms WHERE id = $form"
_FIELDS = "SELECT name, title_zh, title_en, unit_zh, unit_en FROM fields WHERE form = $form ORDER BY position"
_CHOICES = "SELECT field, value, label_zh, label_en FROM choices WHERE form = $form"
_NAMES = """
SELECT code, name_zh, name_en FROM matters WHERE list_contains($codes, code)
UNION ALL SELECT code, name_zh, name_en FROM departments WHERE list_contains($codes, code)
UNION ALL SELECT code, name_zh, name_en FROM milestones WHERE list_contains($codes, code)
UNION ALL SELECT unit_code, name_zh, name_en FROM units WHERE list_contains($codes, unit_code) AND level <> 'side'
"""
_DISTRICT = "SELECT district_code FROM reporting_units WHERE unit_code = $unit"
_FIGURES = """
SELECT i.id, coalesce(i.page, f.page) AS page, i.name_zh, i.name_en, i.unit_zh, i.unit_en, i.decimals, i.needs,
  v.period, v.unit_code, v.value, v.numerator, v.denominator, v.status
FROM indicators AS i
JOIN families AS f ON f.id = i.family
JOIN indicator_values AS v ON v.indicator = i.id AND v.split = 'all'
WHERE list_contains($units, v.unit_code) AND list_contains($periods, v.period)
ORDER BY i.position, v.unit_code DESC
"""


@dataclass(frozen=True, slots=True)
class RowCode:
    """Which row: written `T04/350212/2011Q1/350212001001`, form, unit, then the other keys of the form in its order."""

    form: str
    unit: str
    key: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join([self.form, self.unit, *(one.replace("%", "%25").replace("/", "%2F") for one in self.key)])


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """One row of a form as a release has it.

    `source` holds the row with its cells; `reports` every accepted row of the same key, the first first, each with
    its cells; `figures` the indicators that need a field of the form, of the smallest unit that has the row. `labels`
    are the words of listed values, `names` those of codes of matters, departments, milestones and places.
    """

    code: str
    release: Row
    form: Row
    unit: Row
    source: Source
    reports: tuple[Row, ...]
    figures: tuple[Row, ...]
    labels: Mapping[tuple[str, str], Row]
    names: Mapping[str, Row]
    titles: Mapping[str, Row]
    receipts: tuple[Row, ...]
    corrections: tuple[Row, ...]
    problems: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The row itself: form, unit, period, key, receipt, sheet, row, cells."""
        return self.source.found.rows[0]

    @property
    def page(self) -> str:
        """The page of the dashboard that shows the first indicator that needs the form; blank where there is none."""
        return str(self.figures[0]["page"] or "") if self.figures else ""

    def as_dict(self) -> dict[str, Any]:
        """The row as it stands in JSON, without the words for its values."""
        told: dict[str, Any] = plain({k: v for k, v in asdict(self).items() if k not in ("labels", "names")})
        return told


def row_code(text: str) -> RowCode | None:
    """The code of a row; `None` for what is the code of a figure, whose names are written small."""
    form, *rest = [part.strip() for part in text.strip().split("/")]
    if form[:1].islower() or not rest or not form:
        return None
    return RowCode(form, rest[0], tuple(unquote(part) for part in rest[1:]))


def reported_row(release: Release, home: Path, code: RowCode, forms: Sequence[Form] = ()) -> ReportedRow:
    """The row; `forms` are the contracts by which its file is read again for the addresses of the cells.

    Where nothing was sent for the period asked, of a form that carries, it is the latest row before. `UserError`
    for a form or a row that there is not.
    """
    form = _form(release, code)
    fields = release.sql(_FIELDS, form=code.form).to_dicts()
    names = [one["name"] for one in fields if one["name"] not in (*_OF_RECEIPT, *form["key"])]
    own = [name for name in form["key"] if name not in (PERIOD, UNIT)]
    reports = [form_row(code.form, own, names, row) for row in _reports(release, form, code, own)]
    row = _asked(release, form, code, reports)
    receipts = trail.receipts_behind(release, home, [row["receipt"]])
    source = Source(code.form, tuple(names), True, row[PERIOD], row[PERIOD], Listing(1, (row,)))
    (source,) = addressed(home, forms, [source], receipts, None) if forms else (source,)
    return ReportedRow(
        code=str(code),
        release=dict(release.sql("SELECT key, value FROM release_info").rows()),
        form=form,
        unit=around.named(release, code.unit, row[PERIOD]),
        source=source,
        reports=tuple(reports),
        figures=_figures(release, row),
        labels={(one["field"], one["value"]): one for one in release.sql(_CHOICES, form=code.form).to_dicts()},
        names=_names(release, reports),
        titles={f"{code.form}.{one['name']}": one for one in fields},
        receipts=receipts,
        corrections=_open(row, trail.corrections_of(release, [source])),
        problems=_open(row, trail.problems_of(release, [source])),
    )


def _open(row: Row, found: Sequence[Row]) -> tuple[Row, ...]:
    """What is said of cells that may be seen: words on a hidden one, or on a row that has any, may quote its number."""
    hidden = {cell["field"] for cell in row["cells"] if cell.get("reason") == SUPPRESSED}
    return tuple(one for one in found if not hidden or one["field"] not in {None, *hidden})


def _names(release: Release, reports: Sequence[Row]) -> Mapping[str, Row]:
    """The names of the codes among keys and cells."""
    held = [value for row in reports for value in (*row["key"].values(), *(cell["value"] for cell in row["cells"]))]
    codes = {one for value in held for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}
    return {row["code"]: row for row in release.sql(_NAMES, codes=sorted(codes)).to_dicts()}


def _form(release: Release, code: RowCode) -> Row:
    """The form of the code, which names all its keys."""
    found = release.sql(_FORM, form=code.form).to_dicts()
    known = release.sql("SELECT id FROM forms ORDER BY position")["id"].to_list()
    if not found:
        raise user_error("unknown_form", form=code.form, known=", ".join(known))
    keys = [name for name in found[0]["key"] if name != UNIT]
    if len(keys) != len(code.key):
        raise user_error("row_code", code=code, keys="/".join([code.form, UNIT, *keys]))
    return dict(found[0])


def _reports(release: Release, form: Row, code: RowCode, own: Sequence[str]) -> Sequence[Row]:
    """Every accepted row with the key, whatever its period, the first first."""
    table = form["id"].lower() + ("" if PERIOD in form["key"] else "_reports")
    asked = dict(zip([name for name in form["key"] if name != UNIT], code.key, strict=True))
    held = " AND ".join([f"{UNIT} = $unit", *(f"COALESCE(CAST({name} AS VARCHAR), '') = ${name}" for name in own)])
    query = f"SELECT * FROM {table} WHERE {held} ORDER BY {PERIOD}, receipt, row"
    return release.sql(query, unit=code.unit, **{name: asked[name] for name in own}).to_dicts()


def _asked(release: Release, form: Row, code: RowCode, reports: Sequence[Row]) -> Row:
    """The one that counts: of the period, or carried to it; of a case without period the one accepted last."""
    if PERIOD in form["key"]:
        period = code.key[[name for name in form["key"] if name != UNIT].index(PERIOD)]
        fit = [row for row in reports if row[PERIOD] == period or (form["carries"] and row[PERIOD] < period)]
        if fit:
            return fit[-1]
    else:
        places = set(release.sql(f"SELECT {', '.join(ORIGIN)} FROM {form['id'].lower()}").rows())
        fit = [row for row in reports if tuple(row[name] for name in ORIGIN) in places]
        if fit:
            return fit[-1]
    raise user_error("no_row", code=code)


def _figures(release: Release, row: Row) -> tuple[Row, ...]:
    """Each indicator that needs a field of the form, for the period that holds the row's, with its code."""
    quarter = row[PERIOD]
    districts = release.sql(_DISTRICT, unit=row[UNIT])["district_code"].to_list()
    units = [*districts, *filter(None, [row["key"].get(REGISTER_KEY)])]
    found: dict[str, Row] = {}
    for one in release.sql(
        _FIGURES, units=units, periods=[quarter, half_of(quarter), str(year_of(quarter))]
    ).to_dicts():
        fields = [need.partition(".")[2] for need in one["needs"] or [] if need.startswith(f"{row['form']}.")]
        if fields:
            code = f"{one['id']}/{one['unit_code']}/{one['period']}"
            found.setdefault(one["id"], one | {"fields": fields, "code": code})
    return tuple(found.values())
