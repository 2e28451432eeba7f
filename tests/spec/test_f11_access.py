"""F11 均等化: can a resident of a village-turned community get what a downtown resident gets?"""

from __future__ import annotations

CENTRES = "unit | centre_id | serves\n350212 | TA1 | A B\n350212 | TA2 | B\n350203 | SM1 | S"


def test_item_availability_rate_counts_pairs_of_community_and_item(count):
    figures = count(
        "F11", "2011Q4",
        T01="community\nA\nB\nC",
        T10=CENTRES,
        T10b="""
        unit   | centre_id | matter_code | avail
        350212 | TA1       | E01         | yes
        350212 | TA1       | E02         | no
        350212 | TA1       | E03-01      | n/a
        350212 | TA1       | E04         | .
        350212 | TA2       | E02         | yes
        350212 | TA2       | E04         | no
        """,
    )  # fmt: skip
    # B is served by two centres: what either has is available, what one left blank is not known.
    assert figures("item_availability_rate", "A") == "50 = 1/2, 2 of 3, 1 n/a, partial"
    assert figures("item_availability_rate", "B") == "100 = 2/2, 2 of 3, 1 n/a, partial"
    # C has no centre on record: one item not reported, not none available.
    assert figures("item_availability_rate", "C") == "none, 0 of 1, missing"
    assert figures("item_availability_rate", also="bounds") == "75 = 3/4, 4 of 7, 2 n/a, partial, 42.86 to 85.71"
    assert figures("item_availability_rate", part="area:E02") == "50 = 1/2, 2 of 2"
    assert figures("item_availability_rate", part="area:E03") == "none, 0 of 0, 2 n/a, not_applicable"
    assert figures("item_availability_rate", part="area:unknown") == "none, 0 of 1, missing"


def test_item_availability_rate_has_urban_communities_for_comparison_only(count):
    figures = count(
        "F11", "2011Q4",
        T01="community | ctype\nA | 村改居\nB | 城市社区\nC | 城市社区\nS | 村",
        T10="unit | centre_id | serves\n350212 | TA1 | A\n350212 | TA2 | B\n350203 | SM1 | S",
        T10b="""
        unit   | centre_id | matter_code | avail
        350212 | TA1       | E01         | no
        350212 | TA2       | E01         | yes
        350203 | SM1       | E01         | yes
        """,
    )  # fmt: skip
    # Villages are no comparison, and an urban community that sent nothing owes nothing.
    assert figures("item_availability_rate") == "0 = 0/1, 1 of 1"
    assert figures("item_availability_rate", part="ctype:城市社区") == "100 = 1/1, 1 of 1"
    assert figures("item_availability_rate", part="ctype:村") == "no row"


def test_item_availability_rate_takes_the_list_as_it_stands_at_year_end(count):
    figures = count(
        "F11", "2011Q4",
        T01="community | period\nA | 2010Q3",
        T10="period | unit | centre_id | serves\n2010Q3 | 350212 | TA1 | A",
        T10b="""
        period | unit   | centre_id | matter_code | avail
        2010Q3 | 350212 | TA1       | E01         | no
        2011Q2 | 350212 | TA1       | E01         | yes
        2011Q4 | 350212 | TA1       | E02         | no
        """,
    )  # fmt: skip
    assert figures("item_availability_rate", period="2010") == "0 = 0/1, 1 of 1"
    assert figures("item_availability_rate", period="2011") == "50 = 1/2, 2 of 2"


def test_nonlocal_equal_item_rate_leaves_out_what_the_law_limits(count):
    figures = count(
        "F11", "2011Q4",
        T01="community\nA",
        T10="unit | centre_id | serves\n350212 | TA1 | A",
        T10b="""
        unit   | centre_id | matter_code | avail | nonlocal_ok
        350212 | TA1       | E01         | yes   | n/a
        350212 | TA1       | E02         | yes   | yes
        350212 | TA1       | E03         | yes   | no
        350212 | TA1       | E04         | no    | .
        350212 | TA1       | E05         | yes   | .
        350212 | TA1       | E06         | n/a   | .
        """,
    )  # fmt: skip
    # What cannot be had at all (E04) is not open on equal terms; what is left blank (E05) is not known.
    assert figures("nonlocal_equal_item_rate") == "33.33 = 1/3, 3 of 4, 2 n/a, partial"
    assert figures("nonlocal_equal_item_rate", part="area:E04") == "0 = 0/1, 1 of 1"


def reach(count, communities: str, centres: str):
    head = "unit | centre_id | serves | lon | lat | hrs\n"
    return count("F11", "2011Q4", T01="community | residents | lon | lat\n" + communities, T10=head + centres)


def test_pop_within_15min_share_walks_a_kilometre_with_detours(count):
    """1,000 m of walking are 769 m as the crow flies; a thousandth of a degree of latitude is 110.8 m."""
    figures = reach(
        count,
        "A | 3000 | 118.150000 | 24.740000\nB | 1000 | 118.150000 | 24.746940\nC | 500 | 118.150000 | 24.746950",
        "350212 | TA1 | A B C | 118.150000 | 24.740000 | 40.0",
    )
    # On the ellipsoid of WGS-84 24.74694 is 768.7 m away, 24.74695 is 769.8 m.
    assert figures("pop_within_15min_share") == "88.89 = 4000/4500, 3 of 3"
    assert figures("pop_within_15min_share", "C") == "0 = 0/500, 1 of 1"


def test_pop_within_15min_share_is_shorter_in_degrees_of_longitude(count):
    """At 24.74° N a degree of longitude is 101 km: 0.0076° are 768.8 m, 0.0077° are 778.9 m."""
    figures = reach(
        count,
        "A | 3000 | 118.157600 | 24.740000\nB | 1000 | 118.157700 | 24.740000",
        "350212 | TA1 | A B | 118.150000 | 24.740000 | 40.0",
    )
    assert figures("pop_within_15min_share") == "75 = 3000/4000, 2 of 2"


def test_pop_within_15min_share_asks_for_a_full_service_point(count):
    figures = reach(
        count,
        "A | 3000 | 118.15 | 24.74",
        "350212 | TA1 | A | 118.15 | 24.74 | 39.5",
    )
    assert figures("pop_within_15min_share") == "0 = 0/3000, 1 of 1"


def test_pop_within_15min_share_may_be_reached_at_a_neighbours_centre_but_not_across_the_sea(count):
    figures = reach(
        count,
        "A | 3000 | 118.15 | 24.74\nD | 1000 | 118.15 | 24.742\nS | 500 | 118.15 | 24.500",
        "350212 | TA1 | A | 118.15 | 24.74 | 40.0\n350213 | XA1 | D | 118.15 | 24.501 | 40.0\n"
        "350203 | SM1 | S | 118.10 | 24.45 | 40.0",
    )
    assert figures("pop_within_15min_share", "D") == "100 = 1000/1000, 1 of 1"
    assert figures("pop_within_15min_share", "S") == "0 = 0/500, 1 of 1"


def test_pop_within_15min_share_is_unknown_without_the_places(count):
    figures = reach(
        count,
        "A | 3000 | . | .\nB | 1000 | 118.20 | 24.74\nC | 500 | 118.22 | 24.74\nD | . | 118.30 | 24.70\n"
        "S | 700 | n/a | n/a",
        "350212 | TA1 | A | 118.15 | 24.74 | 40.0\n350212 | TA2 | B | . | . | 40.0\n"
        "350213 | XA1 | D | 118.15 | 24.501 | 40.0",
    )
    # A has no point, B's centre none, C no centre on record, D no residents; for S it does not apply.
    assert figures("pop_within_15min_share") == "none, 0 of 4, 1 n/a, missing"
