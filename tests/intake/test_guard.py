"""What is let in is decided by a file's bytes, never by its name; what is refused is refused before it is opened."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from pipelines.intake import guard
from pipelines.intake.grid import RefusedError

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
        (OLE + "Workbook".encode("utf-16-le"), "not_a_workbook", "old_office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", None),
        (b"<html><table>", "not_a_workbook", "markup"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "not_a_workbook", "markup"),
        (b"<?xml version='1.0'?><Workbook/>", "not_a_workbook", "markup"),
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
    ("data", "kind"), [(b"PK\x03\x04...", "workbook"), (b"a,b\n1,2\n", "csv"), ("表".encode("utf-16"), "csv")]
)
def test_workbooks_and_text_are_let_in(data: bytes, kind: str) -> None:
    assert guard.kind_of(data) == kind


def test_a_file_over_the_limit_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_BYTES", 2**20)
    with pytest.raises(RefusedError) as refused:
        guard.kind_of(b"x" * (2**20 + 1))
    assert (refused.value.code, refused.value.slots) == ("too_large", {"found": 2, "wanted": 1})


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"xl/media/a.bin": b" " * 2**21}, "size"),
        ({f"p{n}": b"" for n in range(501)}, "parts"),
        ({"../evil.xml": b"<a/>"}, "names"),
        ({"/etc/evil.xml": b"<a/>"}, "names"),
        ({"xl/a.xml": b"<a/>", "xl/A.XML": b"<b/>"}, "names"),
        ({"xl/a.xml": b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"}, "doctype"),
        ({"xl/a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}, "doctype"),
        ({"_rels/.rels": b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"}, "doctype"),
    ],
)  # fmt: skip
def test_a_dangerous_archive_is_not_opened(parts: dict[str, bytes], reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        guard.open_archive(archive(parts))
    assert (refused.value.code, refused.value.slots) == ("unsafe_workbook", {"reason": reason})


def test_a_malformed_part_that_nobody_reads_does_no_harm() -> None:
    assert guard.open_archive(archive({"xl/drawings/d.xml": b"<a><b></a>"})).namelist() == ["xl/drawings/d.xml"]


def test_an_encrypted_archive_is_called_encrypted() -> None:
    data = bytearray(archive({"a.xml": b"<a/>"}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(RefusedError) as refused:
        guard.open_archive(bytes(data))
    assert refused.value.code == "encrypted"
