"""Which rows a check across forms sees: those of the submission, and the last accepted ones where it has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.intake.cells.values import answered, blank, excused
from pipelines.programme.model import Form, Places, Words


def subject(form: Form) -> list[str]:
    """The fields that say what a row is about: its key without the quarter."""
    return [name for name in form.key if name != "period"]


def key_field(form: Form) -> str:
    """The field that names what a row is about in a message: the community, the matter, the centre."""
    return next(name for name in (*subject(form), *form.key) if name != "unit_code")


def about(form: Form) -> list[str]:
    """The fields that tell two rows of one submission apart: the subject but for the unit."""
    return [name for name in subject(form) if name != "unit_code"]


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows at hand, per form: `sent` in the submission for `period`, `accepted` so far (typed, latest per key).

    `elsewhere` gives what other units have in one field of a form (see `sender.Context`), `units` all units' names,
    `places` what is known of where things are; `states` keeps which keys meet a condition, which rules share.
    Every frame given out has the fields, their flags (see `values`) and `row`, null where the row was accepted before.
    """

    period: str
    first_period: str
    forms: Mapping[str, Form]
    sent: Mapping[str, pl.DataFrame]
    accepted: Mapping[str, pl.DataFrame]
    elsewhere: Callable[[str, str], pl.DataFrame]
    units: Mapping[str, Words]
    places: Places = Places()
    _rows: dict[str, pl.DataFrame] = field(default_factory=dict)
    states: dict[str, Mapping[str, bool | None]] = field(default_factory=dict)

    def touches(self, forms: Iterable[str]) -> bool:
        """Whether the submission has rows of one of these forms."""
        return any(form in self.sent and not self.sent[form].is_empty() for form in forms)

    def rows(self, form_id: str) -> pl.DataFrame:
        """The rows of a form as they stand now: sent ones, and for other subjects the accepted ones that still hold.

        Those of a form that carries hold from their quarter on, those of a form whose key has a quarter in that
        quarter only, all others always.
        """
        if form_id not in self._rows:
            form, sent, kept = self.forms[form_id], self._sent(form_id), self._accepted(form_id)
            if kept.is_empty():
                pass
            elif form.carries:
                kept = _latest(form, kept, self.period)
            elif "period" in form.key:
                kept = kept.filter(pl.col("period") == self.period)
            if len(kept):
                kept = kept.join(sent, on=subject(form), how="anti")
            self._rows[form_id] = pl.concat([sent, _flagged(form, kept)]) if len(kept) else sent
        return self._rows[form_id]

    def last(self, form_id: str) -> pl.DataFrame:
        """The last accepted row of each subject sent, up to and including this quarter."""
        form, kept = self.forms[form_id], self._accepted(form_id)
        if kept.is_empty():
            return blank(form)
        sent = kept.join(self._sent(form_id).select(subject(form)), on=subject(form), how="semi", maintain_order="left")
        return _flagged(form, _latest(form, sent, self.period))

    def past(self, form_id: str, columns: Sequence[str]) -> pl.DataFrame:
        """The accepted rows of earlier quarters, oldest first: `period` and these columns, without flags."""
        rows = self._accepted(form_id).select("period", *columns)
        return rows.filter(pl.col("period") < self.period).sort("period", maintain_order=True)

    def reported(self, form_id: str, column: str, quarters: Sequence[str]) -> set[str]:
        """The values of a column in the rows sent now or accepted for one of these quarters."""
        kept = self._accepted(form_id).select("period", column).filter(pl.col("period").is_in(list(quarters)))
        return {*self._sent(form_id)[column].to_list(), *kept[column].to_list()}

    def _sent(self, form_id: str) -> pl.DataFrame:
        return self.sent[form_id] if form_id in self.sent else blank(self.forms[form_id])

    def _accepted(self, form_id: str) -> pl.DataFrame:
        return self.accepted[form_id] if form_id in self.accepted else blank(self.forms[form_id])


def _latest(form: Form, rows: pl.DataFrame, until: str) -> pl.DataFrame:
    """The last row of each subject, in `until` or an earlier quarter."""
    known = rows.lazy().select("period", *subject(form)).with_row_index("place").filter(pl.col("period") <= until)
    last = known.sort("period", maintain_order=True).unique(subject(form), keep="last", maintain_order=True)
    return rows[last.collect()["place"]]


def _flagged(form: Form, accepted: pl.DataFrame) -> pl.DataFrame:
    """Accepted rows in the shape of `values.Typed.frame`."""
    columns: list[pl.Expr] = [pl.lit(None, pl.Int64).alias("row")]
    for one in form.fields:
        marked, filled = pl.lit(False), pl.col(one.name).is_not_null()
        if one.may_be_na:
            marked = pl.col("not_applicable").list.contains(one.name).fill_null(False)
            filled |= marked
        columns += [pl.col(one.name), filled.alias(answered(one.name)), marked.alias(excused(one.name))]
    return accepted.select(*columns, pl.col("missing").fill_null([]))
