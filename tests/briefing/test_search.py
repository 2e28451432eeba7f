"""Finding indicators by words and by kind."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.briefing.search import Wanted, found, matches, squeezed, targets
from pipelines.export.definitions import Definitions, definitions
from pipelines.programme.model import Programme
from pipelines.warehouse.reference import reference_tables

SCHEMA = Path(__file__).parents[2] / "pipelines" / "warehouse" / "schema.sql"
NORM = {"value": None, "low": None, "high": None, "yardstick": "2010"}


@pytest.fixture(scope="module")
def known(xiamen: Programme) -> Definitions:
    """The definitions as a release holds them."""
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        reference_tables(con, xiamen, "2011Q2")
        return definitions(lambda sql: con.sql(sql).pl().to_dicts())


@pytest.mark.parametrize(
    ("words", "texts", "fits"),
    [
        ("", ["anything"], True),
        ("  ，。 ", ["anything"], True),
        ("FUNDING", ["Funding follows responsibilities"], True),
        ("ｆｕｎｄｉｎｇ", ["Funding follows responsibilities"], True),
        ("市区", ["市、区"], True),
        ("one-window", ["One window"], True),
        ("二㈡4", ["二(二)４"], True),
        ("money late", ["Was the money paid", "never late"], True),
        ("money　late", ["Was the money paid"], False),
        ("费随事转 到位", ["费随事转", "经费到位率"], True),
        ("T09.recv", ["T09.recv"], True),
        ("lateever", ["late", "ever"], False),
    ],
)
def test_all_words_must_occur_whatever_their_case_width_and_punctuation(
    words: str, texts: list[str], fits: bool
) -> None:
    assert matches(words, texts) is fits


def test_squeezing_keeps_letters_and_digits_only() -> None:
    assert squeezed("４０—５０ 岁（M²/百户）") == "4050岁m2百户"


def test_every_indicator_is_found_by_its_name_in_either_language_and_by_its_id(
    known: Definitions, xiamen: Programme
) -> None:
    for one in xiamen.indicators:
        for words in (one.id, one.name.zh, one.name.en, one.question.en, one.definition.zh, one.caution.zh):
            assert one.id in found(known, Wanted(words)), words


def test_the_family_is_found_by_its_name(known: Definitions, xiamen: Programme) -> None:
    family = {one.id for one in xiamen.indicators if one.family == "F9"}
    assert family <= {*found(known, Wanted("费随事转"))}
    assert family <= {*found(known, Wanted("funding"))}


def test_fields_of_forms_clauses_and_values_of_splits_are_searched(known: Definitions) -> None:
    assert "fund_arrival_rate" in found(known, Wanted("T09.due_amt"))
    assert "fund_arrival_rate" in found(known, Wanted("应拨金额 二㈡4"))
    assert "funded_matter_share" in found(known, Wanted("nil cost"))
    assert found(known, Wanted("no such words anywhere")) == []


def test_filters_narrow_together(known: Definitions, xiamen: Programme) -> None:
    wanted = Wanted(family="F9", direction="neutral", kind="A")
    fits = [i.id for i in xiamen.indicators if (i.family, i.direction, i.period) == ("F9", "neutral", "A")]
    assert fits and found(known, wanted) == fits
    assert found(known, Wanted()) == [one.id for one in xiamen.indicators]


def test_a_yardstick_without_a_number_is_no_target() -> None:
    assert targets([]) == {"none"}
    assert targets([NORM]) == {"none"}
    assert targets([NORM | {"value": 0.0}]) == {"2010"}
    assert targets([NORM | {"low": 2.0}, NORM | {"yardstick": "current", "value": 1.0}]) == {"2010", "current"}


def test_every_indicator_has_a_target_of_some_kind_or_none(known: Definitions) -> None:
    none = {*found(known, Wanted(target="none"))}
    assert none
    assert none.isdisjoint(found(known, Wanted(target="2010")))
    assert none.isdisjoint(found(known, Wanted(target="current")))
