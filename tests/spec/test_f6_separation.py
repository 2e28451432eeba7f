"""F6, single cases: separation of functions beside cross-appointment and incompatible posts, per community."""

from __future__ import annotations

import pytest

POSTS = "community | both_n | pc_members | coop_cross | coop_seats | incompat_a | incompat_b | incompat_c"
CHECKS = "community | need | sep_1 | sep_2 | sep_3 | sep_4 | sep_5"


def test_separation_and_posts_sets_the_checks_beside_the_seats(count):
    figures = count(
        "F6", "2011Q1",
        T01="community\nA\nB\nC",
        T03=f"{POSTS}\nA | 3 | 7 | 2 | 9 | 1 | 0 | 0\nB | 2 | 5 | n/a | n/a | n/a | 0 | n/a",
        T07=f"{CHECKS}\nA | yes | yes | yes | no | yes | yes\nB | yes | no | n/a | no | no | .",
    )  # fmt: skip
    columns = "checks_passed, checks_due, both_n, pc_members, coop_cross, coop_seats, incompat_a, incompat_c"
    assert figures.rows(f"SELECT {columns} FROM separation_and_posts ORDER BY community_code") == [
        (4, 5, 3, 7, 2, 9, 1, 0),
        (None, None, 2, 5, None, None, None, None),  # one check not answered: no score
        (None, None, None, None, None, None, None, None),  # nothing came
    ]
    assert figures("function_separation_score", "A") == "80 = 4/5, 5 of 5"


@pytest.mark.parametrize(
    ("posts", "checks", "tension"),
    [
        ("3 | 7 | 2 | 9 | 1 | 0 | 0", "yes | yes | yes | yes | yes", "posts"),
        ("3 | 7 | 2 | 9 | 0 | 0 | 1", "yes | yes | yes | yes | yes", "posts"),
        ("3 | 7 | 5 | 9 | 0 | 0 | 0", "yes | yes | yes | yes | yes", "seats"),
        ("3 | 7 | 5 | 9 | 1 | 0 | 0", "yes | yes | yes | yes | yes", "both"),
        ("3 | 7 | 5 | 9 | 1 | 0 | 0", "no  | no  | no  | no  | no", "not_apart"),
        ("3 | 7 | 4 | 8 | 0 | 1 | 0", "yes | yes | yes | yes | yes", None),  # half is no majority; b is another matter
        ("3 | 7 | 5 | 9 | 1 | 0 | 0", ".   | yes | no  | yes | no", None),  # whether posts are apart is not told
        ("3 | 7 | 0 | 0 | . | 0 | .", "yes | yes | yes | yes | yes", None),
    ],
)
def test_separation_and_posts_names_where_the_two_forms_contradict_each_other(count, posts, checks, tension):
    figures = count("F6", "2011Q1", T03=f"{POSTS}\nA | {posts}", T07=f"{CHECKS}\nA | yes | {checks}")
    assert figures.column("SELECT tension FROM separation_and_posts WHERE period = '2011Q1'") == [tension]


def test_separation_and_posts_has_words_for_every_code(xiamen):
    (detail,) = next(f for f in xiamen.families if f.id == "F6").details
    assert {code.value for code in detail.codes} == {"both", "posts", "seats", "not_apart"}
    assert all(code.clause for code in detail.codes)
