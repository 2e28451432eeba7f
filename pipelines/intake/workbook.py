"""A workbook's sheets from its XML parts: which there are, the texts and styles they share; standard library only."""

from __future__ import annotations

import posixpath
import pyexpat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.intake import cell_text
from pipelines.intake.grid import RefusedError, Sheet
from pipelines.intake.guard import chunks, safe_parser
from pipelines.intake.worksheet import Book, WorksheetReader

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that another part links to, and what it is to it."""

    kind: str
    name: str


def read_workbook(archive: zipfile.ZipFile) -> list[Sheet]:
    """All sheets in their order, hidden ones marked; `RefusedError` when the archive holds no readable workbook."""
    root = next((p.name for p in _links(archive, "").values() if p.kind == "officeDocument"), None)
    if root is None or not root.endswith(".xml"):
        raise RefusedError("not_a_workbook", kind="archive")
    listing = _Listing()
    _walk(archive, root, start=listing.start)
    if not listing.sheets:
        raise RefusedError("not_a_workbook", kind="archive")
    parts = _links(archive, root)
    book = Book(_strings(archive, parts), _date_styles(archive, parts), listing.from_1904)
    found = [(sheet, parts.get(link)) for sheet, link in listing.sheets]
    return [_read(archive, part.name, sheet, book) for sheet, part in found if part and part.kind == "worksheet"]


def _links(archive: zipfile.ZipFile, of: str) -> dict[str, _Part]:
    found: dict[str, _Part] = {}
    folder, name = posixpath.split(of)

    def start(tag: str, given: Attributes) -> None:
        if _local(tag) == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, given["Target"])).lstrip("/")
            found[given["Id"]] = _Part(given["Type"].rpartition("/")[2], target)

    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if links in archive.namelist():
        _walk(archive, links, start=start)
    return found


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _walk(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    parser = safe_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    try:
        for chunk in chunks(archive, part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except pyexpat.ExpatError as fault:
        raise RefusedError("unreadable") from fault


@dataclass(slots=True)
class _Listing:
    """The list of sheets with their links, and whether days count from 1904."""

    sheets: list[tuple[Sheet, str]] = field(default_factory=list)
    from_1904: bool = False

    def start(self, tag: str, given: Attributes) -> None:
        name = _local(tag)
        if name == "workbookPr":
            self.from_1904 = given.get("date1904") in ("1", "true")
        elif name == "sheet":
            link = next(value for key, value in given.items() if key.endswith(":id"))
            self.sheets.append((Sheet(given["name"], given.get("state", "visible") != "visible"), link))


def _strings(archive: zipfile.ZipFile, parts: dict[str, _Part]) -> list[str]:
    texts = _Strings()
    for part in parts.values():
        if part.kind == "sharedStrings":
            _walk(archive, part.name, texts.start, texts.end, texts.data)
    return texts.found


@dataclass(slots=True)
class _Strings:
    """The texts that cells point to: the runs of a rich text joined, its reading aid (phonetic text) left out."""

    found: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _inside: bool = False
    _aside: bool = False

    def start(self, tag: str, _: Attributes) -> None:
        name = _local(tag)
        self._inside = name == "t" and not self._aside
        self._aside |= name == "rPh"

    def data(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._inside = False
        self._aside &= name != "rPh"
        if name == "si":
            self.found.append(cell_text.plain_text("".join(self._pieces)))
            self._pieces = []


def _date_styles(archive: zipfile.ZipFile, parts: dict[str, _Part]) -> frozenset[str]:
    styles = _Styles()
    for part in parts.values():
        if part.kind == "styles":
            _walk(archive, part.name, styles.start, styles.end)
    return frozenset(styles.dates)


@dataclass(slots=True)
class _Styles:
    """The numbers of the cell styles that show a date or a time."""

    dates: set[str] = field(default_factory=set)
    _formats: set[str] = field(default_factory=lambda: {str(n) for n in cell_text.BUILTIN_DATES})
    _next: int | None = None

    def start(self, tag: str, given: Attributes) -> None:
        name = _local(tag)
        if name == "numFmt":
            change = self._formats.add if cell_text.shows_date(given["formatCode"]) else self._formats.discard
            change(given["numFmtId"])
        elif name == "cellXfs":
            self._next = 0
        elif name == "xf" and self._next is not None:
            if given.get("numFmtId") in self._formats:
                self.dates.add(str(self._next))
            self._next += 1

    def end(self, tag: str) -> None:
        if _local(tag) == "cellXfs":
            self._next = None


def _read(archive: zipfile.ZipFile, part: str, sheet: Sheet, book: Book) -> Sheet:
    reader = WorksheetReader(sheet, book)
    _walk(archive, part, reader.start, reader.end, reader.data)
    return sheet.square()
