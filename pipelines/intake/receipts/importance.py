"""Findings by importance: what holds most rows back first, equal things together so that none buries the rest."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.intake.receipts.receipt import LEVELS, Finding, by_importance

_MORE = "more_of_the_same"  # counts what is not listed; by itself it says little


@dataclass(frozen=True, slots=True)
class Group:
    """The same thing found in several places, in the order of the sheet; `total` counts those left out too."""

    findings: tuple[Finding, ...]
    total: int

    @property
    def level(self) -> str:
        """Error, warning or info."""
        return str(self.findings[0]["level"])


def grouped(problems: Sequence[Finding], forms: Mapping[str, Mapping[str, Any]]) -> list[Group]:
    """All findings: errors first, among them those that concern most rows; then warnings; then infos."""
    alike: dict[tuple[Any, ...], list[Finding]] = {}
    for level in LEVELS:
        for one in by_importance(problems, level):
            alike.setdefault((level, one["code"], one.get("sheet"), one.get("field")), []).append(one)
    groups = [Group(tuple(findings), len(findings)) for findings in alike.values()]
    return sorted(groups, key=lambda group: (LEVELS.index(group.level), -_weight(group, forms)))


def at_most(groups: Sequence[Group], room: int) -> list[Group]:
    """As many findings as there is room for: of each group its share, and what is left to the most important."""
    share = max(1, room // max(1, len(groups)))
    left = room - sum(min(share, group.total) for group in groups)
    shown: list[Group] = []
    for group in groups:
        take = min(group.total, share + max(left, 0), room - sum(len(one.findings) for one in shown))
        left -= max(take - share, 0)
        if take > 0:
            shown.append(replace(group, findings=group.findings[:take]))
    return shown


def _weight(group: Group, forms: Mapping[str, Mapping[str, Any]]) -> float:
    """How many rows a group concerns: a finding of the whole sheet all its rows, one of the whole file everything."""
    one = group.findings[0]
    if one["code"] == _MORE:
        return 0
    if not one.get("sheet"):
        return math.inf
    whole = any(finding.get("row") is None for finding in group.findings)
    rows = {finding.get("row") for finding in group.findings}
    return max(len(rows), forms.get(one.get("form") or "", {}).get("rows", 0) if whole else 0)
