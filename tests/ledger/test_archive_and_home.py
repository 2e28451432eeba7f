"""The home folder and the archive: bytes are stored once, whole, and come back the same or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.ledger.archive import archive, digest, fetch
from pipelines.ledger.home import FOLDERS, find_home, make_home, write_whole
from pipelines.problems import UserError


def test_home_is_the_one_given_else_the_environment_else_the_workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("PINGSHI_HOME", str(tmp_path / "from-environment"))
    assert find_home(tmp_path / "given") == tmp_path / "given"
    assert find_home() == tmp_path / "from-environment"
    monkeypatch.delenv("PINGSHI_HOME")
    assert find_home().parts[-2:] == ("data", "workspace")


def test_looking_for_home_makes_nothing(tmp_path):
    assert not find_home(tmp_path / "nowhere").exists()


def test_a_new_home_has_its_folders(tmp_path):
    home = make_home(tmp_path / "new")
    assert all((home / folder).is_dir() for folder in FOLDERS)


def test_a_home_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(UserError, match="file/home") as refused:
        make_home(tmp_path / "file" / "home")
    assert refused.value.code == "home_not_writable"


def test_bytes_come_back_by_their_sha256(tmp_path):
    sha256 = archive(tmp_path, b"workbook")
    assert sha256 == digest(b"workbook")
    assert fetch(tmp_path, sha256) == b"workbook"


def test_the_same_bytes_are_stored_once(tmp_path):
    first = archive(tmp_path, b"workbook")
    stored = _stored(tmp_path)
    before = stored[0].stat().st_ino
    assert archive(tmp_path, b"workbook") == first
    assert _stored(tmp_path) == stored
    assert stored[0].stat().st_ino == before


def test_damaged_bytes_are_not_handed_out(tmp_path):
    sha256 = archive(tmp_path, b"workbook")
    _stored(tmp_path)[0].write_bytes(b"workbooK")
    with pytest.raises(UserError, match="damaged"):
        fetch(tmp_path, sha256)


def test_sending_the_bytes_again_mends_a_damaged_copy(tmp_path):
    sha256 = archive(tmp_path, b"workbook")
    _stored(tmp_path)[0].write_bytes(b"")
    archive(tmp_path, b"workbook")
    assert fetch(tmp_path, sha256) == b"workbook"


def test_missing_bytes_are_named_by_their_hash(tmp_path):
    with pytest.raises(UserError, match="abcd"):
        fetch(tmp_path, "abcd")


def test_a_write_that_fails_leaves_the_old_file_and_no_remains(tmp_path, monkeypatch):
    write_whole(tmp_path / "file", b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(UserError, match="No space left"):
        write_whole(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def _stored(home: Path) -> list[Path]:
    return [path for path in (home / "archive").rglob("*") if path.is_file()]
