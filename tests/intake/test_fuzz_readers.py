"""A fixed number of spoilt files of every kind: each ends as a table or a refusal, and never in the parent."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlwt

from pipelines.intake.files import child

ROUNDS = 60
TEXTS = [["社区", "人数", "比例"], ["囷墘", "7", "12.5%"], ["翔安区", "350211003001", "2011-03-31"]]


def lines(row: str, cell: str) -> str:
    """The texts, each put into `cell` and each line into `row`."""
    return "".join(row.format("".join(cell.format(text) for text in line)) for line in TEXTS)


def boxed(parts: dict[str, str]) -> bytes:
    """A zip archive with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in parts.items():
            box.writestr(name, text)
    return file.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, line in enumerate(TEXTS):
        for column, text in enumerate(line):
            sheet.write(row, column, int(text) if text.isdigit() else text)
    sheet.write_merge(5, 6, 0, 2, "合并")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SPACE = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
LINK = "<R><Relationship Id='a' Type='x/{}' Target='{}'/></R>"
XLSX = boxed(
    {
        "_rels/.rels": LINK.format("officeDocument", "xl/b.xml"),
        "xl/b.xml": f"<workbook {SPACE}><sheets><sheet name='表' r:id='a'/></sheets></workbook>",
        "xl/_rels/b.xml.rels": LINK.format("worksheet", "s.xml"),
        "xl/s.xml": "<a><d>" + lines("<row>{}</row>", "<c t='inlineStr'><is><t>{}</t></is></c>") + "</d></a>",
    }
)
ODS = boxed(
    {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<a><table name='表'>{lines('<table-row>{}</table-row>', '<table-cell><p>{}</p></table-cell>')}"
        "<table-row number-rows-repeated='99'><table-cell number-columns-repeated='9'/></table-row></table></a>",
    }
)
XML = (
    "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet Name='表'><Table>"
    + lines("<Row>{}</Row>", "<Cell><Data Type='String'>{}</Data></Cell>")
    + "</Table></Worksheet></Workbook>"
).encode()
HTML = f"<html><table>{lines('<tr>{}</tr>', '<td rowspan=1>{}</td>')}</table></html>".encode("gb18030")
CSV = "\r\n".join('"' + '","'.join(line) + '"' for line in TEXTS).encode("utf-16")
FILES = {"xls": xls(), "xlsx": XLSX, "ods": ODS, "xml": XML, "html": HTML, "csv": CSV}


def spoilt(data: bytes, dice: random.Random) -> bytes:
    """The bytes with some exchanged, lost or doubled."""
    content = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        start = dice.randrange(len(content) or 1)
        piece = content[start : start + dice.choice([1, 1, 2, 4, 30])]
        new = dice.choice([bytes(dice.randrange(256) for _ in piece), b"", bytes(piece) * 2, b"\xff" * len(piece)])
        content[start : start + len(piece)] = new
    return bytes(content)


def spoilt_inside(data: bytes, dice: random.Random) -> bytes:
    """The archive with one of its parts spoilt: its own fault is then not found by the checksum."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, spoilt(old.read(name), dice) if name == chosen else old.read(name))
    return file.getvalue()


def answer(data: bytes) -> dict[str, Any]:
    """What the child process would answer; where it would end, the parent says that the file is unreadable."""
    try:
        return child.contents(data)
    except Exception:
        return {"refused": "unreadable", "slots": {}}


@pytest.mark.parametrize("kind", FILES)
def test_the_sound_file_is_read(kind: str) -> None:
    assert len(answer(FILES[kind])["sheets"][0]["rows"]) >= len(TEXTS)


@pytest.mark.parametrize(
    ("kind", "spoil"), [*((kind, spoilt) for kind in FILES), ("xlsx", spoilt_inside), ("ods", spoilt_inside)]
)
def test_a_spoilt_file_is_a_table_or_a_refusal(kind: str, spoil: Callable[[bytes, random.Random], bytes]) -> None:
    for seed in range(ROUNDS):
        found = answer(spoil(FILES[kind], random.Random(seed)))
        assert ("sheets" in found) != ("refused" in found)


@pytest.mark.parametrize("kind", FILES)
def test_a_spoilt_file_never_harms_the_parent(kind: str, office: Any) -> None:
    for seed in range(1000, 1004):
        reading = office.read(spoilt(FILES[kind], random.Random(seed)))
        assert reading.tables or any(one.level == "error" for one in reading.problems)
