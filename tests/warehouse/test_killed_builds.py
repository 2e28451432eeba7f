"""A build that is killed at any moment leaves the release before it current and nothing that looks like a release."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipelines import open_release
from pipelines.warehouse.release import current, release_path

BUILD = """
import sys
from pathlib import Path
from pipelines.programme.load import load_programme
from pipelines.warehouse.build import build
programme = load_programme(sys.argv[2])
print("ready", flush=True)
build(Path(sys.argv[1]), programme, full=True)
"""


def killed_build(home: Path, folder: Path, seconds: float) -> bool:
    """Whether a build in a process of its own was still at work when it was killed after these seconds."""
    command = [sys.executable, "-c", BUILD, str(home), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        child.stdout.readline()
        time.sleep(seconds)
        child.kill()
    return child.returncode == -signal.SIGKILL


def releases(home: Path) -> set[str]:
    """The names of all releases that are there."""
    return {file.stem for file in (home / "releases").glob("*.duckdb")}


@pytest.mark.parametrize("seconds", [0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.25])
def test_kill_leaves_the_old_release_current(tiny_office, seconds):
    tiny_office.open_rooms(1)
    first = tiny_office.build()
    tiny_office.open_rooms(2, number=2)
    killed_build(tiny_office.home, tiny_office.programme.folder, seconds)
    now = current(tiny_office.home)
    for name in releases(tiny_office.home):
        with duckdb.connect(str(release_path(tiny_office.home, name)), read_only=True) as con:
            assert con.execute("SELECT COUNT(*) FROM indicator_values").fetchone()[0] > 0
    with open_release(tiny_office.home) as release:
        rooms = release.values("rooms_open_share", level="city")["numerator"].item()
    assert rooms == (1 if now == first else 2)


def test_the_next_build_clears_away_what_a_killed_one_left(tiny_office):
    tiny_office.open_rooms(1)
    folder = tiny_office.home / "releases"
    for name in (".20200101T000000-00000000.building", ".20200101T000000-00000000.building.wal"):
        (folder / name).write_bytes(b"half a release")
    (folder / ".20200101T000000-00000000.building.spill").mkdir()
    assert releases(tiny_office.home) == set()
    assert current(tiny_office.home) is None
    name = tiny_office.build()
    assert sorted(file.name for file in folder.iterdir()) == [".lock", f"{name}.duckdb"]


def test_two_builds_at_once_take_turns(tiny_office):
    tiny_office.open_rooms(2)
    command = [sys.executable, "-c", BUILD, str(tiny_office.home), str(tiny_office.programme.folder)]
    children = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    with open_release(tiny_office.home) as release:
        assert release.values("rooms_open_share", level="city")["numerator"].item() == 2
