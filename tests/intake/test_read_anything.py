"""Whatever the bytes are, reading them ends in tables or in problems said in both languages, never in an exception."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.intake.files import child

STARTS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    "报告期,填报单位\n".encode(),
)
SPACES = " " * 2_000_000
BILLION_LAUGHS = b"<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;&x;&x;'>]><worksheet>&y;</worksheet>"
FAR = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'


def answered(reading: Any) -> bool:
    """Whether there is a table, or a reason why there is none."""
    said = [one.message_zh and one.message_en and one.message_zh != one.message_en for one in reading.problems]
    return all(said) and bool(reading.tables or any(one.level == "error" for one in reading.problems))


@pytest.fixture(scope="module")
def sample(office: Any, site: Any) -> bytes:
    """A sound workbook."""
    return office.workbook({"T01": site["T01"], "T04": site["T04"]})


@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(start: bytes, rest: bytes, office: Any) -> None:
    assert answered(office.read(start + rest))


@given(text=st.text(st.sampled_from('报告期填报单位,;\t"\n\r1一 '), max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_table_or_a_refusal(text: str) -> None:
    answer = child.contents(text.encode())
    assert ("sheets" in answer) != ("refused" in answer)


@pytest.mark.parametrize("seed", range(12))
def test_a_workbook_with_bytes_gone_wrong(seed: int, sample: bytes, office: Any) -> None:
    dice = random.Random(seed)
    data = bytearray(sample)
    for _ in range(dice.randint(1, 30)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    assert answered(office.read(bytes(data)))


@pytest.mark.parametrize("seed", range(12))
def test_a_workbook_whose_xml_was_meddled_with(seed: int, sample: bytes, office: Any) -> None:
    dice = random.Random(seed)

    def meddle(name: str, content: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")) or dice.random() < 0.7:
            return content
        pieces = content.split(b"<")
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(pieces))
            pieces[place : place + 1] = dice.choice([[], [pieces[place]] * 2, [pieces[place].replace(b"1", b"-9")]])
        return b"<".join(pieces)

    assert answered(office.read(rezipped(sample, meddle)))


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return file.getvalue()


def put(part: str, content: bytes) -> Callable[[bytes], bytes]:
    """Makes one part of a workbook something else."""
    return lambda data: rezipped(data, lambda name, old: content if name == part else old)


def twice(data: bytes) -> bytes:
    """The workbook with a part that is there twice: two readers, two truths."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as box, pytest.warns(UserWarning, match="Duplicate name"):
        box.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    return file.getvalue()


def rezipped_with_spaces(data: bytes) -> bytes:
    """A sheet that unpacks to two million spaces."""
    return put("xl/worksheets/sheet1.xml", f"<worksheet>{SPACES}</worksheet>".encode())(data)


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (rezipped_with_spaces, "unsafe_workbook"),
        (twice, "unsafe_workbook"),
        (put("xl/worksheets/sheet1.xml", BILLION_LAUGHS), "unsafe_workbook"),
        (put("xl/styles.xml", BILLION_LAUGHS), "unsafe_workbook"),
        (put("xl/worksheets/sheet1.xml", FAR), "outside_grid"),
        (put("xl/worksheets/sheet1.xml", b"<a>" * 200_000), "unreadable"),
        (lambda _: ("甲," * 300 + "\n").encode(), "outside_grid"),
        (lambda _: b"a,b\n" + b"x" * 1_000_000, "csv_broken"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_for_what_it_is(
    attack: Callable[[bytes], bytes], code: str, sample: bytes, office: Any
) -> None:
    reading = office.read(attack(sample))
    assert [problem.code for problem in reading.problems] == [code]
    assert answered(reading)


def test_a_file_name_is_only_data(office: Any, site: Any, tmp_path: Path) -> None:
    name = "../" * 20 + "社" * 300 + ".csv"
    (table,) = office.read(office.csv("T04", site["T04"]).encode(), name).tables
    assert table.sheet == name
    assert list(tmp_path.iterdir()) == []
