"""The directories of a submission: for every field that holds codes, who is called what, now and formerly."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import polars as pl

from pipelines.intake.cells.directory import Directory, Entry, directory
from pipelines.programme.model import Division, Field, Form, Programme, Words
from pipelines.programme.periods import quarter_end

_DIVISIONS = "divisions"
_UNIT = "unit_code"
_TOWN = "town_code"
_CODE = "_code"
_FILE = Path(__file__).with_name("names.toml")
Frames = Mapping[str, pl.DataFrame]


def town_field(form: Form) -> str | None:
    """The field that says in which town a row is."""
    return next((one.name for one in form.fields if one.name == _TOWN), None)


def in_order(programme: Programme, forms: Iterable[str]) -> list[str]:
    """The forms so that those to which others refer come first."""
    return sorted(forms, key=lambda name: _depth(programme, programme.form(name), frozenset()))


def directories(
    programme: Programme, form: Form, frames: tuple[Frames, Frames], place: tuple[str, str]
) -> dict[str, Directory]:
    """By field of the form, the codes it may hold with their names.

    `frames` are the typed rows sent so far and those accepted before, `place` unit and quarter of the submission.
    """
    found = {one.name: _directory(programme, form, one, frames, place) for one in form.fields}
    return {name: names for name, names in found.items() if names}


def reporting_units(programme: Programme) -> Directory:
    """The units that send workbooks, with and without the name of the city before theirs."""
    city = next(one.name.zh for one in programme.divisions if one.code == programme.city)
    entries = (
        Entry(one.code, one.name, (*_both(one.short), f"{city}{one.name.zh}", f"{city}{one.short.zh}"))
        for one in programme.reporting_units
    )
    return directory(entries, closed=True)


def _depth(programme: Programme, form: Form, above: frozenset[str]) -> int:
    """How many forms stand between this one and one that refers to none."""
    targets = {one.refers_to.partition(".")[0] for one in form.fields if one.refers_to}
    known = [one for one in programme.forms if one.id in targets - above - {form.id}]
    return max((1 + _depth(programme, one, above | {form.id}) for one in known), default=0)


def _directory(
    programme: Programme, form: Form, one: Field, frames: tuple[Frames, Frames], place: tuple[str, str]
) -> Directory | None:
    if one.name == _UNIT:
        return reporting_units(programme)
    own = f"{form.id}.{one.name}"
    target, _, column = (one.refers_to or own).partition(".")
    if target in {other.id for other in programme.forms}:
        return _of_form(programme, programme.form(target), column, frames)
    if target == _DIVISIONS:
        codes = frozenset(entry.code for entry in programme.divisions)
        return directory(_divisions(programme, *place), closed=True).with_codes(codes)
    return directory(_listed(programme, target), closed=True)


def _of_form(programme: Programme, form: Form, column: str, frames: tuple[Frames, Frames]) -> Directory | None:
    """What the rows of a form call their codes; the latest name counts, the earlier ones are former names."""
    name = _name_field(form, column)
    rows = [part for frame in frames[::-1] if (part := _called(frame.get(form.id), form, column, name)) is not None]
    if name is None or not rows:
        return None
    towns = {one.code: one for one in programme.divisions}
    return directory(_entries(pl.concat(rows), towns), closed=False)


def _name_field(form: Form, column: str) -> str | None:
    """The field beside a code that names it: `matter_name` beside `matter_code`, else `name`."""
    if column not in form.key:
        return None
    wanted = (f"{column.removesuffix(_CODE)}_name", "name")
    return next((one.name for name in wanted for one in form.fields if one.name == name), None)


def _called(frame: pl.DataFrame | None, form: Form, column: str, name: str | None) -> pl.DataFrame | None:
    if frame is None or name is None or frame.is_empty():
        return None
    town = pl.col(_TOWN) if town_field(form) else pl.lit(None, pl.String).alias(_TOWN)
    rows = frame.select(pl.col(column).alias("code"), pl.col(name).alias("name"), town, "period")
    return rows.drop_nulls(["code", "name"]).sort("period", maintain_order=True)


def _entries(rows: pl.DataFrame, towns: Mapping[str, Division]) -> Iterator[Entry]:
    """One entry per code, rows given with the latest last."""
    for code, names, where in rows.group_by("code", maintain_order=True).agg("name", _TOWN).iter_rows():
        name = names[-1]
        former = [one for one in dict.fromkeys(names) if one != name]
        town = towns.get(where[-1])
        others = [*_variants(name), *(f"{one}{name}" for one in (_both(town.name) if town else ()))]
        once = [variant for one in former for variant in (one, *_variants(one))]
        yield Entry(code, Words(name, name), tuple(others), tuple(once), where[-1])


def _divisions(programme: Programme, unit: str, period: str) -> Iterator[Entry]:
    """The unit's own divisions; one that has ended goes by its name only while no other one bears it."""
    day = quarter_end(period)
    own = [one for one in programme.divisions if unit in (one.code, one.parent)]
    valid = [one for one in own if one.valid_on(day)]
    names = {one.name.zh for one in valid}
    ended = [one for one in own if not one.valid_on(day) and one.name.zh not in names]
    for one in (*valid, *ended):
        yield Entry(one.code, one.name, _both(one.short) if one in valid else ())


def _listed(programme: Programme, table: str) -> Iterator[Entry]:
    """A register of the programme: departments, kinds of matters, milestones."""
    city = next(one.name.zh for one in programme.divisions if one.code == programme.city)
    for one in getattr(programme, table, ()):
        short = getattr(one, "short", Words("", ""))
        bare = one.name.zh.removeprefix(city)
        yield Entry(one.code, one.name, (*_both(short), bare, f"{city[-1]}{bare}", f"{city[-1]}{short.zh}"))


def _variants(name: str) -> Iterator[str]:
    """What a registered name is called besides: with another ending of its kind, and without."""
    for endings in _endings().values():
        ending = max((one for one in endings if name.endswith(one)), key=len, default=None)
        if ending and len(name) > len(ending):
            stem = name.removesuffix(ending)
            yield from (f"{stem}{other}" for other in (*endings, ""))
            return


@cache
def _endings() -> Mapping[str, list[str]]:
    return dict(tomllib.loads(_FILE.read_text(encoding="utf-8"))["endings"])


def _both(name: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (name.zh, name.en) if one))
