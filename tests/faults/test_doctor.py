"""The doctor: what is fine, what a killed writer left and does not matter, and what is really damaged; and the cure."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.doctor import installation
from pipelines.doctor.run import diagnosis
from pipelines.ledger.archive import archive
from pipelines.ledger.rows import accepted_rows
from pipelines.warehouse.release import current, release_path

TINY = Path(__file__).parents[1] / "programme" / "fixtures" / "tiny"
ONE, TWO = "990101-2020Q1-01", "990101-2020Q1-02"
FINE = ["archive", "ledger", "receipts", "corrections", "release"]


def codes(place, level: str) -> list[str]:
    return [one.code for one in place.findings() if one.level == level]


def test_a_sound_home_is_all_fine(place):
    assert codes(place, "problem") == codes(place, "note") == []
    assert codes(place, "ok") == FINE


def test_the_whole_examination_ends_with_0_and_speaks_both_languages(place, capsys):
    for lang, words in (("zh", "未发现问题"), ("en", "No problem found")):
        assert main(["doctor", "--home", str(place.home), "--programme", str(TINY), "--lang", lang]) == 0
        assert words in capsys.readouterr().out


def test_a_machine_reads_the_findings(place, capsys):
    release_path(place.home, current(place.home)).unlink()
    assert main(["doctor", "--home", str(place.home), "--programme", str(TINY), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    ill = [one for one in told["findings"] if one["level"] == "problem"]
    assert (told["healthy"], [one["code"] for one in ill]) == (False, ["release_gone"])
    assert ill[0].keys() == {"level", "code", "what_zh", "what_en", "do_zh", "do_en"}
    assert "pingshi build --full" in ill[0]["do_zh"]


def test_looking_changes_nothing(place):
    def everything() -> dict[Path, bytes | None]:
        return {one: one.read_bytes() if one.is_file() else None for one in place.home.rglob("*")}

    before = everything()
    place.findings()
    assert everything() == before


def test_a_home_that_is_not_there_yet_is_no_problem(tmp_path):
    found = diagnosis(tmp_path / "nowhere", TINY)
    assert [one.code for one in found if one.level == "problem"] == []
    assert "no_home" in [one.code for one in found]
    assert not (tmp_path / "nowhere").exists()


def test_a_broken_definition_is_told_and_the_rest_is_left(place, tmp_path):
    shutil.copytree(TINY, tmp_path / "broken")
    (tmp_path / "broken" / "norms.toml").write_text("[[", encoding="utf-8")
    found = diagnosis(place.home, tmp_path / "broken")
    assert [one.code for one in found if one.level == "problem"] == ["broken_definition"]


def test_a_library_that_is_missing_or_too_old_is_named(monkeypatch):
    wanted = ["polars>=999", "no-such-thing>=1.0", "duckdb>=0.1", 'pytest>=1; extra == "dev"']
    monkeypatch.setattr(installation, "requires", lambda _: wanted)
    found = list(installation.libraries())
    assert [one.code for one in found] == ["library", "library"]
    assert "polars" in found[0].what.en
    assert "no-such-thing" in found[1].what.en


def _spoil_archive(home: Path) -> None:
    file = next(one for one in (home / "archive").rglob("*") if one.is_file())
    file.write_bytes(b"something else")


def _lose_archive(home: Path) -> None:
    next(one for one in (home / "archive").rglob("*") if one.is_file()).unlink()


def _cut_a_line(home: Path) -> None:
    file = home / "ledger" / "events.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:1], *lines[2:]]))


def _turn_two_moves(home: Path) -> None:
    """The second receipt is accepted before it is signed, with numbers that fit."""
    file = home / "ledger" / "events.jsonl"
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    lines[6]["event"], lines[7]["event"] = lines[7]["event"], lines[6]["event"]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))


def _empty_pointer(home: Path) -> None:
    (home / "CURRENT").write_text("20200101T000000-00000000\n")


def _spoil_release(home: Path) -> None:
    release_path(home, current(home)).write_bytes(b"no database")


def _other_rows(home: Path) -> None:
    checked = home / "checked" / TWO / "T02.parquet"
    accepted_rows_of(home, TWO).write_bytes(checked.read_bytes() + b"\n")


def _break_list(home: Path) -> None:
    (home / "corrections").mkdir()
    (home / "corrections" / "a.toml").write_text("[[correction]]\nfields = 1\n")


def accepted_rows_of(home: Path, receipt: str) -> Path:
    return next((home / "accepted").rglob(f"{receipt}.parquet"))


DAMAGE = {
    "archive_spoilt": _spoil_archive,
    "archive_lost": _lose_archive,
    "ledger_damaged": _cut_a_line,
    "move_not_allowed": _turn_two_moves,
    "cannot_read": lambda home: (home / "ledger" / "receipts" / f"{ONE}.json").unlink(),
    "receipt_damaged": lambda home: (home / "ledger" / "receipts" / f"{ONE}.json").write_text("{"),
    "receipt_differs": lambda home: shutil.copy(
        home / "ledger" / "receipts" / f"{TWO}.json", home / "ledger" / "receipts" / f"{ONE}.json"
    ),
    "checked_lost": lambda home: (home / "checked" / ONE / "T01.parquet").unlink(),
    "checked_spoilt": lambda home: (home / "checked" / ONE / "T01.parquet").write_bytes(b"PAR1"),
    "accepted_lost": lambda home: accepted_rows_of(home, TWO).unlink(),
    "accepted_differs": _other_rows,
    "release_gone": _empty_pointer,
    "release_broken": _spoil_release,
    "broken_definition": _break_list,
}


@pytest.mark.parametrize("code", DAMAGE)
def test_damage_is_found_named_and_has_a_cure(place, code):
    DAMAGE[code](place.home)
    found = [one for one in place.findings() if one.level == "problem"]
    assert code in [one.code for one in found]
    for one in found:
        assert one.what.zh and one.what.en
        assert one.do.zh or "。" in one.what.zh


def test_a_lost_row_file_stops_whoever_reads_instead_of_counting_less(place):
    accepted_rows_of(place.home, TWO).unlink()
    with pytest.raises(Exception, match="missing") as raised:
        accepted_rows(place.home, place.programme, "T02")
    assert raised.value.code == "rows_lost"


def _leave_orphan(home: Path) -> None:
    archive(home, b"killed before its event")


def _leave_submission(home: Path) -> None:
    shutil.copytree(home / "checked" / TWO, home / "checked" / "990101-2020Q1-09")


def _leave_acceptance(home: Path) -> None:
    file = accepted_rows_of(home, TWO)
    shutil.copy(file, file.with_name("990101-2020Q1-09.parquet"))


LEFT = {
    "archive_orphans": _leave_orphan,
    "unfinished_submissions": _leave_submission,
    "unfinished_acceptances": _leave_acceptance,
    "temporary_files": lambda home: (home / "ledger" / ".abc.tmp").write_bytes(b"half"),
    "unfinished_builds": lambda home: (home / "releases" / ".x.building").write_bytes(b"half"),
    "torn_end": lambda home: (home / "ledger" / "events.jsonl").open("ab").write(b'{"event":') and None,
    "build_due": lambda home: (home / "CURRENT").unlink(),
}


@pytest.mark.parametrize("code", LEFT)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_killed_writers_leave_is_noted_and_does_not_count(place, code):
    LEFT[code](place.home)
    assert codes(place, "problem") == []
    assert codes(place, "note") == [code]
    assert place.visits() == [1, 1, 1]


def test_a_build_clears_what_builds_left_behind(place):
    (place.home / "releases" / ".x.building").write_bytes(b"half")
    (place.home / ".abc.tmp").write_bytes(b"half")
    place.build()
    assert codes(place, "note") == []
