"""F5 自治与决策程序: do residents decide major matters by procedure, and in the open?"""

from __future__ import annotations

STEPS = "s0_on | s1_on | s2_on | s3_on | s4_on | s4_result | s5_on | post_days | impl_on | s6_on"
TO_S3 = "2011-01-04 | 2011-01-10 | 2011-01-17 | 2011-01-24"
FROM_S4 = "2011-02-01 | 通过 | 2011-02-03 | 7 | 2011-03-01 | 2011-03-04"
FULL = f"{TO_S3} | {FROM_S4}"


def test_six_step_full_rate_needs_six_dated_steps_in_order(count):
    figures = count(
        "F5", "2011Q1",
        T05=f"""
        community | dec_id | dec_cat | {STEPS}
        A | 1 | 资产处置 | {FULL}
        A | 2 | 资产处置 | 2011-01-04 | 2011-01-10 | .          | 2011-01-24 | {FROM_S4}
        B | 3 | 工程采购 | 2011-01-04 | 2011-01-10 | 2011-01-25 | 2011-01-24 | {FROM_S4}
        B | 4 | 工程采购 | .          | 2011-01-10 | 2011-01-17 | 2011-01-17 | {FROM_S4}
        """,
    )  # fmt: skip
    # 2 lacks step 2, 3 deliberated before consulting; the review of the agenda (4) is no step of the six.
    assert figures("six_step_full_rate") == "50 = 2/4, 4 of 4"
    assert figures("six_step_full_rate", part="category:工程采购") == "50 = 1/2, 2 of 2"
    assert figures("six_step_full_rate", "B") == "50 = 1/2, 2 of 2"


def test_six_step_full_rate_asks_five_steps_of_rejected_matters_and_none_of_withdrawn_ones(count):
    figures = count(
        "F5", "2011Q1",
        T05=f"""
        community | dec_id | {STEPS}
        A | 1 | {TO_S3} | 2011-02-01 | 未通过 | 2011-02-03 | 7 | . | .
        A | 2 | {TO_S3} | 2011-02-01 | 未通过 | . | . | . | .
        A | 3 | {TO_S3} | . | 撤回 | . | . | . | .
        """,
    )  # fmt: skip
    assert figures("six_step_full_rate") == "50 = 1/2, 2 of 2"


def test_six_step_full_rate_counts_a_matter_when_its_result_is_posted_or_should_have_been(count):
    open_, due = (
        f"{TO_S3} | 2011-02-01 | 通过 | 2011-02-03 | 7 | . | .",
        "2011-02-01 | 通过 | 2011-02-03 | 7 | 2011-03-28",
    )
    figures = count(
        "F5", "2011Q2",
        T01="community | period\nA | 2010Q4",
        T05=f"""
        community | dec_id | {STEPS}
        A | 1 | {open_}
        A | 2 | {TO_S3} | {due} | .
        A | 3 | {TO_S3} | {due} | 2011-05-20
        A | 4 | {TO_S3} | {due} | 2011-07-20
        A | 5 | {TO_S3} | {due} | 2011-03-31
        """,
    )  # fmt: skip
    # 1 is open. The results of 2, 3 and 4 were due on 4 April; 4 came only after the quarter had ended.
    assert figures("six_step_full_rate", period="2011Q1") == "100 = 1/1, 1 of 1"
    assert figures("six_step_full_rate", period="2011Q2") == "33.33 = 1/3, 3 of 3"


def test_six_step_full_rate_is_unknown_where_the_last_report_came_before_the_result_was_due(count):
    matter = f"{TO_S3} | 2011-02-01 | 通过 | 2011-02-03 | 7 | 2011-03-28 | ."
    figures = count(
        "F5", "2011Q2",
        T01="community | period\nA | 2010Q4",
        T05=f"""
        community | period | dec_id | {STEPS}
        A | 2011Q1 | 1 | {matter}
        A | 2011Q2 | 2 | {matter}
        A | 2011Q1 | 3 | . | . | 2011-01-17 | 2011-01-24 | 2011-02-01 | 通过 | 2011-02-03 | 7 | 2011-03-28 | .
        """,
    )  # fmt: skip
    # 1 was not sent again since; 3 neither, but its missing first step already settles it.
    assert figures("six_step_full_rate", also="bounds") == "0 = 0/2, 2 of 3, partial, 0.00 to 33.33"


def test_six_step_full_rate_of_a_unit_that_dated_nothing_is_missing(count):
    figures = count("F5", "2011Q1", T01="community\nA\nS", T05=f"community | dec_id | {STEPS}\nA | 1 | {FULL}")
    assert figures("six_step_full_rate", "350203") == "none, 0 of 1, missing"
    assert figures("six_step_full_rate", also="bounds") == "100 = 1/1, 1 of 2, partial, 50.00 to 100.00"


def test_six_step_full_rate_is_not_missing_where_a_workbook_came_without_any_matter(log):
    counted = log("2011Q1", "community | dec_id | s1_on\nA | 1 | 2010-11-01", {"2011Q1": "2011-04-10"})
    assert counted.figures("six_step_full_rate", period="2011Q1") == "no row"
    assert counted.figures("six_step_full_rate", period="2010Q4") == "no row"


def test_six_step_full_rate_counts_no_matter_of_a_place_that_is_no_village_turned_community(count):
    figures = count(
        "F5", "2011Q1",
        T01="""
        community | ctype
        A         | 村改居
        B         | 村
        """,
        T05=f"""
        community | dec_id | {STEPS}
        A | 1 | {FULL}
        B | 2 | {FULL}
        """,
    )  # fmt: skip
    assert figures("six_step_full_rate") == "100 = 1/1, 1 of 1"


def test_step_pass_rate_counts_each_step_that_a_matter_reached(count):
    figures = count(
        "F5", "2011Q1",
        T05=f"""
        community | dec_id | dec_cat | {STEPS}
        A | 1 | 资产处置 | {FULL}
        A | 2 | 资产处置 | 2011-01-04 | . | 2011-01-17 | . | . | . | . | . | . | .
        A | 3 | 福利分配 | . | 2011-01-10 | 2011-01-25 | 2011-01-24 | 2011-02-01 | 未通过 | . | . | . | .
        """,
    )  # fmt: skip
    # 2 reached s2, passing s1 by; 3 skipped the review, consulted too late, and its vote was never posted.
    assert [figures("step_pass_rate", part=f"step:s{n}") for n in range(7)] == [
        "66.67 = 2/3, 3 of 3",
        "66.67 = 2/3, 3 of 3",
        "66.67 = 2/3, 3 of 3",
        "100 = 2/2, 2 of 2",
        "100 = 2/2, 2 of 2",
        "50 = 1/2, 2 of 2",
        "100 = 1/1, 1 of 1",
    ]
    assert figures("step_pass_rate") == "75 = 12/16, 16 of 16"
    assert figures("step_pass_rate", part="category:福利分配") == "50 = 3/6, 6 of 6"


def test_step_pass_rate_counts_a_step_in_the_quarter_in_which_it_was_reached(count):
    figures = count(
        "F5", "2011Q2",
        T01="community | period\nA | 2010Q4",
        T05=f"""
        community | dec_id | {STEPS}
        A | 1 | 2011-03-20 | 2011-03-28 | 2011-04-10 | . | . | . | . | . | . | .
        A | 2 | 2011-03-20 | . | 2011-04-10 | . | . | 撤回 | . | . | . | .
        """,
    )  # fmt: skip
    assert figures("step_pass_rate", period="2011Q1") == "100 = 3/3, 3 of 3"
    assert figures("step_pass_rate", period="2011Q2") == "66.67 = 2/3, 3 of 3"


def test_step_pass_rate_of_a_step_carried_out_before_any_vote(count):
    figures = count(
        "F5", "2011Q1",
        T05=f"""
        community | dec_id | {STEPS}
        A | 1 | . | 2011-01-10 | . | . | . | . | . | . | 2011-02-01 | 2011-02-04
        """,
    )  # fmt: skip
    assert figures("step_pass_rate") == "28.57 = 2/7, 7 of 7"
    assert figures("six_step_full_rate") == "0 = 0/1, 1 of 1"


def test_disclosure_on_time_rate_allows_five_working_days_and_asks_seven_days_on_the_board(count):
    vote, done = "2011-01-28 | 通过", "2011-02-25"  # Fridays: both are due on the Friday after
    figures = count(
        "F5", "2011Q1",
        T05=f"""
        community | dec_id | {STEPS}
        A | 1 | {TO_S3} | {vote} | 2011-02-04 | 7  | {done} | 2011-03-04
        A | 2 | {TO_S3} | {vote} | 2011-02-05 | 30 | {done} | 2011-03-05
        A | 3 | {TO_S3} | {vote} | 2011-02-01 | 6  | {done} | .
        A | 4 | {TO_S3} | {vote} | 2011-02-01 | .  | {done} | 2011-02-24
        """,
    )  # fmt: skip
    # 4 does not say how long its resolution stayed up, and posted the result before there was one.
    assert figures("disclosure_on_time_rate", part="posting:s5") == "33.33 = 1/3, 3 of 4, partial"
    assert figures("disclosure_on_time_rate", part="posting:s6") == "25 = 1/4, 4 of 4"
    assert figures("disclosure_on_time_rate", also="bounds") == "28.57 = 2/7, 7 of 8, partial, 25.00 to 37.50"


def test_disclosure_on_time_rate_counts_a_posting_in_the_quarter_in_which_it_is_due(count):
    figures = count(
        "F5", "2011Q2",
        T01="community | period\nA | 2010Q4",
        T05=f"""
        community | period | dec_id | {STEPS}
        A | 2011Q2 | 1 | {TO_S3} | 2011-03-30 | 未通过 | 2011-03-31 | 7 | . | .
        A | 2011Q1 | 2 | {TO_S3} | 2011-03-30 | 未通过 | .          | . | . | .
        """,
    )  # fmt: skip
    # Both were due on 6 April; of 2 nothing was reported since.
    assert figures("disclosure_on_time_rate", period="2011Q1") == "no row"
    assert figures("disclosure_on_time_rate", period="2011Q2") == "100 = 1/1, 1 of 2, partial"
