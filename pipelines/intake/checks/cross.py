"""The kinds of rules across forms that compare what two forms say of one key, and the register of all kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import polars as pl

from pipelines.intake.cells.findings import Finding
from pipelines.intake.checks import cross_counts, cross_history, cross_outliers, cross_points, cross_units
from pipelines.intake.checks.conditions import Broken, found, held, keys_of, meets, names, placed
from pipelines.intake.checks.seen import Seen
from pipelines.programme.model import Rule

Params = Mapping[str, Any]


def broken_rules(rules: Iterable[Rule], seen: Seen) -> Iterator[tuple[str, Finding]]:
    """Every breach of a rule across forms by a row of this submission: the form it is reported at, and the finding."""
    for rule in rules:
        for broken in KINDS[rule.kind](rule.params, seen):
            if not broken.rows.is_empty():
                finding = Finding(rule.name, rule.level, broken.field, broken.rows, broken.slots, rule.message)
                yield broken.form, finding


def exists_in(params: Params, seen: Seen) -> Iterator[Broken]:
    """Every value of the fields (each item of a list) that matches `pattern` is one of `target` in the rows seen."""
    form_id, column = params["target"].split(".")
    known = {*seen.rows(form_id)[column].to_list(), None}
    meant = re.compile(params.get("pattern", "(?s).*"), re.ASCII)
    for form, name in params["fields"].items():
        if not seen.touches([form]):
            continue
        values = seen.sent[form].select("row", value=pl.col(name))
        if seen.forms[form].field(name).kind == "list":
            values = values.explode("value")
        unknown = [value for value in {*values["value"].to_list()} - known if meant.fullmatch(value)]
        if unknown:
            missing = values.filter(pl.col("value").is_in(unknown))
            yield Broken(form, name, missing, names(seen, form, name))


def only_where(params: Params, seen: Seen) -> Iterator[Broken]:
    """Rows of the forms exist only for keys for which the conditions hold; not known is not enough."""
    on = params["on"]
    for form in params["forms"]:
        if not seen.touches([form]):
            continue
        rows = seen.sent[form].select("row", on).drop_nulls()
        keys = rows[on].unique(maintain_order=True).to_list()
        wrong = [key for key, holds in zip(keys, held(seen, params["holds"], on, keys), strict=True) if not holds]
        if wrong:
            told = _told(on, wrong, found=found(seen, params["holds"], on, wrong))
            yield Broken(form, on, rows.join(told, on=on).rename({on: "key"}), names(seen, form, on))


def implies(params: Params, seen: Seen) -> Iterator[Broken]:
    """Where all of `when` hold for a key, all of `then` hold; what is not known breaks nothing."""
    yield from _compared(params, seen, ("when", "then"), {(True, False)})


def if_and_only_if(params: Params, seen: Seen) -> Iterator[Broken]:
    """All of `left` hold for a key exactly when all of `right` do; what is not known breaks nothing."""
    yield from _compared(params, seen, ("left", "right"), {(True, False), (False, True)})


def _compared(
    params: Params, seen: Seen, sides: tuple[str, str], broken: Set[tuple[bool | None, bool | None]]
) -> Iterator[Broken]:
    on = params["on"]
    conditions = [one for side in sides for one in params[side]]
    if not seen.touches(one["form"] for one in conditions):
        return
    keys = keys_of(seen, conditions, on)
    states = zip(*(held(seen, params[side], on, keys) for side in sides), strict=True)
    wrong = [key for key, state in zip(keys, states, strict=True) if state in broken]
    if wrong:
        told = {side: found(seen, params[side], on, wrong) for side in sides}
        yield from placed(seen, conditions, on, _told(on, wrong, **told))


def _told(on: str, keys: Sequence[str], **lists: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    """Keys with lists of what was found."""
    return pl.DataFrame({on: keys, **lists}, schema={on: pl.String} | dict.fromkeys(lists, pl.List(pl.String)))


def has_row(params: Params, seen: Seen) -> Iterator[Broken]:
    """Where `when` holds for a key, the other form has a row that meets `rows.holds` and links to the key's own row.

    Not asked while nobody ever sent a row of that form.
    """
    on, wanted = params["on"], params["rows"]
    form = seen.forms[wanted["form"]]
    rows = seen.rows(form.id)
    if rows.is_empty() or not seen.touches(one["form"] for one in params["when"]):
        return
    keys = keys_of(seen, params["when"], on)
    asked = [key for key, holds in zip(keys, held(seen, params["when"], on, keys), strict=True) if holds]
    if not asked:
        return
    good = rows.select(*wanted["link"], met=meets(form, wanted["holds"])).filter("met")
    for name, references in wanted["link"].items():
        reached = _reached(good[name], seen, on, references)
        asked = [key for key in asked if key not in reached]
    if asked:
        told = _told(on, asked, when=found(seen, params["when"], on, asked))
        yield from placed(seen, params["when"], on, told)


def _reached(links: pl.Series, seen: Seen, on: str, references: list[str]) -> set[str]:
    """The keys whose own rows, of the forms named, hold one of the linked values (or items of linked lists)."""
    linked = {*(links.explode() if links.dtype == pl.List else links).to_list()} - {None}
    places = (reference.split(".") for reference in references)
    own = (zip(seen.rows(form)[on], seen.rows(form)[name], strict=True) for form, name in places)
    return {key for pairs in own for key, value in pairs if value in linked}


def equal(params: Params, seen: Seen) -> Iterator[Broken]:
    """Two fields are equal for each key; blank and 不适用 say nothing."""
    on = params["on"]
    places = [(side, *params[side].split(".")) for side in ("left", "right")]
    if not seen.touches(form for _, form, _ in places):
        return
    left, right = (seen.rows(form).select(on, pl.col(name).alias(side)) for side, form, name in places)
    wrong = left.join(right, on=on).filter(pl.col("left") != pl.col("right"))
    yield from placed(seen, [{"form": form, "fields": [name]} for _, form, name in places], on, wrong)


KINDS: Mapping[str, Callable[[Params, Seen], Iterable[Broken]]] = {
    kind.__name__: kind
    for kind in (
        exists_in,
        only_where,
        implies,
        if_and_only_if,
        has_row,
        equal,
        cross_history.never_falls,
        cross_history.changed_by_more_than,
        cross_history.none_for_quarters,
        cross_counts.all_yes,
        cross_counts.identical_across,
        cross_counts.count_at_most,
        cross_counts.count_matches,
        cross_counts.group_sum_at_most,
        cross_outliers.unlike_before,
        cross_outliers.jumped,
        cross_outliers.slipped_unit,
        cross_outliers.unlike_peers,
        cross_points.within_area,
        cross_points.moved_between,
        cross_points.shifted_by_datum,
        cross_points.apart_by_datum,
        cross_units.unique_across_units,
    )
}
