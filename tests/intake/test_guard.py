"""What is let in is decided by a file's bytes, never by its name; what is refused is refused before it is opened."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest

from pipelines.intake.files import guard
from pipelines.intake.files.child import contents
from pipelines.intake.files.limits import RefusedError

SPACE = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
WORKBOOK = {
    "_rels/.rels": b"<R><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/></R>",
    "xl/workbook.xml": f"<workbook {SPACE}><sheets><sheet name='S' r:id='b'/></sheets></workbook>".encode(),
    "xl/_rels/workbook.xml.rels": b"<R><Relationship Id='b' Type='x/worksheet' Target='worksheets/s.xml'/></R>",
    "xl/worksheets/s.xml": b"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>",
}
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file with these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (b"", "empty_file", None),
        (b" \r\n\t", "empty_file", None),
        (b"\xef\xbb\xbf", "empty_file", None),
        (b"<?xml version='1.0'?><Workbook/>", "not_a_workbook", "markup"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "not_a_workbook", "web_archive"),
        (b"{\\rtf1\\ansi", "not_a_workbook", "document"),
        (b"GIF89a", "not_a_workbook", "picture"),
        (b"BM\x36\x00\x00\x00", "not_a_workbook", "picture"),
        (b"%PDF-1.4", "not_a_workbook", "pdf"),
        (b"\x89PNG\r\n", "not_a_workbook", "picture"),
        (b"Rar!\x1a\x07", "not_a_workbook", "archive"),
        (b"\x7fELF\x00\x01", "not_a_workbook", "binary"),
    ],
)  # fmt: skip
def test_other_files_are_named_for_what_they_are(data: bytes, code: str, kind: str | None) -> None:
    with pytest.raises(RefusedError) as refused:
        guard.kind_of(data)
    assert (refused.value.code, refused.value.slots.get("kind")) == (code, kind)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04...", "zip"),
        (OLE, "ole"),
        (b"a,b\n1,2\n", "csv"),
        (b"BMI,b\n1,2\n", "csv"),
        ("表".encode("utf-16"), "csv"),
        ("甲,乙\n1,2\n".encode("utf-16-le"), "csv"),
        (b"<html><table>", "html"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "html"),
        ("<HTML><table>".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "xml"),
    ],
)  # fmt: skip
def test_workbooks_and_text_are_let_in(data: bytes, kind: str) -> None:
    assert guard.kind_of(data) == kind


def test_a_file_over_the_limit_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_BYTES", 2**20)
    with pytest.raises(RefusedError) as refused:
        guard.kind_of(b"x" * (2**20 + 1))
    assert (refused.value.code, refused.value.slots) == ("too_large", {"found": 2, "wanted": 1})


def refused(data: bytes) -> tuple[str, dict[str, Any]]:
    """The code and slots with which the bytes are refused."""
    answer = contents(data)
    return answer["refused"], answer["slots"]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"xl/media/a.bin": b" " * 2**21}, "size"),
        ({f"p{n}": b"" for n in range(1001)}, "parts"),
        ({"../evil.xml": b"<a/>"}, "names"),
        ({"..\\evil.xml": b"<a/>"}, "names"),
        ({"/etc/evil.xml": b"<a/>"}, "names"),
        ({"xl/a.xml": b"<a/>", "xl/A.XML": b"<b/>"}, "names"),
        ({"xl/a.xml": b"<a/>", "xl\\a.xml": b"<b/>"}, "names"),
    ],
)  # fmt: skip
def test_a_dangerous_archive_is_not_opened(parts: dict[str, bytes], reason: str) -> None:
    assert refused(archive(parts)) == ("unsafe_workbook", {"reason": reason})


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/a.xml", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"),
        ("xl/a.xml", "<!DOCTYPE a><a/>".encode("utf-16")),
        ("xl/a.xml", b"<!--" + b" " * 100_000 + b"--><!DOCTYPE a><a/>"),
        ("_rels/.rels", b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"),
    ],
)  # fmt: skip
def test_a_document_type_is_refused_in_every_part(part: str, content: bytes) -> None:
    assert refused(archive(WORKBOOK | {part: content})) == ("unsafe_workbook", {"reason": "doctype"})


def test_a_malformed_part_that_nobody_reads_does_no_harm() -> None:
    assert "sheets" in contents(archive(WORKBOOK | {"xl/drawings/d.xml": b"<a><b></a>"}))


def test_names_with_backslashes_are_read_like_others() -> None:
    assert contents(archive({name.replace("/", "\\"): data for name, data in WORKBOOK.items()})) == contents(
        archive(WORKBOOK)
    )


def changed(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The archive with a field of its first header of one kind exchanged."""
    start = data.index(mark) + offset
    return data[:start] + value + data[start + len(value) :]


@pytest.mark.parametrize(
    ("offset", "value", "code"),
    [
        (8, b"\x01", "encrypted"),
        (10, b"\x63", "unsafe_workbook"),  # packed in a way of its own
        (16, b"\x00\x00\x00\x00", "unreadable"),  # a wrong checksum
        (24, b"\x01\x00\x00\x00", "unsafe_workbook"),  # more inside than was declared
        (24, b"\xff\xff\x00\x00", "unreadable"),  # less inside than was declared
        (42, b"\xff\xff\xff\x00", "unreadable"),  # a part beyond the end
    ],
)  # fmt: skip
def test_a_directory_that_does_not_fit_its_parts_is_refused(offset: int, value: bytes, code: str) -> None:
    assert refused(changed(archive(WORKBOOK), b"PK\x01\x02", offset, value))[0] == code


def test_a_part_that_has_another_name_in_its_own_header_is_unreadable() -> None:
    assert refused(changed(archive(WORKBOOK), b"PK\x03\x04", 30, b"X"))[0] == "unreadable"


def test_a_cut_archive_is_unreadable() -> None:
    data = archive(WORKBOOK)
    assert {refused(data[:length])[0] for length in range(30, len(data) - 22, 50)} == {"unreadable"}


def test_archives_with_large_sizes_are_read() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        for name, data in WORKBOOK.items():
            with box.open(name, "w", force_zip64=True) as part:
                part.write(data)
    assert contents(file.getvalue()) == contents(archive(WORKBOOK))
