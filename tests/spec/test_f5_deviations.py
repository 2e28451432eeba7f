"""F5, case by case: in what each decision deviates from the four deliberations and two disclosures."""

from __future__ import annotations

from itertools import product

STEPS = "s0_on | s1_on | s2_on | s3_on | s4_on | s4_result | s5_on | post_days | impl_on | s6_on"
HEAD = f"community | dec_id | {STEPS}"
TO_S3 = "2011-01-04 | 2011-01-10 | 2011-01-17 | 2011-01-24"
FROM_S4 = "2011-02-01 | 通过 | 2011-02-03 | 7 | 2011-03-01 | 2011-03-04"
FULL = f"{TO_S3} | {FROM_S4}"


def test_a_decision_by_the_book_has_no_deviation(log):
    assert log("2011Q1", f"{HEAD}\nA | 1 | {FULL}")("1") == []


def test_a_step_left_out_is_named_with_the_day_that_passed_it_by(log):
    deviations = log(
        "2011Q1",
        f"""
        {HEAD}
        A | 1 | . | 2011-01-10 | . | 2011-01-24 | {FROM_S4}
        """,
    )
    assert deviations("1", "expected_on", "hinders_six_steps") == [
        "agenda_not_reviewed s0 2011-01-10 false",
        "step_missing s2 2011-01-24 true",
    ]


def test_steps_out_of_order_are_named_by_the_one_that_came_too_late(log):
    deviations = log(
        "2011Q1",
        f"""
        {HEAD}
        A | 1 | 2011-02-01 | 2011-01-10 | 2011-01-27 | 2011-01-24 | {FROM_S4}
        A | 2 | 2011-01-10 | 2011-01-10 | 2011-01-10 | 2011-01-10 | 2011-01-10 | 未通过 | 2011-01-10 | 7 | . | .
        """,
    )  # fmt: skip
    assert deviations("1", "found_on", "expected_on", "days_late") == [
        "agenda_reviewed_late s0 2011-02-01 2011-01-10 22",
        "out_of_order s2 2011-01-27 2011-01-24 3",
    ]
    assert deviations("2") == []  # all on one day is possible, and no rule forbids it


def test_a_vote_without_quorum_or_majority_is_told_with_its_numbers(log):
    votes = "rep_due | rep_present | votes_for"
    deviations = log(
        "2011Q1",
        f"""
        {HEAD} | {votes}
        A | 1 | {FULL} | 40 | 20 | 15
        A | 2 | {FULL} | 40 | 21 | 10
        A | 3 | {FULL} | 40 | 21 | 11
        A | 4 | {FULL} | .  | 21 | .
        """,
    )
    assert deviations("1", "found", "expected") == ["no_quorum s4 20 21"]
    assert deviations("2", "found", "expected") == ["no_majority s4 10 11"]
    assert deviations("3") == deviations("4") == []


def test_postings_that_are_late_too_short_or_absent(log):
    deviations = log(
        "2011Q1",
        f"""
        {HEAD}
        A | 1 | {TO_S3} | 2011-01-28 | 通过 | 2011-02-08 | 5 | 2011-02-25 | 2011-03-10
        A | 2 | {TO_S3} | 2011-01-28 | 通过 | . | . | 2011-02-25 | .
        A | 3 | {TO_S3} | 2011-01-28 | 通过 | 2011-02-01 | 7 | 2011-02-25 | 2011-02-20
        """,
    )
    assert deviations("1", "expected_on", "days_late", "found", "expected", "hinders_six_steps") == [
        "posted_too_short s5 - - 5 7 false",
        "resolution_late s5 2011-02-04 4 - - false",
        "result_late s6 2011-03-04 6 - - false",
    ]
    assert deviations("2", "expected_on", "hinders_six_steps") == [
        "resolution_not_posted s5 2011-02-04 true",
        "result_not_posted s6 2011-03-04 true",
    ]
    assert deviations("3", "found_on", "expected_on") == ["result_too_early s6 2011-02-20 2011-02-25"]


def test_a_result_posted_after_the_quarter_in_which_it_was_due_hinders_the_six_steps(log):
    late = f"A | 1 | {TO_S3} | 2011-02-01 | 通过 | 2011-02-03 | 7 | 2011-03-01 | 2011-04-04"
    deviations = log("2011Q2", f"{HEAD}\n{late}")
    assert deviations("1", "period", "days_late", "hinders_six_steps") == ["result_late s6 2011Q1 27 true"]


def test_a_posting_not_yet_due_at_the_last_report_is_no_deviation(log):
    counted = log(
        "2011Q2",
        f"""
        community | period | dec_id | {STEPS}
        A | 2011Q1 | 1 | {TO_S3} | 2011-03-30 | 通过 | . | . | . | .
        A | 2011Q2 | 2 | {TO_S3} | 2011-03-30 | 通过 | . | . | . | .
        """,
    )
    assert counted("1") == []
    assert counted("2") == ["resolution_not_posted s5"]


def test_what_was_done_before_the_vote_or_against_it(log):
    deviations = log(
        "2011Q1",
        f"""
        {HEAD}
        A | 1 | {TO_S3} | 2011-02-01 | 通过 | 2011-02-03 | 7 | 2011-01-28 | 2011-02-04
        A | 2 | {TO_S3} | 2011-02-01 | 未通过 | 2011-02-03 | 7 | 2011-03-01 | .
        A | 3 | {TO_S3} | . | 撤回 | . | . | 2011-03-01 | .
        A | 4 | {TO_S3} | . | 撤回 | . | . | . | .
        """,
    )
    assert [deviations(n, "found_on") for n in "123"] == [
        ["carried_out_unresolved s4 2011-01-28"],
        ["carried_out_unresolved s4 2011-03-01"],
        ["carried_out_unresolved s4 2011-03-01"],
    ]
    assert deviations("4") == []


def test_a_step_first_reported_more_than_a_quarter_later_is_back_filled(log):
    deviations = log(
        "2011Q3",
        f"""
        community | period | dec_id | {STEPS}
        A | 2011Q1 | 1 | 2011-01-04 | 2011-01-10 | .          | . | . | . | . | . | . | .
        A | 2011Q3 | 1 | 2011-01-04 | 2011-01-10 | 2011-02-01 | 2011-02-02 | . | . | . | . | . | .
        A | 2011Q1 | 2 | 2011-01-04 | 2011-01-10 | .          | . | . | . | . | . | . | .
        A | 2011Q3 | 2 | 2011-01-05 | 2011-01-11 | 2011-08-01 | . | . | . | . | . | . | .
        """,
        received={"2011Q1": "2011-04-10", "2011Q3": "2011-10-12"},
    )
    # 2 only mended a day that had been told in time.
    assert deviations("1", "period", "found_on", "expected_on", "days_late") == [
        "back_filled s2 2011Q3 2011-10-12 2011-06-01 133"
    ]
    assert deviations("2") == []


def test_all_steps_entered_at_once_long_after_are_told_as_one(log):
    deviations = log(
        "2011Q3",
        f"community | period | dec_id | {STEPS}\nA | 2011Q3 | 1 | {FULL}",
        received={"2011Q3": "2011-10-12"},
    )
    assert deviations("1", "days_late", "hinders_six_steps") == ["entered_at_once s0 161 false"]


def test_nothing_is_called_late_before_the_programme_or_without_a_record_of_receipts(log):
    early = "2010-03-01 | 2010-03-02 | 2010-03-03 | 2010-06-04 | . | . | . | . | . | ."
    assert log("2011Q1", f"{HEAD}\nA | 1 | {early}", received={"2011Q1": "2011-04-10"})("1") == []


def test_a_matter_is_full_exactly_when_no_deviation_hinders_its_six_steps(log):
    days = {
        "s1": ("2011-01-10", ".", "2011-01-20"),
        "s2": ("2011-01-17", "."),
        "s4": ("2011-02-01", ".", "2011-05-02"),
        "s5": ("2011-02-03", ".", "2011-03-10", "2011-04-20"),
        "impl": ("2011-03-01", "2011-03-30"),
        "s6": ("2011-03-04", ".", "2011-04-20", "2011-07-10"),
    }
    results = ("通过", "未通过", ".")
    rows = [
        f"A | {n} | 2011-01-04 | {s1} | {s2} | 2011-01-24 | {s4} | {result} | {s5} | 7 | {impl} | {s6}"
        for n, (s1, s2, s4, s5, impl, s6, result) in enumerate(product(*days.values(), results))
    ]
    counted = log("2011Q3", "\n".join([HEAD, *rows]))
    differing = counted.figures.column("""
        SELECT f.dec_id
        FROM facts_f5 AS f
        LEFT JOIN (SELECT DISTINCT dec_id FROM decision_deviations WHERE hinders_six_steps) AS d ON d.dec_id = f.dec_id
        WHERE f.is_matter AND f.full_steps IS NOT NULL AND (f.full_steps = 1) = (d.dec_id IS NOT NULL)
    """)
    closed = counted.figures.column("SELECT full_steps FROM facts_f5 WHERE is_matter AND full_steps IS NOT NULL")
    assert differing == []
    assert 0 < sum(closed) < len(closed)
