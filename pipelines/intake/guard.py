"""The gate: decides from a file's bytes, never from its name, whether it may be opened, and as what."""

from __future__ import annotations

import pyexpat
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

from pipelines.intake.grid import RefusedError

MAX_BYTES = 64 * 2**20
MAX_PARTS = 500
MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 100
_RATIO_FROM = 2**20
_CHUNK = 2**16
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
}
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<?xml", b"mime-version:")


def kind_of(data: bytes) -> Literal["workbook", "csv"]:
    """What the first bytes say the file is; `RefusedError` for everything that is not read here."""
    if len(data) > MAX_BYTES:
        raise RefusedError("too_large", found=-(-len(data) // 2**20), wanted=MAX_BYTES // 2**20)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise RefusedError("empty_file")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "workbook"
    if data.startswith(_OLE):
        raise RefusedError("encrypted") if _ENCRYPTED in data else RefusedError("not_a_workbook", kind="old_office")
    if other := _other_kind(data):
        raise RefusedError("not_a_workbook", kind=other)
    return "csv"


def _other_kind(data: bytes) -> str | None:
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_MARKUP):
        return "markup"
    for magic, name in _OTHERS.items():
        if data.startswith(magic):
            return name
    if b"\x00" in data and not data.startswith(_BOMS):
        return "binary"
    return None


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The zip archive behind a workbook, once its directory and every XML part in it prove harmless."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as fault:
        raise RefusedError("unreadable") from fault
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError("encrypted")
    if reason := _directory_fault(parts):
        raise RefusedError("unsafe_workbook", reason=reason)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _refuse_doctype(archive, part.filename)
    return archive


def _directory_fault(parts: list[zipfile.ZipInfo]) -> str | None:
    names = Counter(part.filename.lower() for part in parts)
    if len(parts) > MAX_PARTS:
        return "parts"
    if any(count > 1 for count in names.values()) or any(_escapes(part.orig_filename) for part in parts):
        return "names"
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        return "packing"
    if sum(part.file_size for part in parts) > MAX_UNPACKED or any(_bomb(part) for part in parts):
        return "size"
    return None


def _escapes(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\x00" in name or ".." in name.split("/")


def _bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size


def _refuse_doctype(archive: zipfile.ZipFile, name: str) -> None:
    # Parts that nobody parses here (drawings, comments) are walked too: the annotated copy of the workbook
    # opens them. Being malformed is no danger, and real files have malformed drawings.
    parser = safe_parser()
    try:
        for chunk in chunks(archive, name):
            parser.Parse(chunk, False)
    except pyexpat.ExpatError:
        return


def safe_parser() -> pyexpat.XMLParserType:
    """An XML parser that refuses a document type at once, and with it every kind of entity attack."""
    parser = pyexpat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _doctype
    return parser


def _doctype(*_: object) -> None:
    raise RefusedError("unsafe_workbook", reason="doctype")


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked bytes of one part, piece by piece; zipfile never gives more than the declared size."""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk
