"""The child process that opens a file nobody has vouched for: bytes on standard input, cells as JSON on output.

Started by `sandbox.py`; imports nothing but the standard library, and of that little: it starts for every file, and
starting took longer than reading. The readers of rarer kinds of file are imported when one comes.
"""

from __future__ import annotations

import json
import resource
import sys

from pipelines.intake.files.gathered import GatheredFile
from pipelines.intake.files.guard import kind_of
from pipelines.intake.files.limits import CPU_SECONDS, MAX_CELLS, MEMORY_BYTES, OUTPUT_BYTES, RefusedError
from pipelines.intake.files.safe_xml import refuse_doctype
from pipelines.intake.files.zip_parts import Archive

_TOO_MUCH: dict[str, object] = {"refused": "took_too_long", "slots": {}}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def main() -> None:
    """Reads standard input within the limits and writes `{kind, sheets, notes}` or `{refused, slots}`."""
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, OUTPUT_BYTES)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        answer = _written(contents(sys.stdin.buffer.read()))
    except MemoryError:
        answer = b""
    sys.stdout.buffer.write(answer if 0 < len(answer) <= OUTPUT_BYTES else _written(_TOO_MUCH))


def _written(answer: dict[str, object]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _limit(what: int, wanted: int) -> None:
    _, hard = resource.getrlimit(what)
    value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(what, (value, value))


def contents(data: bytes) -> dict[str, object]:
    """What the file holds, as plain values; a file that is not to be read is a value too.

    Every other exception is left to end the process: the parent takes that as unreadable.
    """
    try:
        found = _READERS[kind_of(data)](data)
        if sum(sheet.size for sheet in found.sheets) > MAX_CELLS:
            raise RefusedError("cells_too_many", wanted=MAX_CELLS)
    except RefusedError as refused:
        return {"refused": refused.code, "slots": refused.slots}
    return {"kind": found.kind, "sheets": [vars(sheet) for sheet in found.sheets], "notes": found.notes}


def _csv(data: bytes) -> GatheredFile:
    from pipelines.intake.files.csv_table import read_csv

    return GatheredFile("csv", [read_csv(data)], [])


def _ole(data: bytes) -> GatheredFile:
    from pipelines.intake.files.xls import read_xls

    return read_xls(data)


def _html(data: bytes) -> GatheredFile:
    from pipelines.intake.files.html_tables import read_html

    return read_html(data)


def _xml(data: bytes) -> GatheredFile:
    from pipelines.intake.files.xml_sheets import read_xml_sheets

    return read_xml_sheets(data)


def _zip(data: bytes) -> GatheredFile:
    from pipelines.intake.files import workbook

    archive = Archive(data)
    if "mimetype" in archive.parts and archive.start("mimetype", len(_ODS)) == _ODS:
        from pipelines.intake.files.ods import read_ods

        _refuse_doctypes(archive)
        return read_ods(archive)
    roots = [name for kind, name in workbook.links(archive, "").values() if kind == "officeDocument"]
    if not roots:
        raise RefusedError("not_a_workbook", kind="archive")
    _refuse_doctypes(archive)
    if roots[0].endswith(".bin"):
        from pipelines.intake.files.xlsb import read_xlsb

        return GatheredFile("workbook", read_xlsb(archive, roots[0]), workbook.notes(archive, "xlsb"))
    return GatheredFile("workbook", workbook.read_workbook(archive, roots[0]), workbook.notes(archive, None))


def _refuse_doctypes(archive: Archive) -> None:
    for name in archive.parts:
        if name.endswith((".xml", ".rels")):
            refuse_doctype(archive.chunks(name))


_READERS = {"csv": _csv, "html": _html, "xml": _xml, "ole": _ole, "zip": _zip}


if __name__ == "__main__":
    main()
