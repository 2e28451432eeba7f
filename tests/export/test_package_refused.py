"""What is not exported, and that a refusal leaves everything as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.export.package import export
from pipelines.problems import UserError
from pipelines.programme.model import Programme


@pytest.mark.parametrize("there", ["a file", "a folder with something in it", "a folder in no folder"])
def test_nothing_is_overwritten_or_left_half_written(built: Path, tiny: Programme, tmp_path: Path, there: str) -> None:
    target = tmp_path / "out"
    if there == "a file":
        target.write_text("mine")
    elif there == "a folder with something in it":
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    else:
        target = tmp_path / "none" / "out"
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UserError) as refused:
        export(built, tiny, target, "csv")
    assert str(target) in refused.value.message_zh and str(target) in refused.value.message_en
    assert sorted(tmp_path.rglob("*")) == before


def test_a_disk_that_fills_up_leaves_nothing(
    built: Path, tiny: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, written = Path.write_bytes, []

    def full(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) > 3:
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError) as refused:
        export(built, tiny, tmp_path / "out", "csv")
    assert refused.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == []


def test_another_programme_or_no_release_is_refused(
    built: Path, tiny: Programme, xiamen: Programme, tmp_path: Path
) -> None:
    for home, programme, code in (
        (built, xiamen, "export_other_programme"),
        (tmp_path / "empty", tiny, "no_release"),
    ):
        with pytest.raises(UserError) as refused:
            export(home, programme, tmp_path / "out", "csv")
        assert refused.value.code == code
    assert not (tmp_path / "out").exists()


def test_a_release_that_cannot_be_read_is_said_to_be_so(tiny: Programme, tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "CURRENT").write_text("spoilt\n")
    (tmp_path / "releases" / "spoilt.duckdb").write_bytes(b"not a database" * 500)
    with pytest.raises(UserError) as refused:
        export(tmp_path, tiny, tmp_path / "out", "csv")
    assert refused.value.code == "release_unreadable"
