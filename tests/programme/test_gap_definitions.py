"""A gap names what it divides: a definition that compares nothing, or what there is not, is broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.problems import UserError
from pipelines.programme.load import load_programme

TINY = Path(__file__).parent / "fixtures" / "tiny"
GAP = """
[[indicator]]
id = "rooms_gap"
name = { zh = "差距", en = "Gap" }
question = { zh = "差多少？", en = "How far apart?" }
definition = { zh = "甲 ÷ 乙", en = "one ÷ the other" }
clause = "1"
kind = "gap"
multiplier = 1
unit = { zh = "倍", en = "times" }
decimals = 2
level = "D"
period = "Q"
direction = "neutral"
interval = "log_ratio"
bounds = false
norms = []
counters = ["rooms_open_share"]
needs = ["T02.is_open"]
caution = { zh = "拉平也算。", en = "Levelling down counts." }

[indicator.gap]
bases = ["rooms_open_share"]

[[indicator.gap.comparison]]
name = "place"
label = { zh = "甲比乙", en = "one to the other" }
level = "district"
group = "990101"
reference = "990102"
"""


def load(tmp_path: Path, old: str, new: str):
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder)
    file = folder / "indicators" / "F1.toml"
    assert not old or old in GAP
    file.write_text(file.read_text(encoding="utf-8") + GAP.replace(old, new, 1) if old else GAP, encoding="utf-8")
    return load_programme(folder)


def test_a_gap_between_two_districts_is_a_definition_of_any_programme(tmp_path: Path) -> None:
    one = next(i for i in load(tmp_path, "rooms_gap", "rooms_gap").indicators if i.id == "rooms_gap")
    assert one.gap is not None
    assert (one.numerator, one.gap.bases, one.gap.comparisons[0].reference) == (None, ("rooms_open_share",), "990102")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('bases = ["rooms_open_share"]', 'bases = ["doors_open_share"]', "doors_open_share"),
        ('bases = ["rooms_open_share"]', "bases = []", "bases"),
        ('reference = "990102"', 'reference = "990109"', "990109"),
        ('level = "district"', 'split = "ctype"', "ctype"),
        ('level = "district"\n', "", "split"),
        ('kind = "gap"', 'kind = "gap"\nnumerator = "open_rooms"', "open_rooms"),
        ('interval = "log_ratio"', 'interval = "wilson"', "wilson"),
        ('kind = "gap"', 'kind = "count"\nnumerator = "open_rooms"', "gap"),
    ],
)
def test_a_broken_gap_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(UserError) as raised:
        load(tmp_path, old, new)
    assert raised.value.code == "broken_definition"
    assert said in raised.value.message_en
