"""F1 试点范围与进度: how far has the pilot spread, and how far has each site come?"""

from __future__ import annotations

PILOT = "yes | 2010-09-01"


def test_pilot_sites_count_counts_approved_pilots_that_have_not_ended(count):
    figures = count(
        "F1", "2011Q1",
        T01="""
        community | is_pilot | pilot_approved_on | pilot_ended_on
        A         | yes      | 2010-09-01        | .
        B         | yes      | 2010-09-01        | 2011-03-31
        C         | yes      | 2011-03-31        | .
        D         | yes      | 2011-04-01        | .
        S         | no       | .                 | .
        """,
    )  # fmt: skip
    assert figures("pilot_sites_count") == "2 = 2, 5 of 5"
    assert figures("pilot_sites_count", "350212") == "2 = 2, 3 of 3"
    assert figures("pilot_sites_count", "island") == "0 = 0, 1 of 1"
    assert figures("pilot_sites_count", part="pilot_town:pilot_town") == "1 = 1, 2 of 2"


def test_pilot_sites_count_says_what_an_unanswered_community_could_change(count):
    figures = count(
        "F1", "2011Q1",
        T01="""
        community | ctype   | is_pilot | pilot_approved_on
        A         | 村改居  | yes      | 2010-09-01
        B         | 村改居  | .        | .
        S         | 城市社区 | .        | .
        """,
    )  # fmt: skip
    assert figures("pilot_sites_count", also="bounds") == "1 = 1, 1 of 2, partial, 1.00 to 2.00"


def test_pilot_coverage_rate_is_a_share_of_all_village_turned_communities(count):
    figures = count(
        "F1", "2011Q1",
        T01="""
        community | ctype   | is_pilot | pilot_approved_on
        A         | 村改居  | yes      | 2010-09-01
        B         | 村改居  | no       | .
        C         | 村改居  | .        | .
        D         | 村      | no       | .
        S         | 城市社区 | no       | .
        """,
    )  # fmt: skip
    assert figures("pilot_coverage_rate", also="bounds") == "50 = 1/2, 2 of 3, partial, 33.33 to 66.67"
    assert figures("pilot_coverage_rate", "C") == "none, 0 of 1, missing"
    assert figures("pilot_coverage_rate", "island") == "no row"


def test_pilot_coverage_rate_takes_each_community_as_it_was_in_the_quarter(count):
    figures = count(
        "F1", "2011Q2",
        T01="""
        community | period | ctype  | is_pilot | pilot_approved_on
        A         | 2010Q4 | 村改居 | yes      | 2010-09-01
        B         | 2010Q4 | 村     | no       | .
        B         | 2011Q2 | 村改居 | no       | .
        """,
    )  # fmt: skip
    assert figures("pilot_coverage_rate", period="2011Q1") == "100 = 1/1, 1 of 1"
    assert figures("pilot_coverage_rate", period="2011Q2") == "50 = 1/2, 2 of 2"


def test_pilot_town_share_lists_villages_apart(count):
    figures = count(
        "F1", "2011Q2",
        T01="""
        community | ctype  | is_pilot | pilot_approved_on
        A         | 村改居 | yes      | 2010-09-01
        C         | 村改居 | yes      | 2010-09-01
        D         | 村     | no       | .
        """,
    )  # fmt: skip
    assert figures("pilot_town_share", period="2011H1") == "100 = 1/1, 1 of 1"
    assert figures("pilot_town_share", part="ctype:村") == "0 = 0/1, 1 of 1"
    assert figures("pilot_town_share", "350213") == "no row"


def test_pilot_readiness_rate_needs_every_check_that_applies(count):
    figures = count(
        "F1", "2010Q4",
        T01="""
        community | is_pilot | pilot_approved_on | ready_a | ready_b | ready_c | ready_d | ready_e
        A         | yes      | 2010-10-01        | yes     | yes     | n/a     | yes     | yes
        B         | yes      | 2010-10-01        | yes     | no      | yes     | .       | yes
        C         | yes      | 2010-10-01        | yes     | .       | yes     | yes     | yes
        D         | yes      | 2010-10-01        | n/a     | n/a     | n/a     | n/a     | n/a
        S         | no       | .                 | n/a     | n/a     | n/a     | n/a     | n/a
        """,
    )  # fmt: skip
    assert figures("pilot_readiness_rate", also="bounds") == "50 = 1/2, 2 of 3, 1 n/a, partial, 33.33 to 66.67"
    assert figures("pilot_readiness_rate", part="check:b") == "50 = 1/2, 2 of 3, 1 n/a, partial"
    assert figures("pilot_readiness_rate", part="check:c") == "100 = 2/2, 2 of 2, 2 n/a"
    assert figures("pilot_readiness_rate", "D") == "none, 0 of 0, 1 n/a, not_applicable"


def test_pilot_readiness_rate_ignores_what_is_filled_in_after_approval(count):
    figures = count(
        "F1", "2011Q1",
        T01="""
        community | period | is_pilot | pilot_approved_on | ready_a | ready_b | ready_c | ready_d | ready_e
        A         | 2010Q4 | yes      | 2010-10-01        | no      | yes     | yes     | yes     | yes
        A         | 2011Q1 | yes      | 2010-10-01        | yes     | yes     | yes     | yes     | yes
        """,
    )  # fmt: skip
    assert figures("pilot_readiness_rate", period="2011Q1") == "0 = 0/1, 1 of 1"


def test_milestone_completion_rate_leaves_out_what_the_district_waived(count):
    figures = count(
        "F1", "2011Q1",
        T01=f"""
        community | is_pilot | pilot_approved_on
        A         | {PILOT}
        """,
        T02="""
        community | ms_code | ms_status | verified_by | done_on    | evidence_no
        A         | M01     | 已核实    | 区          | 2010-09-01 | 同1
        A         | M02     | 已核实    | 区          | 2010-12-01 | 同2
        A         | M03     | 完成待核  | .           | 2011-03-01 | .
        A         | M04     | 不适用    | .           | .          | 同3
        A         | M05     | 不适用    | .           | .          | .
        A         | M06     | 未开始    | .           | .          | .
        """,
    )  # fmt: skip
    # Verified: M01, M02. M04 leaves the denominator; M05 does not, nobody approved it. M07 … M12 were not reported.
    assert figures("milestone_completion_rate", also="bounds") == "40 = 2/5, 5 of 11, 1 n/a, partial, 18.18 to 72.73"
    assert figures("milestone_completion_rate", part="strand:assets") == "0 = 0/2, 2 of 2, 1 n/a"
    assert figures("milestone_completion_rate", part="strand:money") == "none, 0 of 1, missing"


def test_milestone_completion_rate_stands_until_a_newer_report_comes(count):
    figures = count(
        "F1", "2011Q1",
        T01=f"""
        community | period | is_pilot | pilot_approved_on
        A         | 2010Q3 | {PILOT}
        A         | 2011Q1 | {PILOT}
        """,
        T02="""
        community | period | ms_code | ms_status | verified_by | done_on
        A         | 2010Q3 | M01     | 进行中    | .           | .
        A         | 2010Q4 | M01     | 已核实    | 区          | 2010-10-01
        """,
    )  # fmt: skip
    assert figures("milestone_completion_rate", "A", period="2010Q3") == "0 = 0/1, 1 of 12, partial"
    assert figures("milestone_completion_rate", "A", period="2011Q1") == "100 = 1/1, 1 of 12, partial"


def test_stage_dwell_days_is_the_median_with_the_shortest_and_the_longest(count):
    everything = "\n".join(f"S | M{n:02} | 已核实 | 区 | 2011-01-01" for n in range(1, 13))
    figures = count(
        "F1", "2011Q1",
        T01=f"""
        community | is_pilot | pilot_approved_on
        A         | {PILOT}
        B         | {PILOT}
        C         | {PILOT}
        D         | {PILOT}
        S         | {PILOT}
        """,
        T02="""
        community | ms_code | ms_status | verified_by | done_on
        A         | M01     | 已核实    | 区          | 2011-03-21
        B         | M01     | 已核实    | 区          | 2010-12-31
        B         | M02     | 完成待核  | 街镇        | 2011-03-30
        C         | M01     | 进行中    | .           | .
        """ + everything,
    )  # fmt: skip
    # Days to 31 March 2011: A 10, B 90 (not yet verified does not count), C 211 since approval; D was not reported,
    # S has finished.
    assert figures("stage_dwell_days", also="bounds") == "90 = 311/3, 3 of 4, 1 n/a, partial, 10.00 to 211.00"
    assert figures("stage_dwell_days", "D") == "none, 0 of 1, missing"
    assert figures("stage_dwell_days", "A", part="strand:self_governance") == "none, 0 of 1, missing"
    assert figures("stage_dwell_days", "A", part="strand:whole") == "10 = 10/1, 1 of 1"
