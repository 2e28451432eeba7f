"""The archive: the bytes people sent, each stored once under its SHA-256 and never changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipelines.i18n import user_error
from pipelines.ledger.home import write_whole


def archive(home: Path, data: bytes) -> str:
    """The SHA-256 of the bytes, which are now safely stored; bytes already there are not written again."""
    sha256 = digest(data)
    path = _place(home, sha256)
    if not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data)
    return sha256


def fetch(home: Path, sha256: str) -> bytes:
    """The bytes stored under this SHA-256; `UserError` when they are missing or no longer the same."""
    try:
        data = _place(home, sha256).read_bytes()
    except FileNotFoundError as fault:
        raise user_error("not_in_archive", sha256=sha256) from fault
    if digest(data) != sha256:
        raise user_error("archive_damaged", sha256=sha256)
    return data


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _place(home: Path, sha256: str) -> Path:
    return home / "archive" / sha256[:2] / sha256
