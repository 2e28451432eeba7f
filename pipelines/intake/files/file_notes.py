"""What is to be said of a file that is read though it is not a plain .xlsx, or holds what is left alone."""

from __future__ import annotations

Notes = list[tuple[str, dict[str, str | int]]]


def file_notes(kind: str | None, has_macros: bool, linked: int) -> Notes:
    """Another format than .xlsx is named; macros are not run, links to other files not followed."""
    notes: Notes = [("other_format", {"kind": kind})] if kind else []
    if has_macros:
        notes.append(("macros_ignored", {}))
    if linked:
        notes.append(("external_links", {"count": linked}))
    return notes
