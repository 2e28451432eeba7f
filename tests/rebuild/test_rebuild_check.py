"""Building again from archive and ledger: the same where nothing was touched; what was touched is named."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.ledger.review import accept, sign, withdraw
from pipelines.ledger.submit import submit
from pipelines.problems import UserError
from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme
from pipelines.rebuild.check import rebuild_check
from pipelines.warehouse.build import build
from pipelines.warehouse.release import current, release_path

TINY = Path(__file__).parents[1] / "programme" / "fixtures" / "tiny"
UNIT, PERIOD = "990101", "2020Q1"
KEYS = {"period": PERIOD, "unit_code": UNIT, "as_of": "2020-03-31", "row_status": "新增"}
ONE, TWO = "990101001001", "990101001002"
T01, T02 = f"{UNIT}-{PERIOD}-01", f"{UNIT}-{PERIOD}-02"


def village(code: str, residents: int) -> dict[str, object]:
    place = {"community_code": code, "town_code": code[:9], "name": f"village {code[-1]}", "ctype": "room"}
    return KEYS | place | {"residents": residents}


def room(code: str, visits: object) -> dict[str, object]:
    return KEYS | {"community_code": code, "is_open": "是", "visits": visits, "loans": 1}


def send(home: Path, programme: Programme, file: Path, rows: Sequence[Mapping[str, object]]) -> str:
    """The receipt of a CSV file with these rows, submitted."""
    file.parent.mkdir(exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.DictWriter(out, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)
    return str(submit(home, programme, file, UNIT, PERIOD)["receipt"])


def take(home: Path, receipt: str) -> None:
    sign(home, receipt)
    accept(home, receipt)


@pytest.fixture(scope="module")
def tiny() -> Programme:
    return load_programme(TINY)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, tiny: Programme) -> Path:
    """A register, rooms, a correction of one room that replaced it, a withdrawn file and one that was refused."""
    folder = tmp_path_factory.mktemp("rebuild")
    home = folder / "home"
    take(home, send(home, tiny, folder / "T01.csv", [village(ONE, 100), village(TWO, 200)]))
    take(home, send(home, tiny, folder / "T02.csv", [room(ONE, 5), room(TWO, "several")]))
    withdraw(home, send(home, tiny, folder / "w" / "T02.csv", [room(ONE, 7)]))
    take(home, send(home, tiny, folder / "x" / "T02.csv", [room(ONE, 6) | {"loans": 9}, room(TWO, 3)]))
    send(home, tiny, folder / "notes.csv", [{"dear": "colleagues"}])
    build(home, tiny)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy of that home, to be harmed."""
    shutil.copytree(built, tmp_path / "home")
    return tmp_path / "home"


def prints(home: Path) -> dict[str, str]:
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(home.rglob("*")) if f.is_file()}


def release(home: Path) -> Path:
    return release_path(home, str(current(home)))


def test_what_nobody_touched_is_the_same_and_stays_so(home: Path, tiny: Programme) -> None:
    before = prints(home)
    told = rebuild_check(home, tiny)
    assert told.equal
    assert (told.receipts, told.changed, told.rechecked, told.newer, told.strange) == (5, False, (), 0, False)
    assert told.tables > 30
    assert prints(home) == before


def test_a_figure_changed_in_the_release_is_found_with_its_row(home: Path, tiny: Programme) -> None:
    with duckdb.connect(release(home)) as con:
        con.execute("UPDATE indicator_values SET numerator = 99 WHERE indicator = 'loans' AND level = 'city'")
    told = rebuild_check(home, tiny)
    assert not told.equal
    (one,) = told.differences
    assert (one.table, one.only_current, one.only_rebuilt) == ("indicator_values", 1, 1)
    assert one.current_rows[0]["numerator"] == 99
    assert one.rebuilt_rows[0]["numerator"] == 10
    json.dumps(told.as_dict())


def test_a_table_or_a_column_too_many_or_too_few_is_found(home: Path, tiny: Programme) -> None:
    with duckdb.connect(release(home)) as con:
        con.execute("DROP TABLE glossary")
        con.execute("CREATE TABLE extra (x INTEGER)")
        con.execute("ALTER TABLE matters ADD COLUMN odd INTEGER")
    told = {one.table: one for one in rebuild_check(home, tiny).differences}
    assert told.keys() == {"glossary", "extra", "matters"}
    assert (told["glossary"].rows, told["glossary"].rebuilt) == (None, 1)
    assert (told["extra"].rows, told["extra"].rebuilt) == (0, None)
    assert told["matters"].columns == ("odd INTEGER",)


def test_accepted_rows_that_are_not_those_of_the_file_are_traced_to_their_receipt(home: Path, tiny: Programme) -> None:
    (file,) = home.joinpath("accepted", "T01").rglob("*.parquet")
    pl.read_parquet(file).with_columns(residents=pl.col("residents") + 1).write_parquet(file)
    build(home, tiny, full=True)
    told = rebuild_check(home, tiny)
    assert told.rechecked == (T01,)
    assert {"t01", "t01_asof", "communities", "facts_f1", "indicator_values"} <= {one.table for one in told.differences}


def test_bytes_that_are_gone_or_spoilt_are_named_and_nothing_is_compared(home: Path, tiny: Programme) -> None:
    sha256 = json.loads((home / "ledger" / "receipts" / f"{T02}.json").read_text(encoding="utf-8"))["sha256"]
    (home / "archive" / sha256[:2] / sha256).write_bytes(b"something else")
    told = rebuild_check(home, tiny)
    assert not told.equal
    assert [*told.lost] == [T02]
    assert (told.tables, told.differences) == (0, ())
    (home / "archive" / sha256[:2] / sha256).unlink()
    assert [*rebuild_check(home, tiny).lost] == [T02]


def test_what_came_after_the_release_is_no_difference(home: Path, tiny: Programme, tmp_path: Path) -> None:
    take(home, send(home, tiny, tmp_path / "y" / "T02.csv", [room(ONE, 50)]))
    told = rebuild_check(home, tiny)
    assert told.equal
    assert told.newer == 4


def test_the_latest_acceptance_counts_again_as_it_did(home: Path, tiny: Programme) -> None:
    assert rebuild_check(home, tiny).equal
    with duckdb.connect(release(home), read_only=True) as con:
        assert con.execute("SELECT visits FROM t02 ORDER BY community_code").fetchall() == [(6,), (3,)]


def test_changed_definitions_are_said_to_be_changed(home: Path, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "tiny")
    form = tmp_path / "tiny" / "forms" / "T01.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("minimum: 0", "minimum: 150"), encoding="utf-8")
    told = rebuild_check(home, load_programme(tmp_path / "tiny"))
    assert told.changed
    assert T01 in told.rechecked
    assert not told.equal


def test_a_receipt_that_would_now_be_refused_is_a_difference_and_no_crash(home: Path, tiny: Programme) -> None:
    sent = b"\xd0\xcf\x11\xe0 an old workbook that no reader opens any more"
    old = json.loads((home / "ledger" / "receipts" / f"{T02}.json").read_text(encoding="utf-8"))["sha256"]
    new = hashlib.sha256(sent).hexdigest()
    events = home / "ledger" / "events.jsonl"
    events.write_text(events.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (home / "archive" / new[:2]).mkdir(exist_ok=True)
    (home / "archive" / new[:2] / new).write_bytes(sent)
    told = rebuild_check(home, tiny)
    (states,) = [one for one in told.differences if one.table == "receipts"]
    assert {row["receipt"]: row["state"] for row in states.rebuilt_rows}[T02] == "refused"
    assert T02 in told.rechecked


def test_known_errors_are_mended_again(home: Path, tiny: Programme) -> None:
    (home / "corrections").mkdir()
    (home / "corrections" / "visits.toml").write_text(
        f"""
[[correction]]
where = {{ form = "T02", period = "{PERIOD}", unit_code = "{UNIT}", community_code = "{TWO}" }}
field = "visits"
expect = 3
value = 30
reason = {{ zh = "漏填一个零", en = "A zero was lost" }}
reported_on = 2020-05-01
reported_by = "Office"
indicators = ["visits_per_100_residents"]
""",
        encoding="utf-8",
    )
    build(home, tiny)
    assert rebuild_check(home, tiny).equal


def test_a_ledger_that_does_not_fit_the_release_is_said_not_to(home: Path, tiny: Programme) -> None:
    with duckdb.connect(release(home)) as con:
        con.execute("UPDATE receipts SET state = 'signed' WHERE receipt = ?", [T01])
    told = rebuild_check(home, tiny)
    assert told.strange
    assert [one.table for one in told.differences] == ["receipts"]


def test_without_a_release_or_with_a_broken_one_there_is_nothing_to_compare(
    home: Path, tiny: Programme, tmp_path: Path
) -> None:
    release(home).write_bytes(b"not a database" * 500)
    for place, code in ((tmp_path / "empty", "no_release"), (home, "release_unreadable")):
        with pytest.raises(UserError) as refused:
            rebuild_check(place, tiny)
        assert refused.value.code == code
