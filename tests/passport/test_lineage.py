"""What the lineage reads from SQL: what a result is made of, what only chooses rows, and what is held equal."""

from __future__ import annotations

from pipelines.passport.lineage import Leaf, lineage
from pipelines.passport.model import Row

TABLES = {
    "t01": {"period": "VARCHAR", "code": "VARCHAR", "kind": "VARCHAR", "people": "BIGINT"},
    "t02": {"period": "VARCHAR", "code": "VARCHAR", "posts": "BIGINT", "not_applicable": "VARCHAR[]", "on": "DATE"},
    "periods": {"period": "VARCHAR", "year": "INTEGER", "half": "VARCHAR"},
}
OF_T02 = "FROM t01 AS a LEFT JOIN t02 AS b ON b.period = a.period AND b.code = a.code WHERE a.kind = 'x'"


def leaves(sql: str, column: str, scope: str | None = None) -> set[Leaf]:
    return set(lineage(sql, TABLES, ("period", "code")).of(column, scope))


def made_of(sql: str, column: str, scope: str | None = None) -> set[str]:
    return {f"{one.table}.{one.column}" for one in leaves(sql, column, scope) if not one.decides}


def deciding(sql: str, column: str) -> set[str]:
    return {f"{one.table}.{one.column}" for one in leaves(sql, column) if one.decides}


def links(sql: str, column: str, field: str) -> set[tuple[str, str]]:
    found: list[Row] = [dict(one.links) for one in leaves(sql, column) if one.column == field and not one.decides]
    return {pair for one in found for pair in one.items()}


def test_a_column_is_made_of_what_its_expression_names() -> None:
    sql = f"SELECT a.period, a.code, b.posts + a.people AS n {OF_T02}"
    assert made_of(sql, "n") == {"t02.posts", "t01.people"}


def test_conditions_and_the_join_that_brings_the_value_only_choose_rows() -> None:
    sql = f"SELECT a.period, a.code, b.posts AS n {OF_T02}"
    assert deciding(sql, "n") == {"t01.kind", "t01.period", "t01.code", "t02.period", "t02.code"}


def test_an_outer_join_that_brings_nothing_chooses_nothing() -> None:
    sql = f"SELECT a.period, a.code, a.people AS n {OF_T02}"
    assert deciding(sql, "n") == {"t01.kind"}


def test_a_row_is_found_again_by_what_the_join_holds_equal() -> None:
    sql = f"WITH r AS (SELECT a.period, a.code, b.posts {OF_T02}) SELECT period, code, posts AS n FROM r"
    assert links(sql, "n", "posts") == {("period", "period"), ("code", "code")}


def test_a_row_of_an_earlier_quarter_is_not_held_to_be_of_this_one() -> None:
    sql = """
    WITH since AS (SELECT code, MIN(period) AS began FROM t02 GROUP BY code)
    SELECT a.period, a.code, s.began AS n FROM t01 AS a JOIN since AS s ON s.code = a.code AND s.began <= a.period
    """
    assert links(sql, "n", "period") == {("code", "code")}


def test_a_window_over_all_quarters_looks_around_and_one_inside_the_quarter_does_not() -> None:
    sql = "SELECT period, code, SUM(posts) OVER (PARTITION BY {}) AS n FROM t02"
    assert links(sql.format("code"), "n", "posts") == set()
    assert ("period", "period") in links(sql.format("period"), "n", "posts")


def test_periods_of_one_year_are_held_to_the_year() -> None:
    sql = """
    SELECT p.period, t.code, SUM(t.posts) AS n
    FROM t02 AS t
    JOIN periods AS q ON q.period = t.period
    JOIN periods AS p ON p.year = q.year AND p.period >= q.period
    GROUP BY p.period, t.code
    """
    assert links(sql, "n", "posts") == {("year", "period"), ("code", "code")}


def test_a_branch_that_the_scope_rules_out_is_left_out() -> None:
    sql = """
    WITH every AS (
      SELECT 'one' AS about, period, code, people AS n FROM t01
      UNION ALL
      SELECT 'two', period, code, posts FROM t02
    )
    SELECT period, code, about = 'one' AS is_one, n FROM every
    """
    assert made_of(sql, "n") == {"t01.people", "t02.posts"}
    assert made_of(sql, "n", "is_one") == {"t01.people"}


def test_a_test_for_not_applicable_is_a_test_of_the_field() -> None:
    sql = "WITH r AS (SELECT * FROM t02) SELECT period, code, LIST_CONTAINS(not_applicable, 'posts') AS n FROM r"
    assert made_of(sql, "n") == {"t02.posts"}


def test_a_count_is_made_of_no_field() -> None:
    assert leaves("SELECT period, code, 1 AS n FROM t02", "n") == set()


def test_a_column_that_is_not_there_has_no_lineage() -> None:
    assert leaves("SELECT period, code FROM t02", "n") == set()
