"""Rows below a header that are no data: totals, signatures and notes, the header once more, another form's header."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import polars as pl

from pipelines.intake.body import Body
from pipelines.intake.header import OF_THE_SUBMISSION
from pipelines.intake.header_names import FormNames
from pipelines.intake.header_text import normal, vocabulary
from pipelines.intake.kinds import whole
from pipelines.programme.model import Form

RowKind = Literal["total", "note", "header", "other_header"]
Cells = Sequence[tuple[int, str]]
_REMARK = "remark"
_LONGEST_TOTAL = 16
_BARE_NUMBER = re.compile(r"[+-]?[0-9][0-9,.]*%?")


def rows_without_data(body: Body, forms: Sequence[Form]) -> dict[int, RowKind]:
    """Which rows are no data, and what they are instead; from another header on, all rows are `other_header`.

    A row that holds a valid key is data, whatever else it looks like; a row that cannot be told is data too, so that
    it is held back with its address.
    """
    keyed = set(_keyed(body))
    odd = [row for row in body.sheet.rows[body.start :] if row not in keyed]
    judge = _Judge(body, forms)
    found: dict[int, RowKind] = {}
    for row in odd:
        if kind := judge.kind(body.cells(row)):
            found[row] = kind
            if kind == "other_header":
                found |= dict.fromkeys(body.sheet.rows[bisect_left(body.sheet.rows, row) :], kind)
                break
    found |= dict.fromkeys(_trailing_notes(body, found, set(odd)), "note")
    return found


def _keyed(body: Body) -> pl.Series:
    """The rows whose key is filled as the contract wants it (quarter and unit may come from the submission)."""
    tests = [pl.lit(True)]
    for name in body.header.form.key:
        if name not in OF_THE_SUBMISSION:
            text = pl.col(name).str.normalize("NFKC").str.replace_all(r"\s", "")
            pattern = body.header.form.field(name).pattern
            tests.append(text.str.contains(whole(pattern)) if pattern else ~text.str.contains(_label_pattern()))
    return body.frame.filter(pl.all_horizontal(tests).fill_null(False))["row"]


@cache
def _label_pattern() -> str:
    """What no key without a pattern may look like: a total's or a signature's label."""
    totals = "|".join(map(re.escape, vocabulary("totals")))
    labels = "|".join(map(re.escape, (*vocabulary("signatures"), *(f"{one}:" for one in vocabulary("notes")))))
    return rf"(?i)(?:{totals})(?:\(.*\))?:?$|^(?:{labels})"


def is_total(text: str) -> bool:
    """Whether a cell says that its row is a total: 合　计, 全区合计：, Total."""
    sign = re.sub(r"\(.*\)$", "", normal(text)).rstrip(":")
    words = vocabulary("totals")
    if sign.isascii():
        return sign in words
    return len(sign) <= _LONGEST_TOTAL and sign.endswith(tuple(word for word in words if not word.isascii()))


def _is_note(text: str) -> bool:
    """Whether a row that begins like this is a signature, a note or the mark that nothing follows."""
    sign = normal(text)
    if sign.startswith((*vocabulary("signatures"), *vocabulary("nothing_follows"))):
        return True
    return any(re.match(rf"{re.escape(word)}[0-9]?(?:[:.、]|$)", sign) for word in vocabulary("notes"))


@dataclass(slots=True)
class _Judge:
    """Tells rows without a valid key apart; what it compares them with is gathered once."""

    body: Body
    forms: Sequence[Form]
    _header: Mapping[int, set[str]] | None = None
    _names: Sequence[FormNames] | None = None
    _known: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def kind(self, cells: Cells) -> RowKind | None:
        """What the row is if it is no data."""
        if self._repeats_header(cells):
            return "header"
        if self._is_other_header(cells):
            return "other_header"
        if any(is_total(text) for column, text in cells if self._may_label(column)):
            return "total"
        return "note" if cells and _is_note(cells[0][1]) else None

    def _may_label(self, column: int) -> bool:
        fields = {place: name for name, place in self.body.header.columns.items()}
        return fields.get(column) != _REMARK

    def _repeats_header(self, cells: Cells) -> bool:
        """Whether most cells say what the header says in their own column."""
        if self._header is None:
            self._header = _said_above(self.body)
        same = sum(normal(text) in self._header.get(column, ()) for column, text in cells)
        return same >= 2 and 2 * same > len(cells)

    def _is_other_header(self, cells: Cells) -> bool:
        """Whether most cells name fields of one form, in columns that are not theirs here."""
        texts = [text for _, text in cells if not _BARE_NUMBER.fullmatch(text)]
        if len(texts) < 3:
            return False
        if self._names is None:
            self._names = [FormNames(form) for form in self.forms]
        named = {name for text in texts for name in self._named(text)}
        counts = Counter(form for form, _ in named)
        return any(count >= 3 and 2 * count > len(cells) for count in counts.values())

    def _named(self, text: str) -> list[tuple[str, str]]:
        """The fields, with their forms, that a text names."""
        if text not in self._known:
            headings = [(names.form.id, names.heading(text)) for names in self._names or ()]
            self._known[text] = [(form, one.field) for form, one in headings if one]
        return self._known[text]


def _said_above(body: Body) -> dict[int, set[str]]:
    """What stands in each column from the header's first row to its last."""
    first, last = (body.sheet.rows.index(row) for row in (body.header.first, body.header.last))
    return {
        column: {normal(text) for text in values[first : last + 1] if text}
        for column, values in body.sheet.columns.items()
    }


def _trailing_notes(body: Body, found: Mapping[int, RowKind], odd: set[int]) -> Iterator[int]:
    """Rows after the last data that hold one text and nothing else: a date, a sentence."""
    for row in reversed(body.frame["row"].to_list()):
        if row in found:
            continue
        cells = body.cells(row)
        if row not in odd or len(cells) != 1 or _BARE_NUMBER.fullmatch(cells[0][1].strip()):
            return
        yield row
