"""Finding a form's header on a sheet: which rows it stands in, and which column holds which field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.intake.cells.unit_names import Measure
from pipelines.intake.files.grid import Sheet
from pipelines.intake.sheets.header_names import FormNames, Heading
from pipelines.intake.sheets.header_stack import HEADER_WITHIN, Stack, Top
from pipelines.intake.sheets.header_tail import tail
from pipelines.intake.sheets.header_text import normal
from pipelines.programme.model import Form

__all__ = ["HEADER_WITHIN", "OF_THE_SUBMISSION", "Header", "best_header", "find_header", "form_named", "normal"]

# What every row repeats of the submission: a sheet sent with unit and period need not have these columns.
OF_THE_SUBMISSION = ("period", "unit_code", "as_of")
_ROWS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The header of `form`: its lowest row with names `row`, all its rows `first` to `last`, field → column number.

    `units` are the units that headers themselves say. `unknown` are columns with a text that names no field (or two),
    `again` the further columns of a field that stands there more than once, `read_as` fields known by a header spelt
    a little differently.
    """

    form: Form
    row: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str]
    again: Mapping[str, tuple[int, ...]]
    first: int = 0
    last: int = 0
    units: Mapping[str, Measure] = field(default_factory=dict)
    read_as: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields of the contract that the header lacks."""
        return tuple(one.name for one in self.form.fields if one.name not in self.columns)


def form_named(name: str, forms: Iterable[Form]) -> Form | None:
    """The form whose id begins a sheet's or file's name: `T10b 事项`, `T04.csv`."""
    start = normal(name)
    named = [form for form in forms if _begins(start, normal(form.id))]
    return max(named, key=lambda form: len(form.id), default=None)


def _begins(text: str, form_id: str) -> bool:
    rest = text.removeprefix(form_id)
    return rest != text and not (rest[:1].isascii() and rest[:1].isalnum())


def best_header(sheet: Sheet, forms: Sequence[Form]) -> Header | None:
    """The header of the form that fits best; where two find as many fields, the one that the sheet or a title names."""
    top = Top(sheet)
    found = [header for form in forms if (header := _find(sheet, top, form))]
    most = max((len(header.columns) for header in found), default=0)
    found = [header for header in found if len(header.columns) == most]
    named = [header for header in found if _entitled(sheet, header)]
    fewest = min((len(header.missing) for header in found), default=0)
    found = named or [header for header in found if len(header.missing) == fewest]
    return found[0] if len(found) == 1 else None


def _entitled(sheet: Sheet, header: Header) -> bool:
    """Whether the sheet's name, or a text above the header, is the form's title or begins with its id."""
    above = [values[: sheet.rows.index(header.first)] for values in sheet.columns.values()]
    texts = [sheet.name, *(text for values in above for text in values if text)]
    titles = {normal(title) for title in (header.form.title.zh, header.form.title.en)}
    return any(normal(text) in titles or form_named(text, [header.form]) for text in texts)


def find_header(sheet: Sheet, form: Form) -> Header | None:
    """The rows among the first thirty that hold most headers of the form; `None` when none is one.

    Rows are a header when they hold a third of the form's headers, or little else: a short CSV file has few columns.
    Two or three rows are one header only when together they name more fields than one of them alone.
    """
    return _find(sheet, Top(sheet), form)


def _find(sheet: Sheet, top: Top, form: Form) -> Header | None:
    names = FormNames(form)
    best = _Found(0, 1)
    for bottom in range(len(top)):
        for depth in range(1, min(_ROWS_AT_MOST, bottom + 1) + 1):
            found = _found(names, top.stacks(bottom - depth + 1, bottom), bottom, depth)
            if len(found.columns) > len(best.columns):
                best = found
    if len(best.columns) < 2:
        return None
    others = len(best.unknown) + len(best.again)
    if len(best.columns) < len(form.fields) / 3 and len(best.columns) <= 2 * others:
        return None
    return _header(sheet, names, best)


@dataclass(slots=True)
class _Found:
    """What a block of rows says, read as a header."""

    bottom: int
    depth: int
    columns: dict[str, int] = field(default_factory=dict)
    units: dict[str, Measure] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    again: dict[str, tuple[int, ...]] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)

    def take(self, column: int, heading: Heading) -> None:
        if heading.field in self.columns:
            self.again[heading.field] = (*self.again.get(heading.field, ()), column)
            return
        self.columns[heading.field] = column
        if heading.unit:
            self.units[heading.field] = heading.unit


def _found(names: FormNames, columns: Mapping[int, Stack], bottom: int, depth: int) -> _Found:
    found = _Found(bottom, depth)
    for column, stack in columns.items():
        headings = {one.field: one for text in stack.readings if (one := names.heading(text))}
        whole = names.heading("".join(stack.own)) if len(headings) > 1 and not stack.group else None
        if len(headings) == 1 or whole:
            found.take(column, whole or next(iter(headings.values())))
        else:
            found.unknown[column] = "".join(stack.own)
            found.doubtful |= {column} if headings else set()
    return found


def _header(sheet: Sheet, names: FormNames, found: _Found) -> Header:
    read_as = dict(_spelt_like(names, found))
    below = tail(sheet, found.bottom, found.columns, names)
    return Header(
        names.form,
        sheet.rows[found.bottom],
        found.columns,
        found.unknown,
        found.again,
        sheet.rows[found.bottom - found.depth + 1],
        sheet.rows[found.bottom + below.rows],
        below.units | found.units,
        read_as,
    )


def _spelt_like(names: FormNames, found: _Found) -> Iterator[tuple[str, str]]:
    """Takes the missing fields that one unknown column, and only one, can only have meant."""
    meant: dict[str, list[tuple[int, Heading]]] = {}
    for column, text in found.unknown.items():
        if column in found.doubtful:  # two fields fit exactly; which one is not decided by likeness
            continue
        if (heading := names.spelt_like(text)) and heading.field not in found.columns:
            meant.setdefault(heading.field, []).append((column, heading))
    for name, columns in meant.items():
        if len(columns) == 1:
            column, heading = columns[0]
            found.take(column, heading)
            yield name, found.unknown.pop(column)
