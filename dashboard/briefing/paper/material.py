"""Everything a briefing is made of, asked of one release: readings, sites, money, issues, dates, who has reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard.briefing.model import STEP, Reading, Readings, Row, catalogue, readings
from dashboard.briefing.paper.refusals import refusal
from dashboard.queries import access, briefing, core, funding, issues, progress, reach
from dashboard.queries.corrections import CORRECTIONS
from pipelines.warehouse.release import Release


@dataclass(frozen=True, slots=True)
class Material:
    """One unit and quarter of one release. Frames are the rows of the query of the same name."""

    lang: str
    unit: str
    city: str
    period: str
    info: Row
    ends: Row
    found: Readings
    base: pl.DataFrame
    steps: pl.DataFrame
    money: pl.DataFrame
    matters: pl.DataFrame
    issues: pl.DataFrame
    planned: pl.DataFrame
    pairs: pl.DataFrame
    groups: Sequence[Row]
    places: pl.DataFrame
    points: pl.DataFrame
    walk: Row | None
    reporting: Sequence[Row]
    mended: Sequence[Row]
    notes: Sequence[Row]
    sent: Sequence[Row]
    wrong: Sequence[Row]

    @property
    def is_city(self) -> bool:
        """Whether the whole is asked for."""
        return self.unit == self.city

    @property
    def unit_name(self) -> str:
        """The unit's name."""
        return str(self.found.units[self.unit][f"name_{self.lang}"])

    @property
    def as_of(self) -> date:
        """The last day of the quarter."""
        day: date = self.ends["end_on"]
        return day

    def known(self, indicator: str) -> bool:
        """Whether the release defines the indicator."""
        return indicator in self.found.indicators

    def mends(self, reading: Reading) -> int:
        """How many known errors of the reading's own period were mended behind it; the chosen unit's only."""
        if reading.row is None or reading.unit["unit_code"] != self.unit:
            return 0
        closes, one = reading.row["closes"], reading.indicator["id"]
        since = closes - STEP[reading.indicator["period"]]
        return sum(one in row["indicators"] and since < _closes(row["period"]) <= closes for row in self.mended)


def material(release: Release, lang: str, unit: str, period: str) -> Material:
    """The material of one unit and quarter; `UserError` for a unit or a quarter that the release does not have."""
    city = str(release.sql(core.CITY)["unit_code"][0])
    ends = _quarter(release, period)
    asked = {"unit": unit, "city": city, "period": period}
    units = release.sql(core.UNITS, period=period)
    _known_unit(units, unit)
    known = catalogue(release.sql(core.INDICATORS), release.sql(core.NORMS), release.sql(core.SPLITS))
    families = list(dict.fromkeys(row["family"] for row in known.indicators.values()))
    values = release.sql(core.VALUES, families=families, parts=True, districts=False, **asked)

    def rows(sql: str, **more: Any) -> pl.DataFrame:
        return release.sql(sql, **asked, **more)

    return Material(
        lang=lang,
        unit=unit,
        city=city,
        period=period,
        info={str(key): str(value) for key, value in release.sql(core.INFO).iter_rows()},
        ends=ends,
        found=readings(values, known, units, unit),
        base=rows(briefing.BASE),
        steps=rows(progress.STEPS, **progress.STATUSES),
        money=rows(funding.MONEY),
        matters=rows(funding.MATTERS),
        issues=rows(issues.ISSUES, **issues.WAITING),
        planned=rows(briefing.PLANNED, **briefing.SETTLED),
        pairs=rows(access.PAIRS, indicators=list(known.indicators)),
        groups=release.sql(access.GROUPS).to_dicts(),
        places=rows(reach.PLACES).filter("is_here"),
        points=rows(reach.POINTS),
        walk=next(release.sql(reach.WALK).iter_rows(named=True), None),
        reporting=rows(core.REPORTING).to_dicts(),
        mended=rows(CORRECTIONS, families=families).to_dicts(),
        notes=rows(briefing.NOTES).to_dicts(),
        sent=rows(briefing.SENT).to_dicts(),
        wrong=rows(briefing.WRONG).to_dicts(),
    )


def _quarter(release: Release, period: str) -> Row:
    """The quarter's row of `periods`, and `next_due`: when the reports of the one after it are due."""
    lines = release.sql("SELECT * FROM periods ORDER BY position").to_dicts()
    found = next((n for n, row in enumerate(lines) if row["period"] == period), None)
    if found is None:
        raise refusal("period", period=period, known=", ".join(str(row["period"]) for row in lines) or "-")
    after = lines[found + 1]["due_on"] if found + 1 < len(lines) else None
    return lines[found] | {"next_due": after}


def _known_unit(units: pl.DataFrame, unit: str) -> None:
    named = units.filter(pl.col("level").is_in(["city", "district"]))
    if unit not in named["unit_code"].to_list():
        known = ", ".join(f"{code} {zh}" for code, zh in named.select("unit_code", "name_zh").iter_rows())
        raise refusal("unit", unit=unit, known=known)


def _closes(period: str) -> int:
    """The number of a quarter, as `closed_periods` counts."""
    return int(period[:4]) * 4 + int(period[-1])
