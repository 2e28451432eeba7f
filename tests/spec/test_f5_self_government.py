"""F5 自治与决策程序: do residents meet, supervise, hear, appraise and see the accounts?"""

from __future__ import annotations


def test_assembly_held_rate_takes_a_quorate_meeting_in_either_quarter_of_the_half(count):
    figures = count(
        "F5", "2011Q2",
        T01="\n".join(["community | period", *(f"{c} | 2010Q4" for c in "ABCDS")]),
        T06="""
        community | period | asm_n | asm_quorate
        A         | 2011Q1 | 1     | 1
        A         | 2011Q2 | 0     | .
        B         | 2011Q1 | 2     | 0
        B         | 2011Q2 | 1     | 0
        C         | 2011Q1 | 1     | 1
        D         | 2011Q2 | 1     | 0
        """,
    )  # fmt: skip
    # C: the quarter that came settles it; for D it does not. S: nothing came.
    assert figures("assembly_held_rate", period="2011H1") == "66.67 = 2/3, 3 of 5, partial"
    assert figures("assembly_held_rate", also="bounds") == "66.67 = 2/3, 3 of 5, partial, 40.00 to 80.00"
    assert figures("assembly_held_rate", "D") == "none, 0 of 1, missing"


def test_assembly_held_rate_asks_only_for_quarters_in_which_the_community_was_village_turned(count):
    figures = count(
        "F5", "2011Q2",
        T01="""
        community | period | ctype
        A         | 2010Q4 | 村
        A         | 2011Q2 | 村改居
        """,
        T06="""
        community | period | asm_n | asm_quorate
        A         | 2011Q2 | 1     | 0
        """,
    )  # fmt: skip
    assert figures("assembly_held_rate", period="2011H1") == "0 = 0/1, 1 of 1"


def test_supervision_active_rate_needs_an_independent_group_that_checks(count):
    figures = count(
        "F5", "2011Q1",
        T06="""
        community | sup_set | sup_indep | sup_checks
        A         | yes     | yes       | 2
        B         | yes     | no        | 3
        C         | no      | n/a       | .
        D         | yes     | yes       | .
        S         | yes     | yes       | 0
        """,
    )  # fmt: skip
    assert figures("supervision_active_rate") == "25 = 1/4, 4 of 5, partial"


def test_hearing_coverage_rate_looks_at_the_whole_year(count):
    figures = count(
        "F5", "2010Q4",
        T06="""
        community | period | hear_n
        A         | 2010Q3 | 2
        A         | 2010Q4 | 0
        B         | 2010Q3 | 0
        B         | 2010Q4 | 0
        C         | 2010Q3 | 1
        D         | 2010Q4 | 0
        """,
    )  # fmt: skip
    assert figures("hearing_coverage_rate", period="2010") == "66.67 = 2/3, 3 of 4, partial"
    assert figures.column("SELECT CAST(SUM(hearings) AS INTEGER) FROM facts_f5 WHERE period = '2010Q4'") == [2]


def test_appraisal_coverage_rate_counts_members_by_the_total_of_the_year(count):
    figures = count(
        "F5", "2010Q4",
        T06="""
        community | period | rc_reported | appr_due | appr_done
        A         | 2010Q3 | yes         | 7        | 2
        A         | 2010Q4 | no          | 7        | 7
        B         | 2010Q3 | no          | 5        | 0
        B         | 2010Q4 | no          | 5        | 1
        C         | 2010Q3 | yes         | 9        | 9
        """,
    )  # fmt: skip
    assert figures("appraisal_coverage_rate", period="2010") == "66.67 = 8/12, 2 of 3, partial"
    assert figures("appraisal_coverage_rate", part="work_report:not_reported") == "20 = 1/5, 1 of 1"


def test_finance_disclosure_rate_needs_both_books_where_there_are_two(count):
    figures = count(
        "F5", "2011Q1",
        T06="""
        community | fin_rc | fin_coop
        A         | yes    | yes
        B         | yes    | no
        C         | yes    | n/a
        D         | .      | no
        S         | yes    | .
        """,
    )  # fmt: skip
    assert figures("finance_disclosure_rate") == "50 = 2/4, 4 of 5, partial"
    assert figures("finance_disclosure_rate", part="book:committee") == "100 = 4/4, 4 of 5, partial"
    assert figures("finance_disclosure_rate", part="book:coop") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
