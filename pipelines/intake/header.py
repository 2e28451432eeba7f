"""Finding a form's header on a sheet: which row it is, and which column holds which field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.intake.grid import Sheet
from pipelines.programme.model import Form

HEADER_WITHIN = 15
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Header:
    """The header of `form` in the sheet's row `row`: field → column number, and what else stands in that row.

    `unknown` are columns with a text that names no field, `repeated` fields that stand there twice.
    """

    form: Form
    row: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str]
    repeated: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields of the contract that the header lacks."""
        return tuple(one.name for one in self.form.fields if one.name not in self.columns)

    @property
    def fit(self) -> tuple[int, int]:
        """How well the form fits: more fields found first, then fewer missing."""
        return len(self.columns), -len(self.missing)


# What every row repeats of the submission: a CSV file sent with unit and period need not have these columns.
OF_THE_SUBMISSION = ("period", "unit_code", "as_of")


def normal(text: str) -> str:
    """A header as it is compared: one width, one case, no spaces or line breaks."""
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    return "".join(plain.split()).casefold()


def form_named(name: str, forms: Iterable[Form]) -> Form | None:
    """The form whose id begins a sheet's or file's name: `T10b 事项`, `T04.csv`."""
    start = normal(name)
    named = [form for form in forms if _begins(start, normal(form.id))]
    return max(named, key=lambda form: len(form.id), default=None)


def _begins(text: str, form_id: str) -> bool:
    rest = text.removeprefix(form_id)
    return rest != text and not (rest[:1].isascii() and rest[:1].isalnum())


def find_header(sheet: Sheet, form: Form) -> Header | None:
    """The row among the first fifteen that holds most headers of the form; `None` when none is one.

    A row is a header when it holds a third of the form's headers, or little else: a short CSV file has few columns.
    """
    names = _names(form)
    rows = [place for place, row in enumerate(sheet.rows) if row <= HEADER_WITHIN]
    found = [_header(sheet, place, form, names) for place in rows]
    best = max(found, key=lambda header: len(header.columns), default=None)
    if best is None or len(best.columns) < 2:
        return None
    others = len(best.unknown) + len(best.repeated)
    return best if len(best.columns) >= len(form.fields) / 3 or len(best.columns) > 2 * others else None


def best_header(sheet: Sheet, forms: Sequence[Form]) -> Header | None:
    """The header of the form that fits best; `None` when none fits, or two fit equally well."""
    found = [header for form in forms if (header := find_header(sheet, form))]
    found.sort(key=lambda header: header.fit, reverse=True)
    tie = len(found) > 1 and found[0].fit == found[1].fit
    return None if tie or not found else found[0]


def _header(sheet: Sheet, place: int, form: Form, names: Mapping[str, str]) -> Header:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    repeated: list[str] = []
    for column, values in sheet.columns.items():
        text = values[place]
        name = names.get(normal(text)) if text else None
        if name is None:
            if text and text.strip():
                unknown[column] = text
        elif name in columns:
            repeated.append(name)
        else:
            columns[name] = column
    return Header(form, sheet.rows[place], columns, unknown, tuple(repeated))


def _names(form: Form) -> dict[str, str]:
    """Every way a field may be headed → its name; what heads a field in full goes before another's alias."""
    names: dict[str, str] = {}
    for one in form.fields:
        for text in (one.header("zh"), one.header("en"), one.name):
            names.setdefault(normal(text), one.name)
    for one in form.fields:
        for text in (one.title.zh, one.title.en, *one.aliases):
            names.setdefault(normal(text), one.name)
    return names
