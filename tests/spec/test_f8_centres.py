"""F8 服务中心标准化: do the service centres meet the standard, and can people use them?"""

from __future__ import annotations

CHECKS = "u1a | u1b | u1c | u2a | u2b | u2c | u3a | u3b | u3c | u4a | u4b | u4c"
ALL = " | ".join(["yes"] * 12)
NO_PLAQUES = ALL.replace("yes", "no", 6).replace("no", "yes", 5)  # u2c alone fails


def test_four_unified_full_rate_asks_for_all_twelve_checks(count):
    figures = count(
        "F8", "2011Q1",
        T10=f"""
        unit   | centre_id | serves | {CHECKS}
        350212 | TA1       | A B    | {ALL}
        350212 | TA2       | C      | {NO_PLAQUES}
        350203 | SM1       | S      | {ALL[:-3]}.
        """,
        T01="community\nA\nB\nC\nS",
    )  # fmt: skip
    # Siming's centre left the last answer blank, and no other answer of that row says no.
    assert figures("four_unified_full_rate", also="bounds") == "50 = 1/2, 2 of 3, partial, 33.33 to 66.67"
    assert figures("four_unified_full_rate", part="item:U1") == "100 = 3/3, 3 of 3"
    assert figures("four_unified_full_rate", part="item:U2") == "66.67 = 2/3, 3 of 3"
    assert figures("four_unified_full_rate", "S") == "none, 0 of 1, missing"


def test_four_unified_full_rate_counts_a_community_without_centre_as_one_not_reported(count):
    figures = count(
        "F8", "2011Q1",
        T10=f"""
        unit   | centre_id | serves | {CHECKS}
        350212 | TA1       | A      | {ALL}
        """,
        T01="community\nA\nB",
    )  # fmt: skip
    assert figures("four_unified_full_rate") == "100 = 1/1, 1 of 2, partial"
    assert figures("four_unified_full_rate", "B") == "none, 0 of 1, missing"


def test_four_unified_full_rate_leaves_out_centres_of_urban_communities_and_villages(count):
    figures = count(
        "F8", "2011Q1",
        T10=f"""
        unit   | centre_id | serves | {CHECKS}
        350212 | TA1       | A      | {ALL}
        350203 | SM1       | S      | {ALL}
        """,
        T01="""
        community | ctype
        A         | 村改居
        S         | 城市社区
        """,
    )  # fmt: skip
    assert figures("four_unified_full_rate") == "100 = 1/1, 1 of 1"
    assert figures("four_unified_full_rate", "350203") == "no row"


def test_facility_area_per_100hh_shares_a_centre_out_by_households(count):
    figures = count(
        "F8", "2011Q4",
        T01="""
        community | households
        A         | 300
        B         | 100
        C         | 600
        D         | 100
        """,
        T10="""
        unit   | centre_id | serves | area | act_area | tenure
        350212 | TA1       | A B    | 80.0 | 40.0     | 自有
        350212 | TA2       | C      | 90.0 | 0        | 租借
        """,
    )  # fmt: skip
    assert figures("facility_area_per_100hh", "A", period="2011") == "20 = 60/300, 1 of 1"
    assert figures("facility_area_per_100hh", "B") == "20 = 20/100, 1 of 1"
    assert figures("facility_area_per_100hh", "350212") == "17 = 170/1000, 3 of 3"
    assert figures("facility_area_per_100hh", part="tenure:lent") == "9 = 90/1000, 3 of 4, partial"
    assert figures("facility_area_per_100hh", part="use:activity") == "4 = 40/1000, 3 of 4, partial"
    assert figures("facility_area_per_100hh", "D") == "none, 0 of 1, missing"


def test_facility_area_per_100hh_is_unknown_without_area_or_households(count):
    figures = count(
        "F8", "2011Q4",
        T01="""
        community | households
        A         | 300
        B         | .
        C         | 600
        S         | 0
        """,
        T10="""
        unit   | centre_id | serves | area
        350212 | TA1       | A B    | 80.0
        350212 | TA2       | C      | .
        350203 | SM1       | S      | 50.0
        """,
    )  # fmt: skip
    assert figures("facility_area_per_100hh", "350212") == "none, 0 of 3, missing"
    assert figures("facility_area_per_100hh", "S") == "none, 0 of 1, missing"


def test_one_window_share_is_taken_of_what_the_centre_handles(count):
    figures = count(
        "F8", "2011Q1",
        T01="community\nA\nB\nS",
        T10="""
        unit   | centre_id | serves
        350212 | TA1       | A
        350212 | TA2       | B
        """,
        T10b="""
        unit   | centre_id | matter_code | avail | win
        350212 | TA1       | E01         | yes   | yes
        350212 | TA1       | E02         | yes   | no
        350212 | TA1       | E03-01      | no    | n/a
        350212 | TA1       | E03-02      | n/a   | n/a
        350212 | TA1       | E04         | yes   | .
        """,
    )  # fmt: skip
    # The second centre sent no list, and Siming's community has no centre on record: one missing row each.
    assert figures("one_window_share", "A") == "50 = 1/2, 2 of 3, 2 n/a, partial"
    assert figures("one_window_share") == "50 = 1/2, 2 of 5, 2 n/a, partial"
    assert figures("one_window_share", part="category:E03") == "none, 0 of 0, 2 n/a, not_applicable"
    assert figures("one_window_share", part="category:unknown") == "none, 0 of 2, missing"


def test_one_window_share_has_no_value_where_nothing_is_handled(count):
    figures = count(
        "F8", "2011Q1",
        T10="unit | centre_id | serves\n350212 | TA1 | A",
        T10b="unit | centre_id | matter_code | avail | win\n350212 | TA1 | E01 | no | n/a",
        T01="community\nA",
    )  # fmt: skip
    assert figures("one_window_share") == "none, 0 of 0, 1 n/a, not_applicable"


def test_centre_open_hours_is_the_median_of_centres(count):
    figures = count(
        "F8", "2011Q1",
        T01="community\nA\nB\nC\nD\nS",
        T10="""
        unit   | centre_id | serves | hrs  | hrs_off
        350212 | TA1       | A      | 40.0 | 0
        350212 | TA2       | B      | 44.0 | 4.0
        350212 | TA3       | C      | 70.5 | 30.5
        350213 | XA1       | D      | 50.0 | .
        350203 | SM1       | S      | .    | .
        """,
    )  # fmt: skip
    assert figures("centre_open_hours", also="bounds") == "47 = 204.5/4, 4 of 5, partial, 40.00 to 70.50"
    assert figures("centre_open_hours", "350212") == "44 = 154.5/3, 3 of 3"
    assert figures("centre_open_hours", part="when:off") == "4 = 34.5/3, 3 of 5, partial"
    assert figures("centre_open_hours", "350203") == "none, 0 of 1, missing"
