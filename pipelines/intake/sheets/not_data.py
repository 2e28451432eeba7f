"""Rows below a header that are no data: totals, signatures and notes, the header once more, another form's header."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import polars as pl

from pipelines.intake.cells.kinds import whole
from pipelines.intake.sheets.body import Body
from pipelines.intake.sheets.header import OF_THE_SUBMISSION
from pipelines.intake.sheets.header_names import FormNames
from pipelines.intake.sheets.header_text import normal, vocabulary
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
    sure = {*_keyed(body), *_of_a_quarter(body)}
    odd = [row for row in body.sheet.rows[body.start :] if row not in sure]
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


def _of_a_quarter(body: Body) -> pl.Series:
    """The rows that name a quarter where they should, and no total anywhere: a faulty key makes them no less data."""
    fields = [one for one in body.header.form.fields if one.name != _REMARK and one.name in body.header.columns]
    quarter = next((one.pattern for one in fields if one.name == "period"), None)
    if not quarter:
        return pl.Series("row", [], pl.Int64)
    totals = "|".join(map(re.escape, vocabulary("totals")))
    total = [
        pl.col(one.name).str.replace_all(r"\s", "").str.contains(f"(?i){totals}").fill_null(False) for one in fields
    ]
    rows = body.frame.filter(pl.col("period").str.contains(whole(quarter)).fill_null(False))
    return rows.filter(~pl.any_horizontal(total))["row"]


@cache
def _label_pattern() -> str:
    """What no key without a pattern may look like: a total's or a signature's label."""
    totals = "|".join(map(re.escape, vocabulary("totals")))
    labels = "|".join(map(re.escape, (*vocabulary("signatures"), *(f"{one}:" for one in vocabulary("notes")))))
    return rf"(?i)(?:{totals})(?:\(.*\))?:?$|^(?:{labels})"


def is_total(text: str) -> bool:
    """Whether a cell (as headers are compared) says that its row is a total: 合　计, 全区合计：, Total."""
    sign = re.sub(r"\(.*\)$", "", text).rstrip(":")
    words = vocabulary("totals")
    if len(sign) > _LONGEST_TOTAL or not sign.endswith(words):
        return False
    return not sign.isascii() or sign in words


@cache
def _note_pattern() -> re.Pattern[str]:
    """How a row begins that is a signature, a note, or the mark that nothing follows."""
    labels = "|".join(map(re.escape, (*vocabulary("signatures"), *vocabulary("nothing_follows"))))
    notes = "|".join(map(re.escape, vocabulary("notes")))
    return re.compile(rf"(?:{labels})|(?:{notes})[0-9]?(?:[:.、]|$)")


@dataclass(slots=True)
class _Judge:
    """Tells rows without a valid key apart; what it compares them with is gathered once."""

    body: Body
    forms: Sequence[Form]
    _above: Mapping[int, set[str]] | None = None
    _names: Mapping[str, list[tuple[str, str]]] | None = None

    def kind(self, cells: Cells) -> RowKind | None:
        """What the row is if it is no data."""
        texts = [(column, normal(text)) for column, text in cells if not _BARE_NUMBER.fullmatch(text)]
        if self._repeats_header(texts):
            return "header"
        if len(texts) >= 3 and self._is_other_header(texts):
            return "other_header"
        remark = self.body.header.columns.get(_REMARK)
        if any(is_total(text) for column, text in texts if column != remark):
            return "total"
        return "note" if texts and texts[0][0] == cells[0][0] and _note_pattern().match(texts[0][1]) else None

    def _repeats_header(self, texts: Cells) -> bool:
        """Whether most cells say what the header says in their own column."""
        if self._above is None:
            self._above = _said_above(self.body)
        same = sum(text in self._above.get(column, ()) for column, text in texts)
        return same >= 2 and 2 * same > len(texts)

    def _is_other_header(self, texts: Cells) -> bool:
        """Whether most cells name fields of one form, in columns that are not theirs here."""
        if self._names is None:
            self._names = _names_of_all(self.forms)
        named = {name for _, text in texts for name in self._names.get(text, ())}
        counts = Counter(form for form, _ in named)
        return any(count >= 3 and 2 * count > len(texts) for count in counts.values())


def _names_of_all(forms: Sequence[Form]) -> dict[str, list[tuple[str, str]]]:
    """A header → the forms and fields that it names."""
    found: dict[str, list[tuple[str, str]]] = {}
    for form in forms:
        for text, name in FormNames(form).names.items():
            found.setdefault(text, []).append((form.id, name))
    return found


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
