"""Files for people, put where they asked for them: whole or not at all, and never through a symbolic link."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4


def put_in_place(path: Path, data: bytes) -> None:
    """Writes the file beside its place and moves it there; `OSError` where the folder or the disk refuses.

    A link at `path` is replaced, not followed: whoever can plant one must not choose what gets overwritten.
    """
    temporary = path.with_name(f".{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
