"""F4 队伍: are there enough people, and the right ones?"""

from __future__ import annotations


def test_station_post_fill_rate_counts_people_present_and_stops_at_the_approved_posts(count):
    figures = count(
        "F4", "2011Q1",
        T04="""
        community | posts | staff | seconded
        A         | 10    | 9     | 1
        B         | 4     | 7     | 0
        S         | 6     | 6     | 0
        """,
    )  # fmt: skip
    assert figures("station_post_fill_rate", "A") == "80 = 8/10, 1 of 1"
    assert figures("station_post_fill_rate", "B") == "100 = 4/4, 1 of 1"
    assert figures("station_post_fill_rate", "350212") == "85.71 = 12/14, 2 of 2"
    assert figures("station_post_fill_rate", "island") == "100 = 6/6, 1 of 1"
    assert figures("station_post_fill_rate") == "90 = 18/20, 3 of 3"
    assert figures.column("SELECT posts_excess FROM facts_f4 WHERE period = '2011Q1' ORDER BY 1") == [0, 0, 3]


def test_station_post_fill_rate_keeps_zero_missing_and_not_applicable_apart(count):
    figures = count(
        "F4", "2011Q1",
        T04="""
        community | posts | staff | seconded
        A         | 10    | 0     | 0
        B         | 0     | 0     | 0
        C         | .     | 5     | 0
        D         | n/a   | 5     | 0
        S         | 5     | 4     | .
        """,
    )  # fmt: skip
    assert figures("station_post_fill_rate", "A") == "0 = 0/10, 1 of 1"
    assert figures("station_post_fill_rate", "B") == "none = 0/0, 1 of 1, empty"
    assert figures("station_post_fill_rate", "C") == "none, 0 of 1, missing"
    assert figures("station_post_fill_rate", "D") == "none, 0 of 0, 1 n/a, not_applicable"
    assert figures("station_post_fill_rate") == "0 = 0/10, 2 of 4, 1 n/a, partial"


def test_station_post_fill_rate_shows_other_communities_only_where_types_are_compared(count):
    figures = count(
        "F4", "2011Q1",
        T01="""
        community | ctype
        A         | 村改居
        B         | 城市社区
        C         | 城市社区
        """,
        T04="""
        community | posts | staff | seconded
        A         | 10    | 5     | 0
        B         | 8     | 8     | 0
        """,
    )  # fmt: skip
    assert figures("station_post_fill_rate") == "50 = 5/10, 1 of 1"
    assert figures("station_post_fill_rate", part="ctype:村改居") == "50 = 5/10, 1 of 1"
    assert figures("station_post_fill_rate", part="ctype:城市社区") == "100 = 8/8, 1 of 1"


def test_station_post_fill_rate_of_a_district_that_sent_nothing_is_missing(count):
    figures = count("F4", "2011Q1", T01="community\nA\nB\n")
    assert figures("station_post_fill_rate", "350212") == "none, 0 of 2, missing"


def test_staff_per_10k_residents_sums_people_before_dividing(count):
    figures = count(
        "F4", "2011Q1",
        T01="""
        community | residents
        A         | 20000
        B         | 2000
        C         | .
        D         | 0
        """,
        T04="""
        community | staff
        A         | 20
        B         | 13
        C         | 5
        D         | 0
        """,
    )  # fmt: skip
    assert figures("staff_per_10k_residents", "350212") == "15 = 33/22000, 2 of 3, partial"
    assert figures("staff_per_10k_residents", "B", also="interval") == "65 = 13/2000, 1 of 1, 34.58 to 111.16"
    assert figures("staff_per_10k_residents", "D") == "none = 0/0, 1 of 1, empty"


def test_staff_age_le45_share_is_taken_of_those_whose_age_is_known(count):
    figures = count(
        "F4", "2011Q2",
        T04="""
        community | staff | age_le35 | age_36_45 | age_46_55 | age_ge56
        A         | 10    | 4        | 3         | 2         | 1
        B         | 0     | 0        | 0         | 0         | 0
        C         | 6     | .        | .         | .         | .
        """,
    )  # fmt: skip
    assert figures("staff_age_le45_share", period="2011H1") == "70 = 7/10, 2 of 3, partial"
    assert figures("staff_age_le45_share", part="age:46_55") == "20 = 2/10, 2 of 3, partial"
    assert figures("staff_age_le45_share", "B") == "none = 0/0, 1 of 1, empty"


def test_staff_age_le45_share_is_counted_when_a_half_year_closes(count):
    bands = "community | age_le35 | age_36_45 | age_46_55 | age_ge56\nA | 1 | 1 | 1 | 1"
    assert count("F4", "2011Q1", T04=bands)("staff_age_le45_share", period="2011H1") == "no row"


def test_staff_college_share_counts_college_and_above(count):
    figures = count(
        "F4", "2011Q2",
        T04="""
        community | edu_hs | edu_col | edu_ba | edu_pg
        A         | 5      | 3       | 2      | 0
        B         | 0      | 0       | 0      | 0
        C         | .      | 1       | 1      | 0
        """,
    )  # fmt: skip
    assert figures("staff_college_share") == "50 = 5/10, 2 of 3, partial"
    assert figures("staff_college_share", part="education:ba") == "20 = 2/10, 2 of 3, partial"
    assert figures("staff_college_share", "B") == "none = 0/0, 1 of 1, empty"


def test_staff_cert_share_counts_certified_workers_once_a_year(count):
    figures = count(
        "F4", "2011Q4",
        T04="""
        community | staff | cert_n
        A         | 10    | 1
        B         | 10    | .
        C         | 0     | 0
        """,
    )  # fmt: skip
    assert figures("staff_cert_share", period="2011") == "10 = 1/10, 2 of 3, partial"
    assert figures("staff_cert_share", "C") == "none = 0/0, 1 of 1, empty"


def test_open_recruit_share_has_no_value_where_nobody_was_hired(count):
    figures = count(
        "F4", "2011Q4",
        T04="""
        community | hired_n | hired_open
        A         | 3       | 2
        B         | 1       | 1
        S         | 0       | 0
        D         | .       | .
        """,
    )  # fmt: skip
    assert figures("open_recruit_share", period="2011") == "75 = 3/4, 3 of 4, partial"
    assert figures("open_recruit_share", "island") == "none = 0/0, 1 of 1, empty"
    assert figures("open_recruit_share", "350213") == "none, 0 of 1, missing"


def test_cadre_conversion_rate_follows_the_funnel(count):
    figures = count(
        "F4", "2011Q1",
        T04="""
        community | cad_elig | cad_trained | cad_assessed | cad_passed | cad_appointed
        A         | 8        | 8           | 6            | 5          | 4
        B         | 2        | 0           | 0            | 0          | 0
        C         | 0        | 0           | 0            | 0          | 0
        D         | n/a      | n/a         | n/a          | n/a        | n/a
        """,
    )  # fmt: skip
    assert figures("cadre_conversion_rate") == "40 = 4/10, 3 of 3, 1 n/a"
    shares = [
        figures("cadre_conversion_rate", part=f"stage:{s}") for s in ("eligible", "trained", "assessed", "passed")
    ]
    assert shares == [f"{n}0 = {n}/10, 3 of 3, 1 n/a" for n in (10, 8, 6, 5)]
    assert figures("cadre_conversion_rate", "C") == "none = 0/0, 1 of 1, empty"


def test_unplaced_cadre_covered_rate_needs_measures_that_the_district_has_issued(count):
    figures = count(
        "F4", "2011Q1",
        T04="""
        community | cad_unplaced | cad_covered | measure_doc
        A         | 4            | 3           | 同委办〔2010〕9号
        B         | 4            | 1           | .
        D         | 5            | 5           | .
        S         | 0            | 0           | .
        """,
    )  # fmt: skip
    # Tong'an has issued measures, which hold for the whole district; Xiang'an has not.
    assert figures("unplaced_cadre_covered_rate", "350212") == "50 = 4/8, 2 of 2"
    assert figures("unplaced_cadre_covered_rate", "350213") == "0 = 0/5, 1 of 1"
    assert figures("unplaced_cadre_covered_rate", part="measure:issued") == "50 = 4/8, 2 of 2"
    assert figures("unplaced_cadre_covered_rate", "S") == "none = 0/0, 1 of 1, empty"


def test_unplaced_cadre_covered_rate_keeps_missing_and_not_applicable_apart(count):
    figures = count(
        "F4", "2011Q1",
        T04="""
        community | cad_unplaced | cad_covered
        A         | 2            | .
        B         | n/a          | n/a
        """,
    )  # fmt: skip
    assert figures("unplaced_cadre_covered_rate") == "none, 0 of 1, 1 n/a, missing"
