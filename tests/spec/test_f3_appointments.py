"""F3 交叉任职: who serves twice, and in posts that must not be joined?"""

from __future__ import annotations


def test_cross_appointment_rate_counts_persons_and_sums_before_dividing(count):
    figures = count(
        "F3", "2011Q2",
        T03="""
        community | both_n | pc_members
        A         | 3      | 5
        B         | 1      | 9
        C         | 2      | .
        """,
    )  # fmt: skip
    assert figures("cross_appointment_rate", "A", period="2011H1") == "60 = 3/5, 1 of 1"
    assert figures("cross_appointment_rate", period="2011H1") == "28.57 = 4/14, 2 of 3, partial"


def test_cross_appointment_rate_is_the_state_at_the_end_of_the_half_year(count):
    figures = count(
        "F3", "2011Q2",
        T01="""
        community | period
        A         | 2010Q4
        B         | 2010Q4
        """,
        T03="""
        community | period | both_n | pc_members
        A         | 2011Q1 | 5      | 5
        A         | 2011Q2 | 2      | 5
        B         | 2011Q1 | 3      | 5
        """,
    )  # fmt: skip
    assert figures("cross_appointment_rate", period="2011H1") == "40 = 2/5, 1 of 2, partial"


def test_cross_appointment_rate_without_a_party_committee_has_no_rate(count):
    figures = count(
        "F3", "2011Q2",
        T03="""
        community | both_n | pc_members
        A         | 0      | 0
        """,
    )  # fmt: skip
    assert figures("cross_appointment_rate") == "none = 0/0, 1 of 1, empty"


def test_coop_cross_seat_share_leaves_out_communities_without_a_co_operative(count):
    figures = count(
        "F3", "2011Q2",
        T03="""
        community | coop_cross | coop_seats
        A         | 4          | 10
        B         | 0          | 0
        C         | n/a        | n/a
        D         | .          | .
        S         | 1          | 8
        """,
    )  # fmt: skip
    assert figures("coop_cross_seat_share") == "27.78 = 5/18, 2 of 3, 2 n/a, partial"
    assert figures("coop_cross_seat_share", "island") == "12.5 = 1/8, 1 of 1"
    assert figures("coop_cross_seat_share", "B") == "none, 0 of 0, 1 n/a, not_applicable"


def test_incompatible_post_count_adds_the_three_kinds_each_quarter(count):
    figures = count(
        "F3", "2011Q1",
        T03="""
        community | incompat_a | incompat_b | incompat_c
        A         | 1          | 0          | 1
        B         | n/a        | 2          | n/a
        C         | 0          | .          | 0
        """,
    )  # fmt: skip
    # Where a kind cannot occur it adds nothing; C has not answered b, so its sum is unknown.
    assert figures("incompatible_post_count") == "4 = 4, 2 of 3, partial"
    assert figures("incompatible_post_count", part="type:a") == "1 = 1, 2 of 2, 1 n/a"
    assert figures("incompatible_post_count", part="type:b") == "2 = 2, 2 of 3, partial"
    assert figures("incompatible_post_count", part="type:c") == "1 = 1, 2 of 2, 1 n/a"


def test_incompatible_post_count_of_a_form_not_sent_is_missing_and_not_zero(count):
    figures = count("F3", "2011Q1", T01="community\nA")
    assert figures("incompatible_post_count") == "none, 0 of 1, missing"
