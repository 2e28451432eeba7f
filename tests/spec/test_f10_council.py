"""F10 社会组织与共建: do local bodies, non-local workers and social organisations take part?"""

from __future__ import annotations


def test_council_operating_rate_asks_for_a_council_that_met(count):
    figures = count(
        "F10", "2011Q2",
        T01="community\nA\nB\nC\nD\nS",
        T11="""
        community | cncl | cncl_n
        A         | yes  | 2
        B         | yes  | 0
        C         | no   | n/a
        S         | yes  | .
        """,
    )  # fmt: skip
    # Xiang'an's community sent nothing; Siming's left the meetings blank.
    assert figures("council_operating_rate", also="bounds") == "33.33 = 1/3, 3 of 5, partial, 20.00 to 60.00"
    assert figures("council_operating_rate", part="stage:set_up") == "75 = 3/4, 4 of 5, partial"
    assert figures("council_operating_rate", "S") == "none, 0 of 1, missing"
    assert figures("council_operating_rate", "A", period="2011H1") == "100 = 1/1, 1 of 1"


def test_council_operating_rate_counts_half_years_and_forgets_the_one_before(count):
    figures = count(
        "F10", "2011Q4",
        T01="community | period\nA | 2010Q3\nB | 2010Q3",
        T11="""
        community | period | cncl | cncl_n
        A         | 2010Q4 | yes  | 1
        B         | 2010Q4 | yes  | 1
        A         | 2011Q2 | yes  | 3
        A         | 2011Q3 | yes  | 1
        A         | 2011Q4 | yes  | 0
        """,
    )  # fmt: skip
    assert figures("council_operating_rate", period="2010H2") == "100 = 2/2, 2 of 2"
    assert figures("council_operating_rate", period="2011H1") == "100 = 1/1, 1 of 2, partial"
    assert figures("council_operating_rate", period="2011H2") == "0 = 0/1, 1 of 2, partial"
    assert figures("council_operating_rate", period="2011Q3") == "no row"


def test_council_operating_rate_leaves_out_villages_and_urban_communities(count):
    figures = count(
        "F10", "2011Q2",
        T01="community | ctype\nA | 村改居\nB | 村\nS | 城市社区",
        T11="community | cncl | cncl_n\nA | no | n/a\nS | yes | 4",
    )  # fmt: skip
    assert figures("council_operating_rate") == "0 = 0/1, 1 of 1"


def test_council_migrant_seat_rate_is_taken_of_councils_at_year_end(count):
    figures = count(
        "F10", "2011Q4",
        T01="community\nA\nB\nC\nD\nS",
        T11="""
        community | period | cncl | seat_mig
        A         | 2011Q4 | yes  | 2
        B         | 2011Q4 | yes  | 0
        C         | 2011Q4 | no   | n/a
        D         | 2011Q2 | yes  | 1
        S         | 2011Q4 | yes  | n/a
        """,
    )  # fmt: skip
    # A seat that does not apply where there is a council is no seat; D last reported at mid-year.
    assert figures("council_migrant_seat_rate") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("council_migrant_seat_rate", "C") == "none, 0 of 0, 1 n/a, not_applicable"
    assert figures("council_migrant_seat_rate", "D") == "none, 0 of 1, missing"
    assert figures("council_migrant_seat_rate", period="2011") == figures("council_migrant_seat_rate")


def test_social_orgs_per_10k_adds_registered_and_filed_over_residents(count):
    figures = count(
        "F10", "2011Q4",
        T01="""
        community | residents
        A         | 5000
        B         | 15000
        C         | .
        D         | 0
        """,
        T11="""
        community | org_reg | org_filed | org_srv | org_ben | org_mut
        A         | 2       | 4         | 3       | 2       | 1
        B         | 1       | 3         | 0       | 4       | 0
        C         | 3       | 3         | 6       | 0       | 0
        D         | 0       | 0         | 0       | 0       | 0
        """,
    )  # fmt: skip
    assert figures("social_orgs_per_10k", "350212") == "5 = 10/20000, 2 of 3, partial"
    assert figures("social_orgs_per_10k", part="kind:benefit") == "3 = 6/20000, 3 of 4, partial"
    assert figures("social_orgs_per_10k", part="standing:filed") == "3.5 = 7/20000, 3 of 4, partial"
    assert figures("social_orgs_per_10k", "A", also="interval") == "12 = 6/5000, 1 of 1, 4.40 to 26.12"
    assert figures("social_orgs_per_10k", "D") == "none = 0/0, 1 of 1, empty"


def test_social_orgs_per_10k_is_unknown_when_one_of_the_two_counts_is_blank(count):
    figures = count("F10", "2011Q4", T11="community | org_reg | org_filed\nA | 2 | .")
    assert figures("social_orgs_per_10k") == "none, 0 of 1, missing"
    assert figures("social_orgs_per_10k", part="standing:registered") == "10 = 2/2000, 1 of 1"
