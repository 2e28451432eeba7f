"""From the district's workbook to the leader's figures: `from pipelines import open_release` reads the result."""

from __future__ import annotations

TYPE_CHECKING = False  # read by type checkers as true; importing `typing` takes longer than all else in the reader
if TYPE_CHECKING:
    from pipelines.warehouse.release import open_release as open_release


def __getattr__(name: str) -> object:
    """`open_release`, fetched only when somebody asks: the command line need not wait for the warehouse."""
    if name == "open_release":
        from pipelines.warehouse import release

        return release.open_release
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
