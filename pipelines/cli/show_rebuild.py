"""What rebuilding has shown, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from pipelines.doctor.finding import some
from pipelines.i18n import text
from pipelines.intake.width import printable, shortened
from pipelines.rebuild.check import Rebuilt
from pipelines.rebuild.compare import Difference, Row

_LONGEST = 160
_SHOWN = 2
_FIRST = 4


def rebuild_text(told: Rebuilt, lang: str) -> str:
    """The verdict, then each table that differs, then what may explain it."""
    return "\n".join(
        [
            text(lang, "rebuild.title", release=told.release, receipts=told.receipts),
            "",
            *_verdict(told, lang),
            *_remarks(told, lang),
        ]
    )


def _verdict(told: Rebuilt, lang: str) -> Iterator[str]:
    if told.ended:
        yield text(lang, "rebuild.ended", message=told.ended[lang])
    for receipt, fault in told.lost.items():
        yield text(lang, "rebuild.lost", receipt=receipt, message=fault[lang])
    if told.equal:
        yield text(lang, "rebuild.same", tables=told.tables)
    elif told.differences:
        yield text(lang, "rebuild.different", n=len(told.differences))
        for one in told.differences:
            yield from _difference(one, lang)


def _difference(one: Difference, lang: str) -> Iterator[str]:
    key = "columns" if one.columns else "table"
    if one.rows is None or one.rebuilt is None:
        key = "absent_current" if one.rows is None else "absent_rebuilt"
    slots = {"rows": one.rows, "rebuilt": one.rebuilt, "columns": ", ".join(one.columns)}
    counts = {"only_current": one.only_current, "only_rebuilt": one.only_rebuilt}
    yield "  " + text(lang, f"rebuild.{key}", table=one.table, **slots, **counts)
    pairs = zip_longest(one.current_rows[:_SHOWN], one.rebuilt_rows[:_SHOWN])
    for pair in pairs:
        for side, row, other in zip(("current", "rebuilt"), pair, pair[::-1], strict=True):
            if row is not None:
                yield text(lang, f"rebuild.{side}", row=_row(row, other or {}))


def _row(row: Row, other: Row) -> str:
    """What the row is about, by its first columns, and the cells in which the other release's row is not the same."""
    names = [name for n, name in enumerate(row) if n < _FIRST or (other and row[name] != other.get(name))]
    return shortened(printable(", ".join(f"{name}={row[name]}" for name in names)), _LONGEST)


def _remarks(told: Rebuilt, lang: str) -> Iterator[str]:
    said = [text(lang, "rebuild.changed")] if told.changed and not told.equal else []
    said += [text(lang, "rebuild.rechecked", receipts=some(told.rechecked))] if told.rechecked else []
    said += [text(lang, "rebuild.strange")] if told.strange else []
    said += [text(lang, "rebuild.newer", n=told.newer)] if told.newer else []
    if said:
        yield ""
        yield from said
