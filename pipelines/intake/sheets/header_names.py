"""Which field a header names: in full, by an alias, with a unit of its own; and which field it may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.i18n import LANGUAGES
from pipelines.intake.cells.unit_names import Measure, measure
from pipelines.intake.sheets.header_text import Peeled, normal, peeled, vocabulary
from pipelines.intake.sheets.homophones import mistaken
from pipelines.programme.model import Field, Form

_COUNTED = ("integer", "number")
_LONGEST = 200  # a text longer than this is no header


@dataclass(frozen=True, slots=True)
class Heading:
    """A field named by a header, and the unit that the header itself says, if it says one."""

    field: str
    unit: Measure | None = None


class FormNames:
    """Every way the fields of a form may be headed: `names`, as headers are compared, with the field of each."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._fields: Mapping[str, Field] = {one.name: one for one in form.fields}
        self.names: dict[str, str] = {}
        self._known: dict[str, Heading | None] = {}
        self._printed = {normal(one.header(lang)): one for one in form.fields if one.unit.zh for lang in LANGUAGES}
        # What heads a field in full goes before another's alias.
        for one in form.fields:
            for text in (one.header("zh"), one.header("en"), one.name):
                self.names.setdefault(normal(text), one.name)
        for one in form.fields:
            for text in _titles(one):
                self.names.setdefault(normal(text), one.name)
        for one in form.fields:
            for layer in (layer for text in _titles(one) for layer in peeled(normal(text)) if not layer.unit):
                self.names.setdefault(layer.base, one.name)

    def heading(self, text: str) -> Heading | None:
        """The field that a header names once unit and neutral remarks are taken off; `None` when it names none."""
        if text not in self._known:
            self._known[text] = self._heading(text)
        return self._known[text]

    def _heading(self, text: str) -> Heading | None:
        if len(text) > _LONGEST or text.isdigit():
            return None
        for layer in peeled(normal(text)):
            if (name := self.names.get(layer.base)) and (layer.unit is None or self._fields[name].unit.zh):
                return Heading(name, self._unit(layer))
        return None

    def _unit(self, layer: Peeled) -> Measure | None:
        """The unit a header says; in the template's own words it is the contract's."""
        if one := self._printed.get(layer.base):
            return measure(one.unit.zh)
        if layer.unit is None:
            return None
        own = self._fields[self.names[layer.base]].unit if layer.base in self.names else None
        return measure(own.zh) if own and layer.unit.written == normal(own.en) else layer.unit

    def spelt_like(self, text: str) -> Heading | None:
        """The one field that a header can only have meant: a word too many that adds nothing, or one sign mistyped.

        Anything else that comes near is a question (`near`), never an answer.
        """
        for layer in peeled(normal(text)):
            found = [one for one in self.form.fields if _same(layer.base, one) and (one.unit.zh or not layer.unit)]
            if len(found) == 1 and not any(_holds(one, layer.base) for one in self.form.fields if one != found[0]):
                return Heading(found[0].name, layer.unit)
            if found:
                return None
        return None

    def near(self, text: str, among: Iterable[str]) -> list[str]:
        """Which of the fields a header comes near to, the nearest first."""
        key = normal(text)
        bare = key.partition("(")[0]
        gaps = {
            name: min(_gap(one, normal(title)) for title in _titles(self._fields[name]) for one in {key, bare} - {""})
            for name in among
        }
        return sorted((name for name, gap in gaps.items() if gap <= 1), key=lambda name: gaps[name])


def _titles(one: Field) -> Iterator[str]:
    yield from (one.title.zh, one.title.en, *one.aliases)


def _same(base: str, one: Field) -> bool:
    titles = [normal(title) for title in _titles(one)]
    own = _core(base, one)
    # 决议时间 is the day of 决议, but 实拨 alone is not yet the day of it.
    cored = one.kind != "date" or own != base
    return any(cored and own == _core(title, one) or mistaken(base, title) for title in titles)


def _holds(one: Field, base: str) -> bool:
    return any(base in normal(title) for title in _titles(one))


def _core(key: str, one: Field) -> str:
    """A header without the endings that add nothing: 在岗人员 and 在岗人数 are 在岗."""
    if one.kind == "date":
        words = vocabulary("date_endings")
    else:
        words = (f"{one.unit.zh}数", *vocabulary("neutral_endings")) if one.kind in _COUNTED else ()
    endings = [word for word in words if key.endswith(word)]
    return key.removesuffix(max(endings, key=len)) if endings else key


def _gap(found: str, wanted: str) -> float:
    """How far apart two headers are: up to 1 they may be the same."""
    if found == wanted:
        return 0
    longer, shorter = max(len(found), len(wanted)), min(len(found), len(wanted))
    if shorter >= 2 and 2 * shorter >= longer and (found in wanted or wanted in found):
        return 0.5
    allowed = longer // 3 if shorter > 2 else 0
    return edits(found, wanted) / allowed if allowed else 2


def edits(one: str, other: str) -> int:
    """How many signs to insert, delete or replace to turn one text into the other."""
    if abs(len(one) - len(other)) > 8:
        return max(len(one), len(other))
    above = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        line = [row]
        for column, wanted in enumerate(other, start=1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (sign != wanted)))
        above = line
    return above[-1]
