"""Cells of one or two persons are nowhere in a release below district level, and no subtraction brings them back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.warehouse.release import Release, open_release

TOWN, OTHER = "350212001", "350212002"
AGES = ("age_le35", "age_36_45", "age_46_55", "age_ge56")


@pytest.fixture
def opened(office, community) -> Callable[..., Any]:
    """The release of one quarter in which each community has so many workers of each age band."""

    @contextmanager
    def run(bands: dict[str, tuple[int, ...]], cadres: dict[str, tuple[int, int]] | None = None) -> Iterator[Release]:
        staff = [
            {"community_code": code, "posts": sum(counts), "staff": sum(counts), "seconded": 0}
            | dict(zip(AGES, counts, strict=True))
            | dict(zip(("cad_elig", "cad_appointed"), (cadres or {}).get(code, (9, 5)), strict=True))
            for code, counts in bands.items()
        ]
        office.accept("350212", "2013Q4", {"T01": [community(code) for code in bands], "T04": staff})
        office.build()
        with open_release(office.home) as release:
            yield release

    return run


def figures(release: Release, indicator: str, level: str, split: str = "all") -> dict[str, str]:
    rows = release.values(indicator, level, split).filter(pl.col("period").is_in(["2013Q4", "2013H2", "2013"]))
    return {
        f"{row['unit_code'][6:]}{'' if split == 'all' else ' ' + row['split_value']}": (
            "hidden" if row["status"] == "suppressed" else f"{row['numerator']:g}/{row['denominator']:g}"
        )
        for row in rows.iter_rows(named=True)
    }


def test_one_or_two_persons_are_hidden_and_so_is_the_neighbour_that_would_give_them_away(opened):
    plain = (4, 4, 0, 5)
    bands = {f"{TOWN}001": (1, 0, 0, 6), f"{TOWN}002": plain, f"{TOWN}003": (9, 9, 0, 9), f"{OTHER}001": plain}
    with opened(bands) as release:
        assert figures(release, "staff_age_le45_share", "community") == {
            "001001": "hidden",  # one person is 45 or younger
            "001002": "hidden",  # the smaller neighbour: else the town's sum less the others would be that one person
            "001003": "18/27",
            "002001": "8/13",
        }
        assert figures(release, "staff_age_le45_share", "town") == {"001": "27/47", "002": "8/13"}
        assert figures(release, "staff_age_le45_share", "district") == {"": "35/60"}


def test_two_persons_left_over_beside_the_count_are_hidden_too(opened):
    with opened({f"{TOWN}001": (5, 0, 2, 0), f"{TOWN}002": (5, 0, 5, 0), f"{TOWN}003": (5, 0, 0, 0)}) as release:
        assert figures(release, "staff_age_le45_share", "community") == {
            "001001": "hidden",
            "001002": "5/10",
            "001003": "hidden",
        }


def test_all_parts_of_a_split_are_hidden_together(opened):
    with opened({f"{TOWN}001": (3, 2, 3, 3), f"{TOWN}002": (3, 3, 3, 3), f"{TOWN}003": (4, 4, 4, 4)}) as release:
        shown = figures(release, "staff_age_le45_share", "community", "age")
        assert {name for name, figure in shown.items() if figure != "hidden"} == {f"001003 {band[4:]}" for band in AGES}
        assert figures(release, "staff_age_le45_share", "community") == {
            "001001": "5/11",
            "001002": "6/12",
            "001003": "8/16",
        }


def test_a_hidden_figure_has_no_value_interval_or_bound_but_says_who_reported(opened):
    with opened({f"{TOWN}001": (1, 0, 0, 6), f"{TOWN}002": (4, 4, 0, 5)}) as release:
        row = release.values("staff_age_le45_share", "community").row(0, named=True)
    blank = ("numerator", "denominator", "value", "lower", "upper", "bound_low", "bound_high")
    assert {row[name] for name in blank} == {None}
    assert (row["reported"], row["expected"], row["status"]) == (1, 1, "suppressed")


def test_the_rows_behind_a_hidden_figure_do_not_hold_it_either(opened):
    with opened({f"{TOWN}001": (1, 0, 0, 6), f"{TOWN}002": (4, 4, 0, 5), f"{TOWN}003": (9, 9, 9, 9)}) as release:
        rows = release.sql("SELECT community_code, staff, age_le35, age_ge56, missing FROM t04 ORDER BY ALL")
        facts = release.sql("SELECT community_code, staff, age_le45 FROM facts_f4 WHERE period = '2013Q4' ORDER BY ALL")
    assert rows["age_le35"].to_list() == [None, None, 9]
    assert rows["staff"].to_list() == [7, 13, 36]  # how many work there is no secret
    assert [f"{age}=suppressed" in rows["missing"][0] for age in AGES] == [True] * 4
    assert rows["missing"][2] is None or not any("suppressed" in reason for reason in rows["missing"][2])
    assert facts["age_le45"].to_list() == [None, None, 18]


def test_a_count_that_follows_from_two_others_is_hidden_with_them(opened):
    plain = (4, 4, 0, 5)
    cadres = {f"{TOWN}001": (9, 8), f"{TOWN}002": (7, 3)}  # eligible, appointed: one of the nine was left out
    with opened({f"{TOWN}001": plain, f"{TOWN}002": plain, f"{TOWN}003": plain}, cadres) as release:
        rows = release.sql("SELECT cad_elig, cad_appointed FROM t04 ORDER BY community_code")
    assert rows.rows() == [(None, None), (None, None), (9, 5)]


def test_counts_that_are_no_persons_stay(opened):
    with opened({f"{TOWN}001": (1, 0, 0, 0), f"{TOWN}002": (4, 4, 0, 5)}) as release:
        assert figures(release, "station_post_fill_rate", "community") == {"001001": "1/1", "001002": "13/13"}


@pytest.mark.parametrize("seed", range(6))
def test_published_sums_never_determine_a_hidden_count(opened, seed: int):
    roll = random.Random(seed)
    towns = {f"350212{town:03}": roll.randrange(1, 5) for town in (1, 2, 105, 106)}
    codes = [f"{town}{n:03}" for town, size in towns.items() for n in range(1, size + 1)]
    with opened({code: (roll.randrange(5), roll.randrange(4), roll.randrange(4), 3) for code in codes}) as release:
        places = figures(release, "staff_age_le45_share", "community")
        sums = figures(release, "staff_age_le45_share", "town")
    hidden = [code for code in codes if places[code[6:]] == "hidden"]
    if len(codes) == len(hidden) == 1:
        return  # one community is the whole district, whose figure is published
    # what is known: the sum over each town that is shown, and over the whole district
    known = [[float(code.startswith(town)) for code in hidden] for town in towns if sums[town[6:]] != "hidden"]
    known.append([1.0] * len(hidden))
    rank = np.linalg.matrix_rank(np.array(known)) if hidden else 0
    for n, code in enumerate(hidden):
        alone = np.zeros((1, len(hidden)))
        alone[0, n] = 1
        assert np.linalg.matrix_rank(np.vstack([known, alone])) > rank, f"{code} can be computed"
