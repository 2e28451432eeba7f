"""The sender's own workbook, given back with every problem marked in its cell and listed on a first sheet."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from pipelines.i18n import LANGUAGES, text
from pipelines.intake.files.limits import MAX_ANNOTATED
from pipelines.intake.outbox import put_in_place
from pipelines.intake.receipts.importance import Group, at_most, grouped
from pipelines.intake.receipts.marks import mark, mark_held, size_comments, take_off_marks
from pipelines.intake.receipts.mending_list import write_mending_list
from pipelines.programme.model import Programme

MARKED_AT_MOST = 2000


def annotate(
    data: bytes, receipt: Mapping[str, Any], path: Path, lang: str, programme: Programme | None = None
) -> None:
    """A workbook at `path`: the sender's with each problem cell marked, and in front what to mend.

    CSV files, refused files and very large workbooks come back as the list alone. Marks of an earlier round
    are taken off first, so a mended workbook can be sent, annotated and sent again. What openpyxl cannot
    carry over (pictures, charts, macros, extended drop-downs) is lost, and the list says so. The file appears whole
    or not at all, and never through a link; `OSError` where the folder or the disk refuses it.
    """
    groups = at_most(grouped(receipt["problems"], receipt["forms"]), MARKED_AT_MOST)
    marked = None if receipt["state"] == "refused" else _marked(data, receipt, groups, lang, programme)
    put_in_place(path, marked or _list_alone(receipt, groups, lang, programme))


def _marked(
    data: bytes, receipt: Mapping[str, Any], groups: Sequence[Group], lang: str, programme: Programme | None
) -> bytes | None:
    """The workbook as sent with marks and list, or `None` where only a list can be given back."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist() if part.filename.endswith(".xml")) > MAX_ANNOTATED:
                return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what it drops; the list says it in plain words
            book = load_workbook(BytesIO(data), rich_text=True)
        _drop_list(book)
        take_off_marks(book)
        mark(book, [one for group in groups for one in group.findings], lang)
        mark_held(book, receipt["problems"], receipt["forms"])
        size_comments(book)
        write_mending_list(book, receipt, groups, lang, programme)
        return _saved(book)
    except Exception:  # openpyxl raises almost anything on parts that it cannot carry; the list still helps
        return None


def _list_alone(receipt: Mapping[str, Any], groups: Sequence[Group], lang: str, programme: Programme | None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    write_mending_list(book, receipt, groups, lang, programme)
    return _saved(book)


def _drop_list(book: Workbook) -> None:
    """Takes the list of an earlier round out of the workbook."""
    for lang in LANGUAGES:
        if (name := text(lang, "annotate.sheet")) in book.sheetnames:
            del book[name]


def _saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()
