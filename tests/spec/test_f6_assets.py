"""F6 集体资产改制: are collective assets and community affairs really apart?"""

from __future__ import annotations

import pytest

T07 = "community | need | inv_status | inv_on | coop_form | coop_on"
FIVE = "sep_1 | sep_2 | sep_3 | sep_4 | sep_5"


def test_asset_inventory_rate_counts_confirmed_and_filed_among_those_that_need_reform(count):
    figures = count(
        "F6", "2011Q1",
        T01="community\nA\nB\nC\nD\nS",
        T07="""
        community | need | inv_status | inv_on
        A         | yes  | 公示确认   | 2011-03-01
        B         | yes  | 进行中     | .
        C         | yes  | 已备案     | 2010-12-01
        D         | no   | n/a        | .
        """,
    )  # fmt: skip
    # D needs no reform; S sent nothing.
    assert figures("asset_inventory_rate", also="bounds") == "66.67 = 2/3, 3 of 4, 1 n/a, partial, 50.00 to 75.00"
    assert figures("asset_inventory_rate", "D") == "none, 0 of 0, 1 n/a, not_applicable"
    assert figures("asset_inventory_rate", "S") == "none, 0 of 1, missing"
    assert figures("asset_inventory_rate", part="status:filed") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("asset_inventory_rate", part="status:under_way") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("yes | 公示确认 | .", "none, 0 of 1, missing"),  # confirmed when?
        ("yes | 公示确认 | 2011-04-20", "0 = 0/1, 1 of 1"),  # after the quarter
        ("yes | .        | .", "none, 0 of 1, missing"),
        (".   | 已备案   | 2011-01-20", "none, 0 of 1, missing"),  # whether it needs reform is not known
    ],
)
def test_asset_inventory_rate_does_not_guess(count, row, said):
    figures = count("F6", "2011Q1", T07=f"community | need | inv_status | inv_on\nA | {row}")
    assert figures("asset_inventory_rate") == said


def test_coop_established_rate_asks_for_form_and_date(count):
    figures = count(
        "F6", "2011Q1",
        T07="""
        community | need | coop_form  | coop_on
        A         | yes  | 股份合作社 | 2010-11-02
        B         | yes  | 公司       | 2011-03-31
        C         | yes  | 未成立     | .
        D         | yes  | 股份合作社 | .
        S         | no   | 未成立     | .
        """,
    )  # fmt: skip
    # D names no date of registration, so that it is not known; Siming's community needs no reform.
    assert figures("coop_established_rate") == "66.67 = 2/3, 3 of 4, 1 n/a, partial"
    assert figures("coop_established_rate", part="form:shares") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("coop_established_rate", part="form:company") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("coop_established_rate", part="form:none") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("coop_established_rate", "350212", period="2011Q1") == "66.67 = 2/3, 3 of 3"


def test_asset_separation_rate_is_due_only_once_the_inventory_is_confirmed(count):
    figures = count(
        "F6", "2011Q2",
        T07="""
        community | need | inv_status | inv_on     | sep_4 | transfer_on
        A         | yes  | 已备案     | 2011-01-10 | yes   | 2011-05-01
        B         | yes  | 已备案     | 2011-01-10 | yes   | .
        C         | yes  | 进行中     | .          | no    | .
        D         | yes  | 公示确认   | 2011-01-10 | .     | 2011-05-01
        S         | yes  | 公示确认   | 2011-01-10 | no    | .
        """,
    )  # fmt: skip
    # B has two ledgers but signed no transfer, C is not due, D does not say whether its ledger is split.
    assert figures("asset_separation_rate") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("asset_separation_rate", "C") == "none, 0 of 0, 1 n/a, not_applicable"
    assert figures("asset_separation_rate", "D") == "none, 0 of 1, missing"


def test_function_separation_score_counts_checks_and_leaves_out_what_does_not_apply(count):
    figures = count(
        "F6", "2011Q1",
        T01="community\nA\nB\nC\nD",
        T07=f"""
        community | need | {FIVE}
        A         | yes  | yes | yes | yes | yes | no
        B         | yes  | no  | n/a | no  | .   | yes
        C         | no   | n/a | n/a | n/a | n/a | n/a
        """,
    )  # fmt: skip
    # B has one check that does not apply and one not answered; C needs no reform; Xiang'an's D sent nothing.
    assert figures("function_separation_score", "A") == "80 = 4/5, 5 of 5"
    assert figures("function_separation_score", "B") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("function_separation_score", "350212") == "62.5 = 5/8, 8 of 9, 6 n/a, partial"
    assert figures("function_separation_score", also="bounds") == "62.5 = 5/8, 8 of 14, 6 n/a, partial, 35.71 to 78.57"
    assert figures("function_separation_score", part="check:5") == "50 = 1/2, 2 of 3, 1 n/a, partial"
    assert figures("function_separation_score", part="check:2") == "100 = 1/1, 1 of 2, 2 n/a, partial"


def test_coop_governance_rate_is_of_the_year_and_of_communities_with_a_co_operative(count):
    figures = count(
        "F6", "2011Q4",
        T01="community | period\nA | 2011Q1\nB | 2011Q1\nC | 2011Q1",
        T07="""
        community | period | need | coop_form  | gov_1 | gov_2 | gov_3 | gov_4 | gov_5
        A         | 2011Q3 | yes  | 股份合作社 | no    | no    | no    | no    | no
        A         | 2011Q4 | yes  | 股份合作社 | yes   | no    | yes   | yes   | yes
        B         | 2011Q4 | yes  | 未成立     | n/a   | n/a   | n/a   | n/a   | n/a
        C         | 2011Q4 | no   | 公司       | yes   | yes   | yes   | yes   | .
        """,
    )  # fmt: skip
    # C's company is there although no reform is needed any more.
    assert figures("coop_governance_rate", period="2011") == "88.89 = 8/9, 9 of 10, 5 n/a, partial"
    assert figures("coop_governance_rate", part="check:2") == "50 = 1/2, 2 of 2, 1 n/a"
    assert figures("coop_governance_rate", period="2011Q3") == "no row"


def test_asset_petition_rate_is_per_thousand_members_with_byars_interval(count):
    figures = count(
        "F6", "2011Q1",
        T07="""
        community | need | pet_n | pet_rep | mem_total
        A         | yes  | 10    | 4       | 2500
        B         | yes  | 0     | 0       | 2500
        C         | yes  | 3     | 1       | 0
        D         | no   | 0     | 0       | n/a
        S         | yes  | 2     | .       | 1000
        """,
    )  # fmt: skip
    # C has no member to set its petitions against. Byar for 10 events: 4.79 to 18.39 (Breslow and Day 1987, 2.13).
    assert figures("asset_petition_rate", "350212", also="interval") == "2 = 10/5000, 2 of 3, partial, 0.96 to 3.68"
    assert figures("asset_petition_rate") == "2 = 12/6000, 3 of 4, 1 n/a, partial"
    assert figures("asset_petition_rate", part="repeat:first") == "1.2 = 6/5000, 2 of 4, 1 n/a, partial"
    assert figures("asset_petition_rate", part="repeat:repeated") == "0.8 = 4/5000, 2 of 4, 1 n/a, partial"
    assert figures("asset_petition_rate", "B") == "0 = 0/2500, 1 of 1"
