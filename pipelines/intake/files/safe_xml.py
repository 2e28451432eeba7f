"""Walking an XML document that nobody has vouched for: no document type, and with it no entity attack of any kind."""

from __future__ import annotations

import pyexpat
from collections.abc import Callable, Iterable

from pipelines.intake.files.limits import RefusedError

Attributes = dict[str, str]


class _RootError(Exception):
    """The root element has come, and after it no document type can."""


def walk(
    chunks: Iterable[bytes] | Iterable[str],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    """Calls back for every element and text of the document; `RefusedError` when it is malformed or has a type."""
    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except pyexpat.ExpatError as fault:
        raise RefusedError("unreadable") from fault


def refuse_doctype(chunks: Iterable[bytes]) -> None:
    """Lets pass a document that nobody reads here, but other programs may, unless it has a document type.

    Being malformed is no danger, and real files have malformed drawings.
    """
    parser = _parser()
    parser.StartElementHandler = _root
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
    except (pyexpat.ExpatError, _RootError):
        return


def local(tag: str) -> str:
    """A tag's name without its prefix."""
    return tag.rpartition(":")[2]


def _parser() -> pyexpat.XMLParserType:
    parser = pyexpat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _doctype
    return parser


def _doctype(*_: object) -> None:
    raise RefusedError("unsafe_workbook", reason="doctype")


def _root(*_: object) -> None:
    raise _RootError
