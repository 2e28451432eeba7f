"""An indicator may say inside which of its splits alone its units may be compared; the split has to be declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme


def test_funds_per_case_are_compared_within_one_matter(xiamen: Programme) -> None:
    found = {one.id: one.within for one in xiamen.indicators}
    assert found["fund_per_case"] == "matter"
    assert found["funded_matter_share"] is None


def test_a_split_that_is_not_declared_is_refused(copy: Path) -> None:
    file = copy / "indicators" / "F1.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('interval = "wilson"\n', 'interval = "wilson"\nwithin = "x"\n', 1), encoding="utf-8")
    with pytest.raises(UserError, match=r"indicator\[0\]\.within: found “x”"):
        load_programme(copy)
