"""What may stand at the path that is sent: an ordinary file within the limit; nothing else is opened or kept."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pipelines.ledger import submit as room
from pipelines.ledger.submit import dry_run, submit
from pipelines.problems import UserError
from pipelines.programme.model import Programme


def refused(tmp_path: Path, programme: Programme, path: Path) -> str:
    """The code with which a path is refused; nothing may be left behind."""
    with pytest.raises(UserError) as found:
        submit(tmp_path / "home", programme, path)
    assert not (tmp_path / "home").exists()
    return found.value.code


def test_folders_pipes_and_devices_are_no_files(tmp_path: Path, xiamen: Programme) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "link"):
        assert refused(tmp_path, xiamen, path) == "not_a_file"


def test_a_device_that_takes_the_place_of_a_file_is_no_file(
    tmp_path: Path, xiamen: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = (tmp_path / "a.csv").write_bytes(b"a,b\n") and (tmp_path / "a.csv").stat()
    monkeypatch.setattr(Path, "stat", lambda _, **__: sound)
    with pytest.raises(UserError) as found:
        room._bytes(Path("/dev/zero"))
    assert found.value.code == "not_a_file"


def test_links_that_lead_nowhere_or_in_circles_are_said(tmp_path: Path, xiamen: Programme) -> None:
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    assert refused(tmp_path, xiamen, tmp_path / "nowhere") == "no_such_file"
    assert refused(tmp_path, xiamen, tmp_path / "circle") == "file_not_readable"
    assert refused(tmp_path, xiamen, Path("a\x00b")) == "file_not_readable"


def test_a_link_to_a_file_is_the_file(tmp_path: Path, xiamen: Programme) -> None:
    (tmp_path / "a.csv").write_bytes("姓名\n某某\n".encode())
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    receipts: list[Any] = [dry_run(tmp_path / "home", xiamen, tmp_path / name) for name in ("a.csv", "link.csv")]
    assert receipts[0]["sha256"] == receipts[1]["sha256"]


def test_an_oversize_file_is_refused_unread_and_nothing_is_kept(tmp_path: Path, xiamen: Programme) -> None:
    with (tmp_path / "sparse.xlsx").open("wb") as file:
        file.truncate(10 * 2**30)
    assert refused(tmp_path, xiamen, tmp_path / "sparse.xlsx") == "file_too_large"


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, xiamen: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 11)
    monkeypatch.setattr(room, "MAX_BYTES", 10)
    monkeypatch.setattr(room, "_expect_file", lambda *_: None)
    assert refused(tmp_path, xiamen, tmp_path / "a.csv") == "file_too_large"


@pytest.mark.parametrize(("unit", "period"), [("同安区", "2013年第三季度"), ("同安", "2013Q3"), ("350212", "2013 q3")])
def test_rows_may_name_unit_and_quarter_in_words(xiamen: Programme, tmp_path: Path, unit: str, period: str) -> None:
    fields = {"period": period, "unit_code": unit, "community_code": "350212109001", "name": "关雎社区"}
    fields |= {"town_code": "350212109", "ctype": "城市社区", "households": "500", "residents": "2000"}
    lines = [",".join(xiamen.form("T01").field(name).header("zh") for name in fields), ",".join(fields.values())]
    path = tmp_path / "T01.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    for given in ((None, None), ("350212", "2013Q3")):
        receipt = submit(tmp_path / "home", xiamen, path, *given)
        assert (receipt["state"], receipt["unit"], receipt["period"]) == ("checked", "350212", "2013Q3")
        assert receipt["forms"]["T01"]["accepted"] == 1
