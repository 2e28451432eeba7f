"""F12 报送、问题、研究: are reports on time and right, are issues settled, are the research questions answered?"""

from __future__ import annotations

import pytest

# The first quarter of 2011 is due on 14 April, the second on 14 July; the last receipts come after both.
LATER = "Z | 350206 | 2011Q2 | 2011-08-01 | accepted | T03:1/0"
HEAD = "receipt | unit | period | came | state | forms\n"
BOTH = "community | period\nA | 2011Q1\nS | 2011Q1"
REGULAR = ("T03", "T04", "T06", "T07", "T08", "T09")


def reported(count, *receipts: str, register: str = BOTH, problems: str = "", **tables: str):
    """The figures of the second quarter of 2011 and before."""
    return count("F12", "2011Q2", receipts=HEAD + "\n".join(receipts), problems=problems, T01=register, **tables)


def last_row(period: str) -> str:
    """A row that makes `period` the last of the release."""
    return (
        f"period | unit | iss_id | raised_on | iss_cat | iss_status\n{period} | 350212 | N1 | 2011-04-01 | 其他 | 待办"
    )


def forms(outcome: str, *without: str) -> str:
    return " ".join(f"{form}:{outcome}" for form in REGULAR if form not in without)


def test_report_on_time_rate_counts_forms_due_by_their_cadence(count):
    figures = reported(
        count,
        f"a | 350212 | 2011Q1 | 2011-04-14 | accepted | {forms('4/0')}",
        f"b | 350203 | 2011Q1 | 2011-04-15 | accepted | {forms('4/0')}",
        LATER,
    )
    # Six quarterly forms of each of the six districts; the four without a register owe them too, as far as is known.
    assert figures("report_on_time_rate", "350212", period="2011Q1") == "100 = 6/6, 6 of 6"
    assert figures("report_on_time_rate", "350203", period="2011Q1") == "0 = 0/6, 6 of 6"
    assert figures("report_on_time_rate", period="2011Q1") == "16.67 = 6/36, 36 of 36"


@pytest.mark.parametrize(("period", "due"), [("2010Q3", 6), ("2010Q4", 10), ("2011Q1", 6), ("2011Q2", 7)])
def test_report_on_time_rate_asks_for_half_yearly_and_yearly_forms_when_they_are_due(count, period: str, due: int):
    figures = reported(count, LATER, register="community | period\nA | 2010Q3", T12=last_row("2011Q2"))
    assert figures("report_on_time_rate", "350212", period=period) == f"0 = 0/{due}, {due} of {due}"


def test_report_on_time_rate_of_a_form_never_sent_is_late_and_not_missing(count):
    figures = reported(
        count,
        f"a | 350212 | 2011Q1 | 2011-04-01 | accepted | {forms('4/0', 'T09')}",
        LATER,
    )
    assert figures("report_on_time_rate", "350212", period="2011Q1") == "83.33 = 5/6, 6 of 6"
    assert figures("report_on_time_rate", "350212", "form:T09", period="2011Q1") == "0 = 0/1, 1 of 1"


def test_report_on_time_rate_takes_the_first_submission_that_carried_the_form(count):
    figures = reported(
        count,
        "a | 350212 | 2011Q1 | 2011-04-01 | returned | T03:4/2 T04:0/0",
        "b | 350212 | 2011Q1 | 2011-04-20 | accepted | T03:4/0 T04:4/0",
        "c | 350212 | 2011Q1 | 2011-04-02 | refused | T06:4/0",
        "d | 350212 | 2011Q1 | 2011-04-02 | withdrawn | T07:4/0",
        LATER,
    )
    # T03 was returned but came in time; T04 was an empty sheet at first; T06 was refused, T07 taken back.
    on_time = [figures("report_on_time_rate", "350212", f"form:{form}", period="2011Q1")[0] for form in REGULAR]
    assert on_time == ["1", "0", "0", "0", "0", "0"]


def test_report_on_time_rate_leaves_out_a_quarter_whose_due_day_is_not_over(count):
    early = f"a | 350212 | 2011Q2 | 2011-07-05 | accepted | {forms('4/0')}"
    same_day = "b | 350203 | 2011Q2 | 2011-07-14 | accepted | T03:1/0"
    figures = reported(count, early, same_day, T12=last_row("2011Q2"))
    assert figures("report_on_time_rate", "350212", period="2011Q2") == "no row"
    # The checks have spoken already.
    assert figures("first_pass_rate", "350212", period="2011Q2") == "100 = 24/24, 6 of 6"


def test_report_on_time_rate_asks_nothing_of_a_district_without_village_turned_communities(count):
    register = "community | period | ctype\nA | 2011Q1 | 村改居\nS | 2011Q1 | 城市社区"
    figures = reported(count, LATER, register=register)
    assert figures("report_on_time_rate", "350203", period="2011Q1") == "no row"
    assert figures("report_on_time_rate", "350212", period="2011Q1") == "0 = 0/6, 6 of 6"


def test_report_on_time_rate_says_nothing_without_a_record(count):
    assert count("F12", "2011Q2", T12=last_row("2011Q2"))("report_on_time_rate") == "no row"


def test_first_pass_rate_counts_records_of_the_first_submission(count):
    figures = reported(
        count,
        "a | 350212 | 2011Q1 | 2011-04-01 | returned | T03:10/4 T12:10/0",
        "b | 350212 | 2011Q1 | 2011-04-20 | accepted | T03:10/0",
        "c | 350203 | 2011Q1 | 2011-04-10 | accepted | T03:20/1",
        LATER,
    )
    # T12 is never due, but its records were checked; the five other forms due never came.
    assert figures("first_pass_rate", "350212", period="2011Q1") == "80 = 16/20, 2 of 7, partial"
    assert figures("first_pass_rate", part="form:T03", period="2011Q1") == "83.33 = 25/30, 2 of 6, partial"
    assert figures("first_pass_rate", "350205", period="2011Q1") == "none, 0 of 6, missing"


def test_first_pass_rate_shows_the_share_of_records_that_broke_each_rule(count):
    figures = reported(
        count,
        "a | 350212 | 2011Q1 | 2011-04-01 | accepted | T03:10/3 T04:10/10",
        "b | 350203 | 2011Q1 | 2011-04-10 | accepted | T03:20/0",
        "c | 350212 | 2011Q1 | 2011-04-11 | accepted | T03:10/1",
        LATER,
        problems="""
        receipt | form | row | code
        a       | T03  | 4   | not_an_integer
        a       | T03  | 4   | not_an_integer
        a       | T03  | 5   | not_an_integer
        a       | T03  | 5   | T03.station_has_code
        a       | T04  | .   | missing_column
        c       | T03  | 9   | value_not_allowed
        """,
    )
    # Two cells of one row are one record; a column that is missing holds back the whole sheet; later errors are later.
    assert figures("first_pass_rate", "350212", "rule:not_an_integer", "2011Q1") == "10 = 2/20, 1 of 1"
    assert figures("first_pass_rate", "350212", "rule:missing_column", "2011Q1") == "50 = 10/20, 1 of 1"
    assert figures("first_pass_rate", part="rule:T03.station_has_code", period="2011Q1").startswith("2.5 = 1/40, 2 of")
    assert figures("first_pass_rate", part="rule:value_not_allowed", period="2011Q1") == "no row"
    named = "SELECT split_value FROM splits WHERE indicator = 'first_pass_rate' AND split = 'rule' ORDER BY position"
    assert figures.column(named) == ["T03.station_has_code", "missing_column", "not_an_integer"]


ISSUES = """
unit   | iss_id | raised_on  | iss_cat | lead | iss_status | closed_on
350212 | N1     | 2011-03-01 | 资产    | AGR  | 办结       | 2011-05-30
350212 | N2     | 2011-03-01 | 资产    | AGR  | 办结       | 2011-05-31
350212 | N3     | 2011-04-01 | 资产    | FIN  | 办理中     | .
350212 | N4     | 2011-04-02 | 组织    | ORG  | 待办       | .
350203 | N1     | 2011-01-01 | 组织    | ORG  | .          | .
350203 | N2     | .          | 组织    | ORG  | 待办       | .
"""


def test_issue_closed_rate_90d_is_taken_of_issues_that_have_had_ninety_days(count):
    """N1 took 90 days, N2 91; N3 was raised 90 days before 30 June, N4 89."""
    figures = count("F12", "2011Q2", T12=ISSUES)
    assert figures("issue_closed_rate_90d", "350212", also="bounds") == "33.33 = 1/3, 3 of 3, 33.33 to 33.33"
    assert figures("issue_closed_rate_90d", "350203") == "none, 0 of 2, missing"
    assert figures("issue_closed_rate_90d", also="bounds") == "33.33 = 1/3, 3 of 5, partial, 20.00 to 60.00"
    assert figures("issue_closed_rate_90d", part="department:AGR") == "50 = 1/2, 2 of 2"
    assert figures("issue_closed_rate_90d", part="type:资产") == "33.33 = 1/3, 3 of 3"
    assert figures("issue_closed_rate_90d", "350212", "outcome:late") == "33.33 = 1/3, 3 of 3"
    assert figures("issue_closed_rate_90d", "350212", "outcome:open") == "33.33 = 1/3, 3 of 3"


def test_issue_closed_rate_90d_has_the_number_raised_beside_it(count):
    figures = count("F12", "2011Q2", T12=ISSUES)
    assert figures("issue_closed_rate_90d", "350212", "raised:quarter") == "50 = 2/4, 4 of 4"
    assert figures("issue_closed_rate_90d", "350212", "raised:quarter", "2011Q1") == "100 = 2/2, 2 of 2"


def test_issue_closed_rate_90d_knows_in_a_quarter_only_what_had_been_closed(count):
    row = "unit | iss_id | raised_on | iss_cat | iss_status | closed_on\n"
    figures = count("F12", "2011Q4", T12=row + "350212 | N1 | 2011-01-10 | 自治 | 办结 | 2011-08-01")
    assert figures("issue_closed_rate_90d", part="outcome:open", period="2011Q2") == "100 = 1/1, 1 of 1"
    assert figures("issue_closed_rate_90d", part="outcome:late", period="2011Q3") == "100 = 1/1, 1 of 1"


def test_issue_closed_rate_90d_does_not_count_research_outputs(count):
    row = "unit | iss_id | raised_on | topic | out_kind\n350212 | Y1 | 2011-01-10 | R1 | 案例"
    assert count("F12", "2011Q2", T12=row)("issue_closed_rate_90d") == "no row"


def test_research_topic_progress_counts_questions_with_an_output(count):
    figures = count(
        "F12", "2011Q2",
        T12="""
        unit   | iss_id | raised_on  | iss_status | topic | out_kind
        350212 | Y1     | 2011-01-10 | .          | R1    | 调研报告
        350212 | Y2     | 2011-02-10 | 办结       | R1    | 办法
        350212 | Y3     | 2011-03-10 | 办理中     | R2    | 指引
        350212 | N1     | 2011-03-10 | 待办       | R3    | .
        350203 | Y1     | 2010-12-31 | .          | R5    | 案例
        350203 | Y2     | 2011-07-01 | .          | R4    | 案例
        """,
    )  # fmt: skip
    # Unfinished work and mere issues are no outputs; four districts have never sent the form.
    assert figures("research_topic_progress", "350212") == "20 = 1/5, 5 of 5"
    assert figures("research_topic_progress", "350203") == "20 = 1/5, 5 of 5"
    assert figures("research_topic_progress") == "20 = 2/10, 10 of 30, partial"
    assert figures("research_topic_progress", part="topic:R1") == "50 = 1/2, 2 of 6, partial"
    assert figures("research_topic_progress", "350212", "kind:measures") == "20 = 1/5, 5 of 5"
    assert figures("research_topic_progress", "350212", "kind:guidance") == "0 = 0/5, 5 of 5"
    assert figures("research_topic_progress", "350212", period="2010H2") == "none, 0 of 5, missing"
    assert figures("research_topic_progress", "350203", period="2010H2") == "20 = 1/5, 5 of 5"
