"""Reads a release: which one is current, and its figures as frames."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import polars as pl

from pipelines.i18n import user_error
from pipelines.ledger.home import find_home

_VALUES = """
SELECT *
FROM indicator_values
WHERE indicator = $indicator
  AND split = $split
  AND ($level IS NULL OR level = $level)
  AND ($period IS NULL OR period = $period)
ORDER BY period, level, unit_code, split_value
"""


def current(home: Path) -> str | None:
    """The name of the release that the pointer shows; `None` while there is none."""
    pointer = home / "CURRENT"
    name = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
    return name if name and release_path(home, name).is_file() else None


def release_path(home: Path, name: str) -> Path:
    """The file of a release."""
    return home / "releases" / f"{name}.duckdb"


def open_release(home: str | Path | None = None) -> Release:
    """The current release of a home folder, to be read; `UserError` `no_release` while there is none.

    It stays the same release, whatever is built meanwhile.
    """
    folder = find_home(home)
    name = current(folder)
    if name is None:
        raise user_error("no_release", home=folder)
    return Release(folder, name)


class Release:
    """One release, opened for reading; a context manager. Frames are Polars."""

    def __init__(self, home: Path, name: str) -> None:
        self.name = name
        self.path = release_path(home, name)
        self._con = duckdb.connect(
            self.path,
            read_only=True,
            config={"enable_external_access": "false", "lock_configuration": "true"},
        )

    def indicators(self) -> pl.DataFrame:
        """One row per indicator: what it asks, how it is counted, how it can mislead."""
        return self.sql("SELECT * FROM indicators ORDER BY position")

    def values(
        self, indicator: str, level: str | None = None, split: str = "all", period: str | None = None
    ) -> pl.DataFrame:
        """One row per period, unit and value of the split; `UserError` for an indicator that there is not."""
        known = self.indicators()["id"].to_list()
        if indicator not in known:
            raise user_error("unknown_indicator", name=indicator, known=", ".join(known))
        return self.sql(_VALUES, indicator=indicator, level=level, split=split, period=period)

    def sql(self, query: str, **parameters: Any) -> pl.DataFrame:
        """The answer to a query; `$name` in it stands for a parameter. Nothing can be changed.

        Each call has its own cursor, so that several threads may ask at once.
        """
        with self._con.cursor() as cursor:
            frame: pl.DataFrame = cursor.sql(query, params=parameters or None).pl()
        return frame

    def close(self) -> None:
        """Lets go of the file."""
        self._con.close()

    def __enter__(self) -> Release:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
