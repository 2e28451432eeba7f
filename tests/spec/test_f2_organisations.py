"""F2 组织覆盖: are the organisations that ought to be there complete, and at work?"""

from __future__ import annotations

RUNNING = "支部 | 7 | 3 | yes | yes | yes | yes"  # Party form, committee members, sub-committees, heads, activities
HEADINGS = "party_form | rc_members | rc_subs | head_party | head_rc | act_party | act_rc"


def test_trinity_complete_rate_needs_all_three_in_place_headed_and_active(count):
    figures = count(
        "F2", "2011Q1",
        T03=f"""
        community | {HEADINGS} | station_mode | station_open_on | head_station | act_station
        A | {RUNNING}                                  | 独立工作站 | 2010-12-01 | yes | yes
        B | {RUNNING}                                  | 联合工作站 | 2010-12-01 | yes | no
        C | {RUNNING}                                  | 居委会承接 | .          | n/a | n/a
        D | 无 | 7 | 3 | no | yes | no | yes           | 独立工作站 | 2010-12-01 | yes | yes
        """,
    )  # fmt: skip
    assert figures("trinity_complete_rate") == "25 = 1/4, 4 of 4"
    assert figures("trinity_complete_rate", part="rule:strict") == "25 = 1/4, 4 of 4"
    assert figures("trinity_complete_rate", part="rule:or_fallback") == "50 = 2/4, 4 of 4"
    assert figures("trinity_complete_rate", part="leg:party") == "75 = 3/4, 4 of 4"
    assert figures("trinity_complete_rate", part="leg:station") == "50 = 2/4, 4 of 4"


def test_trinity_complete_rate_counts_sub_committees_only_where_asked(count):
    figures = count(
        "F2", "2011Q1",
        T03=f"""
        community | {HEADINGS} | station_mode | station_open_on | head_station | act_station
        A | 支部 | 7 | 0 | yes | yes | yes | yes | 独立工作站 | 2010-12-01 | yes | yes
        """,
    )  # fmt: skip
    assert figures("trinity_complete_rate") == "100 = 1/1, 1 of 1"
    assert figures("trinity_complete_rate", part="rule:with_subs") == "0 = 0/1, 1 of 1"


def test_trinity_complete_rate_is_unknown_only_while_no_answer_settles_it(count):
    figures = count(
        "F2", "2011Q1",
        T01="""
        community | ctype
        A         | 村改居
        B         | 村改居
        C         | 村改居
        D         | 村改居
        S         | 城市社区
        """,
        T03=f"""
        community | {HEADINGS} | station_mode | station_open_on | head_station | act_station
        A | {RUNNING}                            | 独立工作站 | 2010-12-01 | yes | .
        B | 支部 | 7 | 3 | no | yes | yes | yes  | 独立工作站 | 2010-12-01 | yes | .
        C | {RUNNING}                            | 独立工作站 | .          | yes | yes
        """,
    )  # fmt: skip
    # A: activity of the station not reported. B: a head is missing, whatever the station did. C: not open yet.
    # D did not send the form; S is no village-turned community.
    assert figures("trinity_complete_rate", also="bounds") == "0 = 0/2, 2 of 4, partial, 0.00 to 50.00"


def test_party_committee_rate_asks_only_those_that_are_eligible(count):
    figures = count(
        "F2", "2011Q2",
        T01="""
        community | party_members
        A         | 120
        B         | 40
        C         | 100
        D         | 99
        S         | .
        """,
        T03="""
        community | party_form | committee_due
        A         | 党委       | yes
        B         | 总支       | yes
        C         | 支部       | no
        D         | 党委       | .
        S         | 支部       | .
        """,
    )  # fmt: skip
    # Eligible: A, B (reported as due), C (100 members). D is not. S: neither answer is there.
    assert figures("party_committee_rate", period="2011H1") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("party_committee_rate", part="party_form:general") == "33.33 = 1/3, 3 of 4, 1 n/a, partial"
    assert figures("party_committee_rate", "D") == "none, 0 of 0, 1 n/a, not_applicable"


def test_party_committee_rate_of_a_form_not_sent_is_missing(count):
    figures = count(
        "F2", "2011Q2",
        T01="""
        community | party_members
        A         | 120
        B         | 40
        """,
    )  # fmt: skip
    assert figures("party_committee_rate", also="bounds") == "none, 0 of 2, missing, 0.00 to 100.00"


def test_compound_building_party_rate_counts_units_not_communities(count):
    figures = count(
        "F2", "2011Q2",
        T01="""
        community | compounds | buildings
        A         | 12        | 3
        B         | 0         | 0
        C         | 2         | 1
        """,
        T03="""
        community | comp_due | comp_done | bldg_due | bldg_done
        A         | 8        | 6         | 2        | 1
        B         | 0        | 0         | 0        | 0
        C         | 5        | 5         | .        | .
        """,
    )  # fmt: skip
    assert figures("compound_building_party_rate") == "70 = 7/10, 2 of 3, partial"
    assert figures("compound_building_party_rate", "B") == "none = 0/0, 1 of 1, empty"
    assert figures("compound_building_party_rate", part="place:compound") == "84.62 = 11/13, 3 of 3"
    assert figures("compound_building_party_rate", part="place:building") == "50 = 1/2, 2 of 3, partial"
    assert figures("compound_building_party_rate", "A", part="base:every") == "46.67 = 7/15, 1 of 1"


def test_coop_party_rate_asks_registered_co_operatives_with_enough_members(count):
    figures = count(
        "F2", "2011Q2",
        T03="""
        community | coop_party
        A         | 单独
        B         | 联合
        C         | 不适用
        D         | 无
        S         | 单独
        """,
        T07="""
        community | coop_form
        A         | 股份合作社
        B         | 公司
        C         | 股份合作社
        D         | 未成立
        """,
    )  # fmt: skip
    # C has fewer than three members, D no co-operative; whether S has one was not reported.
    assert figures("coop_party_rate") == "100 = 2/2, 2 of 3, 2 n/a, partial"
    assert figures("coop_party_rate", part="form:own") == "50 = 1/2, 2 of 3, 2 n/a, partial"


def test_mass_org_complete_rate_counts_four_organisations_per_community(count):
    figures = count(
        "F2", "2011Q4",
        T03="""
        community | union_ok | youth_ok | women_ok | militia_ok
        A         | yes      | no       | yes      | n/a
        B         | yes      | .        | yes      | no
        """,
    )  # fmt: skip
    assert figures("mass_org_complete_rate", period="2011") == "66.67 = 4/6, 6 of 7, 1 n/a, partial"
    assert figures("mass_org_complete_rate", part="organisation:youth") == "0 = 0/1, 1 of 2, partial"
    assert figures("mass_org_complete_rate", "A", part="organisation:militia") == "none, 0 of 0, 1 n/a, not_applicable"
