"""Every rule of the shipped contracts: the valid submission below breaks none, and each change breaks exactly one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from pipelines.intake.checks import cross, rules
from pipelines.intake.checks.check import Checked, Context, check
from pipelines.intake.checks.sender import nowhere
from pipelines.intake.files.grid import letters
from pipelines.intake.tables import RawTable, Reading
from pipelines.problems import Problem
from pipelines.programme.load import load_programme
from pipelines.programme.model import Form, Programme
from pipelines.programme.periods import quarter_end
from pipelines.programme.rule_kinds import CROSS_KINDS, ROW_KINDS

Row = dict[str, str]
Rows = dict[str, list[Row]]

UNIT, BEFORE, PERIOD, AFTER = "350212", "2010Q4", "2011Q1", "2011Q2"
SITE, TOWN = "350212109201", "350212109"
DONE = {"ms_status": "已核实", "done_on": "2011-01-15", "evidence_no": "同政〔2011〕3号", "verified_by": "区"}
UNDER_WAY = {"ms_status": "进行中", "done_on": "", "evidence_no": "", "verified_by": ""}


def texts(name: str) -> dict[str, Any]:
    """A file beside this one, all values as the texts they are in a cell."""
    return dict(yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


VALID: Rows = texts("valid_submission.yaml")
ROW_RULES: dict[str, Row] = texts("broken_rows.yaml")


def changed(rows: Rows, form: str, change: Row, at: int = 0) -> Rows:
    """The submission with one row changed."""
    mended = [row | change if place == at else row for place, row in enumerate(rows[form])]
    return rows | {form: mended}


def more(rows: Rows, form: str, *added: Row) -> Rows:
    """The submission with rows added."""
    return rows | {form: [*rows[form], *added]}


def milestone(rows: Rows, code: str, change: Row) -> Rows:
    """The submission with one milestone changed."""
    return changed(rows, "T02", change, [row["ms_code"] for row in rows["T02"]].index(code))


def three_alike(rows: Rows) -> Rows:
    """Two more communities whose council form is copied from the first."""
    codes = (f"{TOWN}202", f"{TOWN}203")
    plain = {"name": "另一社区", "town_code": TOWN, "ctype": "村", "is_pilot": "否"}
    registered = more(rows, "T01", *({"community_code": code} | plain for code in codes))
    return more(registered, "T11", *(rows["T11"][0] | {"community_code": code} for code in codes))


def changes(name: str) -> dict[str, Rows]:
    """The submissions of a file beside this one: per rule what is changed in the first rows of the valid one."""
    told: dict[str, Rows] = {}
    for rule, forms in texts(name).items():
        told[rule] = VALID
        for form, change in forms.items():
            told[rule] = changed(told[rule], form, change)
    return told


# Rule across forms → the submission that breaks it, and what was accepted a quarter before (empty: nothing).
CROSS_RULES: dict[str, tuple[Rows, Rows]] = {name: (rows, {}) for name, rows in changes("broken_across.yaml").items()}
CROSS_RULES |= {
    "X03b": (milestone(VALID, "M08", UNDER_WAY), {}),
    "X05": (VALID, changed(VALID, "T04", {"cad_elig": "7", "cad_unplaced": "4"})),
    "X08": (milestone(VALID, "M11", DONE), {}),
    "X09": (VALID | {"T05": []}, {}),
    "X10": (VALID, changed(VALID, "T01", {"residents": "2000"})),
    "X11b": (three_alike(VALID), {}),
    "T07.cooperative_agrees_with_M04": (milestone(VALID, "M04", UNDER_WAY), {}),
    "T01.coordinates_stay": (VALID, changed(VALID, "T01", {"lon": "118.154"})),
    "T10.coordinates_stay": (VALID, changed(VALID, "T10", {"lon": "118.155"})),
    "T10b.centre_is_listed": (more(VALID, "T10b", {"centre_id": "C-99", "matter_code": "E01", "avail": "否"}), {}),
}


def ten_households(rows: Rows) -> Rows:
    """Nine more communities with some three people to a household, and one with twenty."""
    sizes = [*range(300, 309), 2000]
    plain = {"name": "另一社区", "town_code": TOWN, "ctype": "村", "is_pilot": "否", "households": "100"}
    codes = (f"{TOWN}{number}" for number in range(202, 212))
    return more(
        rows,
        "T01",
        *({"community_code": code, "residents": str(n)} | plain for code, n in zip(codes, sizes, strict=True)),
    )


def ten_payments(rows: Rows) -> Rows:
    """Nine more payments of a quarter of the year's amount or so, and one of an amount typed in yuan."""
    plain = VALID["T09"][0] | {"due_amt": "2.5", "paid_amt": "2.5", "agr_no": "", "agreed": "10"}
    payers = ("ORG", "AGR", "FIN", "CIV")
    lines = [plain | {"payer": payer, "source": source} for payer in payers for source in ("市", "街镇", "其他")]
    return more(rows, "T09", *lines[:9], lines[9] | {"agreed": "100000"})


# Question → the submission that it is asked of, after four quarters like the valid one.
QUESTIONS: dict[str, Rows] = changes("questions.yaml") | {
    "T09.town_is_known": more(
        VALID, "T09", VALID["T09"][0] | {"receiver_code": "350212108", "recv": "街镇", "due_on": "2011-03-01"}
    ),
    "T01.household_size_as_elsewhere": ten_households(VALID),
    "T09.agreed_fits_payment": ten_payments(VALID),
}
ALONE = {"X14"}  # broken below: it takes another unit


XIAMEN = load_programme("xiamen")
ROW_IDS = [f"{form.id}.{rule.name}" for form in XIAMEN.forms for rule in form.rules]
CROSS_IDS = [rule.name for rule in XIAMEN.cross_rules]


def table(form: Form, rows: Sequence[Row], period: str) -> RawTable:
    """The rows as they would be read from a sheet whose header is in row 3."""
    day = quarter_end(period).isoformat()
    printed = {"period": period, "unit_code": UNIT, "as_of": day, "community_code": SITE}
    names = [one.name for one in form.fields]
    full = [{name: (printed | row).get(name) or None for name in names} for row in rows]
    frame = pl.DataFrame(full, schema=dict.fromkeys(names, pl.String))
    numbered = frame.with_columns(pl.Series("row", range(4, 4 + len(rows)), pl.Int64))
    columns = {name: letters(place) for place, name in enumerate(names, start=1)}
    return RawTable(form.id, form.sheet("zh"), columns, numbered)


def submitted(
    rows: Mapping[str, Sequence[Row]],
    period: str = PERIOD,
    before: Mapping[str, pl.DataFrame] | None = None,
    elsewhere: Callable[[str, str], pl.DataFrame] = nowhere,
) -> Checked:
    """The outcome of checking the rows, after what was accepted `before`, and `elsewhere`."""
    tables = tuple(table(form, rows[form.id], period) for form in XIAMEN.forms)
    reading = Reading(UNIT, period, {}, tables, ())
    return check(reading, XIAMEN, Context(UNIT, period, before or {}, date(2013, 7, 1), elsewhere))


def codes(checked: Checked) -> list[str]:
    """The codes of everything found, each once."""
    return sorted({problem.code for problem in checked.problems})


def rules_broken(checked: Checked) -> list[Problem]:
    """What the rules found; that what did not change since the quarter before is to be confirmed is no rule."""
    return [problem for problem in checked.problems if problem.code != "not_confirmed"]


def test_the_valid_submission_breaks_no_rule() -> None:
    checked = submitted(VALID)
    assert codes(checked) == []
    assert all(count.accepted == count.rows == len(VALID[form]) for form, count in checked.counts.items())


def test_every_rule_of_the_contracts_is_broken_here() -> None:
    assert set(ROW_RULES) == set(ROW_IDS)
    assert CROSS_RULES.keys() | QUESTIONS.keys() | ALONE == set(CROSS_IDS)


def test_every_kind_of_rule_has_its_function() -> None:
    assert set(rules.KINDS) == set(ROW_KINDS)
    assert set(cross.KINDS) == set(CROSS_KINDS)


def rules_named(programme: Programme) -> Iterable[tuple[str, str]]:
    """Every rule of a row with its level."""
    return ((f"{form.id}.{rule.name}", rule.level) for form in programme.forms for rule in form.rules)


@pytest.mark.parametrize(("name", "level"), list(rules_named(XIAMEN)), ids=ROW_IDS)
def test_row_rule(name: str, level: str) -> None:
    form = XIAMEN.form(name.split(".", maxsplit=1)[0])
    # Only the form itself is sent, so that rules across forms stay out of it.
    alone = {one.id: [] for one in XIAMEN.forms} | {form.id: [VALID[form.id][0] | ROW_RULES[name]], "T01": VALID["T01"]}
    if form.id == "T01":
        alone["T01"] = [VALID["T01"][0] | ROW_RULES[name]]
    checked = submitted(alone)
    found = [one for one in checked.problems if one.form == form.id and one.code in ROW_IDS]
    assert [one.code for one in found] == [name]
    assert (found[0].row, found[0].level) == (4, level)
    assert checked.counts[form.id].rejected == (level == "error")


@pytest.mark.parametrize("name", list(CROSS_RULES))
def test_cross_rule(name: str) -> None:
    rows, earlier = CROSS_RULES[name]
    before = submitted(earlier, BEFORE).rows if earlier else {}
    checked = submitted(rows, before=before)
    assert sorted({one.code for one in rules_broken(checked)}) == [name]
    assert all("{" not in one.message_zh + one.message_en for one in checked.problems)


@pytest.fixture(scope="module")
def year() -> dict[str, pl.DataFrame]:
    """The valid submission as accepted for each of the four quarters up to its own."""
    accepted = submitted(VALID).rows
    keyed = {form.id for form in XIAMEN.forms if "period" in form.key}
    spans = {form: ("2010Q2", "2010Q3", "2010Q4", PERIOD) if form in keyed else (PERIOD,) for form in accepted}
    return {
        form: pl.concat([frame.with_columns(period=pl.lit(period)) for period in spans[form]])
        for form, frame in accepted.items()
    }


def test_a_fifth_quarter_like_four_others_asks_nothing(year: dict[str, pl.DataFrame]) -> None:
    assert rules_broken(submitted(VALID, AFTER, year)) == []


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_question(name: str, year: dict[str, pl.DataFrame]) -> None:
    checked = submitted(QUESTIONS[name], AFTER, year)
    (question,) = rules_broken(checked)
    assert (question.code, question.level) == (name, "warning")
    assert "{" not in question.message_zh + question.message_en
    assert all(count.rejected == 0 for count in checked.counts.values())


def test_a_centre_that_another_unit_reported_is_asked_about() -> None:
    def elsewhere(form: str, name: str) -> pl.DataFrame:
        theirs = {"unit_code": ["350213", "350203"], name: ["C-01", "C-02"]} if form == "T10" else {}
        return pl.DataFrame(theirs, schema={"unit_code": pl.String, name: pl.String})

    (problem,) = submitted(VALID, elsewhere=elsewhere).problems
    assert (problem.code, problem.level, problem.form, problem.value) == ("X14", "warning", "T10", "C-01")
    assert "翔安区" in problem.message_zh and "思明" not in problem.message_zh


@pytest.mark.parametrize("name", [*ROW_IDS, *CROSS_IDS])
def test_rule_speaks_both_languages(name: str) -> None:
    rule = {f"{form.id}.{one.name}": one for form in XIAMEN.forms for one in form.rules}.get(name)
    rule = rule or next(one for one in XIAMEN.cross_rules if one.name == name)
    assert rule.message.zh != rule.message.en
    assert rule.message.zh and rule.message.en
