"""What must hold of the yardsticks of the programme that ships."""

from __future__ import annotations

from datetime import date

from pipelines.programme.model import Programme

SIGNED = date(2010, 7, 9)


def test_every_norm_has_a_source_and_a_year(xiamen: Programme) -> None:
    for norm in xiamen.norms:
        assert norm.source.zh
        assert norm.source.en
        assert 1989 <= norm.year <= 2025, norm.id


def test_norms_of_2010_and_later_ones_are_told_apart(xiamen: Programme) -> None:
    for norm in xiamen.norms:
        assert norm.in_force_by_2010 == (norm.yardstick == "2010"), norm.id
        if norm.yardstick == "2010":
            assert norm.year <= 2010, norm.id
            assert norm.valid_from is None or norm.valid_from <= SIGNED, norm.id


def test_the_committee_opinion_of_november_2010_came_after_the_policy(xiamen: Programme) -> None:
    (opinion,) = [one for one in xiamen.norms if one.id == "committee_opinion_2010"]
    assert (opinion.year, opinion.in_force_by_2010, opinion.yardstick) == (2010, False, "current")


def test_the_policys_only_number_is_the_pilot_quota_of_2010(xiamen: Programme) -> None:
    (quota,) = [one for one in xiamen.norms if one.id == "pilot_quota_2010"]
    assert (quota.low, quota.high, quota.confidence) == (2, 3, "S")
    assert quota.valid_to == date(2010, 12, 31)


def test_our_proposals_say_so(xiamen: Programme) -> None:
    for norm in xiamen.norms:
        assert (norm.yardstick == "proposal") == (norm.confidence == "I"), norm.id
        if norm.yardstick == "proposal":
            assert norm.source.zh == "本项目建议"


def test_18_workers_per_10000_residents_is_no_norm_of_2010(xiamen: Programme) -> None:
    (staff,) = [one for one in xiamen.norms if "staff_per_10k_residents" in one.indicators]
    assert (staff.value, staff.year, staff.in_force_by_2010) == (18, 2021, False)


def test_facility_area_rises_from_20_to_30_square_metres(xiamen: Programme) -> None:
    area = [one for one in xiamen.norms if "facility_area_per_100hh" in one.indicators]
    assert {(one.value, one.yardstick) for one in area} == {(20, "2010"), (20, "current"), (30, "current")}


def test_no_target_is_a_value(xiamen: Programme) -> None:
    (town,) = [one for one in xiamen.norms if one.id == "pilot_town_widening"]
    assert (town.value, town.low, town.high) == (None, None, None)


def test_a_norm_may_be_a_source_only(xiamen: Programme) -> None:
    (station,) = [one for one in xiamen.norms if one.id == "station_opinion_2009"]
    assert station.indicators == ()
    assert station.confidence == "—"
