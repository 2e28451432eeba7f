"""Where the work is kept: which folder is home, its folders, and files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from pipelines.i18n import user_error
from pipelines.problems import UserError

FOLDERS = ("archive", "ledger/receipts", "checked", "accepted", "releases")
_DEFAULT = Path(__file__).parents[2] / "data" / "workspace"


def find_home(given: str | Path | None = None) -> Path:
    """The home folder: the one given, else `$PINGSHI_HOME`, else `data/workspace`; nothing is made."""
    return Path(given or os.environ.get("PINGSHI_HOME") or _DEFAULT).expanduser().resolve()


def make_home(given: str | Path | None = None) -> Path:
    """The home folder, ready to be written to: its folders are made; `UserError` where that cannot be."""
    home = find_home(given)
    try:
        for folder in FOLDERS:
            make_folder(home / folder)
            tempfile.TemporaryFile(dir=home / folder).close()
    except OSError as fault:
        raise user_error("home_not_writable", home=home, reason=fault.strerror) from fault
    return home


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that whoever looks finds the old state or all of the new, even after a power cut.

    `UserError` when the disk is full or refuses.
    """
    write_together(path.parent, {path.name: data})


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that was not there; `UserError` when there is one, or the disk is full or refuses."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as fault:
        raise user_error("file_exists", path=path) from fault
    except OSError as fault:
        raise cannot_write(path, fault) from fault


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes several files of one folder like `write_whole`; each is whole or absent."""
    try:
        make_folder(folder)
        for name, data in files.items():
            _write(folder / name, data)
        sync_folder(folder)
    except OSError as fault:
        raise cannot_write(folder, fault) from fault


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it, so that their names too survive a power cut."""
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(new):
        sync_folder(one.parent)


def read_kept(path: Path) -> bytes:
    """The content of a file that was written earlier; `UserError` when it is gone or may not be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise user_error("cannot_read", path=path, reason=fault.strerror) from fault


def cannot_write(path: Path, fault: OSError) -> UserError:
    """The error for a file or folder that the system does not let us write; raise it."""
    return user_error("cannot_write", path=path, reason=fault.strerror)


def sync_folder(folder: Path) -> None:
    """Makes sure that the folder's new names survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
