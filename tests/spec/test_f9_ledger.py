"""F9, single cases: the ledger of entrusted matter, authority and money."""

from __future__ import annotations

from decimal import Decimal

import pytest

MATTERS = "unit | matter_code | dept_code | on_list | basis | basis_doc | nil_cost | nil_doc"
PAYMENTS = (
    "unit | matter_code | payer | source | receiver_code | agr_no | agreed"
    " | due_on | due_amt | paid_on | paid_amt | recv"
)
TONGAN = "FROM matter_ledger WHERE period = '2011Q2' AND unit_code = '350212'"


@pytest.fixture
def ledger(count):
    """Tong'an at the middle of 2011, with Siming silent on matters."""
    return count(
        "F9", "2011Q2",
        T01="community\nA\nB\nS",
        T08=f"""
        {MATTERS}
        350212 | E01 | CIV | yes | 法定协助 | 法1号 | no  | .
        350212 | E02 | CIV | yes | 文件委托 | 文2号 | yes | 零1号
        350212 | E09 | FAM | yes | 文件委托 | .     | no  | .
        350212 | E10 | HLT | yes | 文件委托 | 文3号 | no  | .
        350212 | X01 | LRH | no  | 临时交办 | .     | no  | .
        350212 | X02 | LRH | no  | 临时交办 | .     | no  | .
        """,
        T09=f"""
        {PAYMENTS}
        350212 | E01 | CIV | 区 | A         | 协1 | 8.00 | 2011-03-31 | 2.00 | 2011-04-10 | 2.00 | 社区或站
        350212 | E01 | CIV | 区 | A         | 协1 | 8.00 | 2011-06-10 | 2.00 | 2011-06-20 | 1.00 | 社区或站
        350212 | E01 | CIV | 区 | B         | 协1 | 4.00 | 2011-06-10 | 1.00 | .          | .    | .
        350212 | E10 | HLT | 区 | A         | 协2 | 0.01 | 2011-06-10 | 0.01 | 2011-06-10 | 0.01 | 社区或站
        350212 | X02 | LRH | 区 | 350212109 | 协3 | 3.00 | 2011-06-10 | 3.00 | 2011-06-01 | 3.00 | 街镇
        350212 | E29 | CUL | 区 | A         | 协4 | 5.00 | 2011-06-10 | 5.00 | 2011-06-15 | 5.00 | 社区或站
        350203 | E01 | CIV | 区 | S         | 协5 | 5.00 | 2011-06-10 | 5.00 | .          | 0    | .
        """,
    )  # fmt: skip


def test_matter_ledger_says_what_is_out_of_step_in_each_row(ledger):
    asked = (
        "SELECT matter_code, finding, money_finding FROM matter_ledger WHERE period = '2011Q2' AND unit_code = '350212'"
    )
    assert ledger.rows(asked + " ORDER BY matter_code") == [
        ("E01", None, "arrears"),
        ("E02", None, None),  # certified nil cost
        ("E09", "unfunded", None),
        ("E10", "token", None),
        ("E29", "no_task", "late"),
        ("X01", "off_list_unfunded", None),
        ("X02", "off_list", "parked"),
    ]


def test_matter_ledger_holds_nothing_against_a_unit_that_sent_no_list(ledger):
    asked = "SELECT matter_code, on_list, finding, money_finding FROM matter_ledger WHERE unit_code = '350203'"
    assert ledger.rows(asked) == [("E01", None, None, "arrears")]


def test_matter_ledger_counts_lag_by_amount_and_lets_the_unpaid_wait_to_the_quarters_end(ledger):
    asked = "agreed, due, paid, received, arrears, payments_unknown, amount_days, lag_days"
    (row,) = ledger.rows(f"SELECT {asked} {TONGAN} AND matter_code = 'E01'")
    # 2.00 came after 10 days, 1.00 after 10 days, 1.00 still waits after 20: (20 + 10 + 20) ÷ 4. What became of the
    # 1.00 due to B was not reported.
    assert row == (*map(Decimal, ("12.00", "4.00", "3.00", "3.00", "1.00")), 1, Decimal("50.00"), 12.5)


def test_matter_ledger_lets_money_parked_at_the_town_wait(ledger):
    asked = "SELECT at_town, arrears, lag_days FROM matter_ledger WHERE matter_code = 'X02'"
    assert ledger.rows(asked) == [(Decimal("3.00"), Decimal("0.00"), 20.0)]


def test_matter_ledger_agrees_with_the_indicators(ledger):
    listed = "COUNT(*) FILTER (finding = 'unfunded'), COUNT(*) FILTER (on_list AND basis IS NOT NULL)"
    assert ledger.rows(f"SELECT {listed} FROM matter_ledger WHERE period = '2011Q2' AND unit_code = '350212'") == [
        (1, 4)
    ]
    assert ledger("funded_matter_share", "350212", period="2011Q2") == "75 = 3/4, 4 of 4"
    for period, arrival in (("2011Q1", "0 = 0/2"), ("2011Q2", "47.09 = 8.01/17.01")):
        sums = ledger.rows(f"SELECT SUM(received), SUM(due) FROM matter_ledger WHERE period = '{period}'")[0]
        assert ledger("fund_arrival_rate", period=period).startswith(arrival)
        assert arrival.endswith("/".join(f"{one:g}" for one in map(float, sums)))


def test_matter_ledger_knows_a_task_of_earlier_in_the_year(count):
    figures = count(
        "F9", "2011Q2",
        T01="community | period\nA | 2010Q3",
        T08="""
        unit   | period | matter_code | on_list
        350212 | 2011Q1 | E01         | yes
        350212 | 2011Q1 | X01         | no
        350212 | 2011Q2 | E02         | yes
        """,
        T09=f"""
        {PAYMENTS}
        350212 | E01 | CIV | 区 | A | 协1 | 8.00 | 2011-03-31 | 2.00 | 2011-03-31 | 2.00 | 社区或站
        350212 | X01 | CIV | 区 | A | 协2 | 8.00 | 2011-03-31 | 2.00 | 2011-03-31 | 2.00 | 社区或站
        350212 | X02 | CIV | 区 | A | 协3 | 8.00 | 2011-03-31 | 2.00 | 2011-03-31 | 2.00 | 社区或站
        """,
    )  # fmt: skip
    asked = "SELECT matter_code, on_list, finding FROM matter_ledger WHERE period = '2011Q2' ORDER BY matter_code"
    assert figures.rows(asked) == [
        ("E01", True, None),
        ("E02", True, "unfunded"),
        ("X01", False, None),
        ("X02", False, "no_task"),
    ]


def test_matter_ledger_adds_up_the_payers_of_one_matter(count):
    figures = count(
        "F9", "2011Q2",
        T01="community | period\nA | 2010Q3",
        T08="unit | matter_code | dept_code | on_list\n350212 | E01 | CIV | yes",
        T09=f"""
        {PAYMENTS}
        350212 | E01 | CIV | 区 | A | 协1 | 8.00 | 2011-06-10 | 2.00 | 2011-06-30 | 2.00 | 社区或站
        350212 | E01 | FIN | 市 | A | 协2 | 4.00 | 2011-06-10 | 1.00 | 2011-06-01 | 1.00 | 社区或站
        """,
    )  # fmt: skip
    asked = f"SELECT department, payers, agreed, due, payments_late, money_finding {TONGAN}"
    assert figures.rows(asked) == [("CIV", 2, Decimal("12.00"), Decimal("3.00"), 1, "late")]


def test_matter_ledger_does_not_look_ahead(ledger):
    asked = "SELECT paid, received, lag_days, on_list, finding FROM matter_ledger WHERE period = '2011Q1'"
    assert ledger.rows(asked) == [(Decimal("0.00"), Decimal("0.00"), 0.0, None, None)]


def test_matter_ledger_has_words_for_every_code(xiamen):
    (detail,) = next(f for f in xiamen.families if f.id == "F9").details
    findings = {"unfunded", "off_list_unfunded", "no_task", "off_list", "token", "arrears", "parked", "late"}
    assert {code.value for code in detail.codes} == findings
