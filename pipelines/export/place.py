"""The folder that an export goes to: it appears whole or not at all, and nothing in it is overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from pipelines.i18n import user_error
from pipelines.ledger.home import cannot_write


def free_folder(target: Path) -> Path:
    """The folder asked for, to be written; `UserError` when it is a file or holds anything."""
    folder = target.expanduser().resolve()
    try:
        if folder.exists() and not folder.is_dir():
            raise user_error("export_is_file", path=target)
        if folder.is_dir() and any(folder.iterdir()):
            raise user_error("export_not_empty", path=target)
    except OSError as fault:
        raise cannot_write(target, fault) from fault
    return folder


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Writes the files beside the folder's place and moves them there in one step; `UserError` where that fails."""
    draft = folder.with_name(f".{uuid4().hex}.tmp")
    try:
        draft.mkdir()
        for name, data in files:
            path = draft / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        draft.rename(folder)
    except OSError as fault:
        raise cannot_write(folder, fault) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
