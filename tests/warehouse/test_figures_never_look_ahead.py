"""What later quarters bring changes no figure of an earlier one, but for what is counted by its own date."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines import open_release
from pipelines.demo.play import Size, staged
from pipelines.demo.quarter import quarter
from pipelines.intake.cells.kinds import parsed

# F5 counts decisions, F9 payments and F12 issues by their own dates, and takes of each what was reported last: a later
# report that adds one or mends one tells more of an earlier quarter too.
KNOWN_LATER = {"F5", "F9", "F12"}
LAST = "2010Q4"
FIGURES = """
SELECT v.* FROM indicator_values AS v JOIN indicators AS i ON i.id = v.indicator
WHERE v.period IN ('2010Q3', '2010Q4', '2010H2', '2010') AND i.family = $family ORDER BY ALL
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory, xiamen, office_of):
    """A release of four quarters of the invented city, and one made when only the first two had come."""
    play = staged(xiamen.folder, Size(60, 4, 7))
    releases = []
    for periods in (play.periods, play.periods[:2]):
        office = office_of(tmp_path_factory.mktemp("told"))
        for period in periods:
            for unit in sorted({place.district for place in play.places}):
                office.accept(unit, period, entered(xiamen, quarter(play, unit, period)))
        office.build()
        releases.append(open_release(office.home))
    yield releases
    for release in releases:
        release.close()


def entered(programme, forms):
    """Rows of the invented city as a workbook's cells are understood; what cannot be is blank."""
    rows = {}
    for form, lines in forms.items():
        fields = [field for field in programme.form(form).fields if any(field.name in line for line in lines)]
        texts = {
            one.name: [None if (cell := line.get(one.name)) is None else str(cell) for line in lines] for one in fields
        }
        frame = pl.DataFrame(texts, schema={one.name: pl.String for one in fields})
        rows[form] = frame.select(parsed(pl.col(one.name), one).alias(one.name) for one in fields).to_dicts()
    return rows


def test_no_figure_changes_when_later_quarters_come(told, xiamen):
    later, then = told
    for family in (one.id for one in xiamen.families if one.id not in KNOWN_LATER):
        figures = then.sql(FIGURES, family=family)
        assert not figures.is_empty(), family
        assert later.sql(FIGURES, family=family).equals(figures), family


def test_no_row_of_the_facts_changes_when_later_quarters_come(told, xiamen):
    later, then = told
    for family in (one.id for one in xiamen.families if one.id not in KNOWN_LATER):
        rows = f"SELECT * FROM facts_{family.lower()} WHERE period <= '{LAST}' ORDER BY ALL"
        assert later.sql(rows).equals(then.sql(rows)), family
