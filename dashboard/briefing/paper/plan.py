"""What the report holds, in order, as `plan.toml` lists it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def plan() -> Mapping[str, Any]:
    """What the report holds, in order."""
    return tomllib.loads(Path(__file__).with_name("plan.toml").read_text(encoding="utf-8"))
