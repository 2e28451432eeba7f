"""An Excel workbook's sheets from its XML parts: which there are, the texts and styles they share."""

from __future__ import annotations

import posixpath

from pipelines.intake.files.file_notes import Notes, file_notes
from pipelines.intake.files.gathered import GatheredSheet
from pipelines.intake.files.limits import RefusedError
from pipelines.intake.files.number_format import Formats
from pipelines.intake.files.safe_xml import Attributes, local, walk
from pipelines.intake.files.shared_texts import shared_texts
from pipelines.intake.files.worksheet import Book, WorksheetReader, without_blanks
from pipelines.intake.files.zip_parts import Archive

Links = dict[str, tuple[str, str]]


def links(archive: Archive, of: str) -> Links:
    """What a part links to inside the archive: link → what it is to the part, and its name."""
    found: Links = {}
    folder, name = posixpath.split(of)

    def start(tag: str, given: Attributes) -> None:
        if local(tag) == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, given["Target"].replace("\\", "/"))).lstrip("/")
            found[given["Id"]] = (given["Type"].rpartition("/")[2], target)

    of_part = posixpath.join(folder, "_rels", f"{name}.rels")
    if of_part in archive.parts:
        walk(archive.chunks(of_part), start)
    return found


def notes(archive: Archive, kind: str | None) -> Notes:
    """What the archive holds that is left alone."""
    names = [name.lower() for name in archive.parts]
    macros = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names)
    return file_notes(kind, macros, sum("/externallinks/" in name and "_rels" not in name for name in names))


def read_workbook(archive: Archive, root: str) -> list[GatheredSheet]:
    """All sheets in their order, hidden ones marked; `RefusedError` when the archive holds no readable workbook."""
    listing = _Listing()
    walk(archive.chunks(root), listing.start)
    if not listing.sheets:
        raise RefusedError("not_a_workbook", kind="archive")
    parts = links(archive, root)
    strings, formats = shared_texts(archive, _of_kind(parts, "sharedStrings")), _formats(archive, parts)
    book = Book(strings, formats, listing.from_1904, listing.stale)
    found = [(sheet, *parts.get(link, ("", ""))) for sheet, link in listing.sheets]
    return [_read(archive, part, sheet, book) for sheet, kind, part in found if kind == "worksheet"]


def _of_kind(parts: Links, wanted: str) -> list[str]:
    return [name for kind, name in parts.values() if kind == wanted]


class _Listing:
    """The list of sheets with their links, whether days count from 1904, and whether formulas want calculating."""

    def __init__(self) -> None:
        self.sheets: list[tuple[GatheredSheet, str]] = []
        self.from_1904 = False
        self.stale = False

    def start(self, tag: str, given: Attributes) -> None:
        """An element opens."""
        name = local(tag)
        if name == "workbookPr":
            self.from_1904 = given.get("date1904") in ("1", "true")
        elif name == "calcPr":
            self.stale = given.get("fullCalcOnLoad") in ("1", "true")
        elif name == "sheet":
            link = next(value for key, value in given.items() if key.endswith(":id"))
            self.sheets.append((GatheredSheet(given["name"], given.get("state", "visible") != "visible"), link))


def _formats(archive: Archive, parts: Links) -> Formats:
    styles = _Styles()
    for name in _of_kind(parts, "styles"):
        walk(archive.chunks(name), styles.start, styles.end)
    return styles.formats


class _Styles:
    """What the cell styles show: dates, percentages, or plain numbers."""

    def __init__(self) -> None:
        self.formats = Formats()
        self._inside = False

    def start(self, tag: str, given: Attributes) -> None:
        """An element opens."""
        name = local(tag)
        if name == "numFmt":
            self.formats.define(given["numFmtId"], given["formatCode"])
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.formats.add_style(given.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        """An element closes."""
        if local(tag) == "cellXfs":
            self._inside = False


def _read(archive: Archive, part: str, sheet: GatheredSheet, book: Book) -> GatheredSheet:
    sheet.from_1904 = book.from_1904
    reader = WorksheetReader(sheet, book)
    walk(without_blanks(archive.chunks(part)), reader.start, reader.end, reader.data)
    return sheet.square()
