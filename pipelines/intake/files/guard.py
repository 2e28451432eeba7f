"""The gate: decides from a file's first bytes, never from its name, as what it is read, if at all."""

from __future__ import annotations

from pipelines.intake.files.encodings import has_bom, looks_like_utf16, opening
from pipelines.intake.files.limits import MAX_BYTES, RefusedError

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"BM": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"{\\rtf": "document",
}
_HTML = ("<html", "<!doctype html", "<table", "<head", "<meta", "<body", "<style", "<div", "<!--")
_XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_BLANKS = b" \t\r\n\x00\xef\xbb\xbf"


def kind_of(data: bytes) -> str:
    """What the first bytes say the file is: `zip`, `ole`, `html`, `xml` or `csv`.

    `RefusedError` for everything that is not read here.
    """
    if len(data) > MAX_BYTES:
        raise RefusedError("too_large", found=-(-len(data) // 2**20), wanted=MAX_BYTES // 2**20)
    if not data.strip(_BLANKS):
        raise RefusedError("empty_file")
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    return _kind_of_text(data)


def _kind_of_text(data: bytes) -> str:
    start = opening(data).lstrip().lower()
    if start.startswith(("mime-version:", "from: <saved by")):
        raise RefusedError("not_a_workbook", kind="web_archive")
    if start.startswith("<?xml") and _XML_SHEET in start:
        return "xml"
    if start.startswith(_HTML) or start.startswith("<?xml") and "<html" in start:
        return "html"
    if start.startswith(("<?xml", "<!doctype")):
        raise RefusedError("not_a_workbook", kind="markup")
    if other := _other_kind(data):
        raise RefusedError("not_a_workbook", kind=other)
    return "csv"


def _other_kind(data: bytes) -> str | None:
    for magic, name in _OTHERS.items():
        # Two letters begin many a table; two letters and a zero byte do not.
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:32]):
            return name
    if b"\x00" in data and not has_bom(data) and not looks_like_utf16(data):
        return "binary"
    return None
