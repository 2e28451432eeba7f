"""The single cases behind a family's figures: the table that holds them and what its coded values mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.programme.words import Words


@dataclass(frozen=True, slots=True)
class Code:
    """What a value of a detail's column means, and the clause of the policy it leans on (blank: none)."""

    column: str
    value: str
    label: Words
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A table of single cases behind a family's figures, such as the deviations of each decision.

    Its SQL stands beside the family's as `<family>.<name>.sql` and may read the family's facts; the release has it
    as the table `<name>`. `labels` names the columns a reader sees, `grain` says what one row is.
    """

    name: str
    title: Words
    grain: Words
    sql: Path
    labels: Mapping[str, Words]
    codes: tuple[Code, ...] = ()
