"""The kinds of rules across forms that compare what two forms say of one key, and the register of all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.intake import cross_counts, cross_history, cross_outliers, cross_units
from pipelines.intake.conditions import Broken, held, keys_of, meets, names, placed
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import whole
from pipelines.intake.seen import Seen
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
    known = seen.rows(form_id)[column].drop_nulls().unique()
    for form, name in params["fields"].items():
        if not seen.touches([form]):
            continue
        values = seen.sent[form].select("row", value=pl.col(name))
        if seen.forms[form].field(name).kind == "list":
            values = values.explode("value")
        meant = pl.col("value").str.contains(whole(params["pattern"])) if "pattern" in params else pl.lit(True)
        missing = values.filter(pl.col("value").is_not_null(), meant, ~pl.col("value").is_in(known.implode()))
        yield Broken(form, name, missing, names(seen, form, name))


def only_where(params: Params, seen: Seen) -> Iterator[Broken]:
    """Rows of the forms exist only for keys for which the conditions hold; not known is not enough."""
    on = params["on"]
    for form in params["forms"]:
        if not seen.touches([form]):
            continue
        rows = seen.sent[form].select("row", on).drop_nulls()
        states = held(seen, params["holds"], on, rows.select(on).unique())
        wrong = rows.join(states.filter(~pl.col("holds").fill_null(False)), on=on).drop("holds")
        yield Broken(form, on, wrong.rename({on: "key"}), names(seen, form, on))


def implies(params: Params, seen: Seen) -> Iterator[Broken]:
    """Where all of `when` hold for a key, all of `then` hold; what is not known breaks nothing."""
    yield from _compared(params, seen, ("when", "then"), pl.col("when_holds") & ~pl.col("then_holds"))


def if_and_only_if(params: Params, seen: Seen) -> Iterator[Broken]:
    """All of `left` hold for a key exactly when all of `right` do; what is not known breaks nothing."""
    yield from _compared(params, seen, ("left", "right"), pl.col("left_holds") != pl.col("right_holds"))


def _compared(params: Params, seen: Seen, sides: tuple[str, str], broken: pl.Expr) -> Iterator[Broken]:
    on = params["on"]
    conditions = [one for side in sides for one in params[side]]
    if not seen.touches(one["form"] for one in conditions):
        return
    keys = keys_of(seen, conditions, on)
    states = [
        held(seen, params[side], on, keys).rename({"holds": f"{side}_holds", "found": side}).drop(on) for side in sides
    ]
    wrong = pl.concat([keys, *states], how="horizontal").filter(broken).select(on, *sides)
    yield from placed(seen, conditions, on, wrong)


def has_row(params: Params, seen: Seen) -> Iterator[Broken]:
    """Where `when` holds for a key, the other form has a row that meets `rows.holds` and links to the key's own row.

    Not asked while nobody ever sent a row of that form.
    """
    on, wanted = params["on"], params["rows"]
    form = seen.forms[wanted["form"]]
    rows = seen.rows(form.id)
    if rows.is_empty() or not seen.touches(one["form"] for one in params["when"]):
        return
    good = rows.filter(meets(form, wanted["holds"]))
    states = held(seen, params["when"], on, keys_of(seen, params["when"], on)).filter("holds")
    for name, references in wanted["link"].items():
        links = good.select(link=pl.col(name))
        links = links.explode("link") if form.field(name).kind == "list" else links
        reached = _references(seen, on, references).join(links, on="link", how="semi")
        states = states.join(reached, on=on, how="anti")
    yield from placed(seen, params["when"], on, states.select(on, when="found"))


def _references(seen: Seen, on: str, references: list[str]) -> pl.DataFrame:
    """Per key the values to link to, read from its own rows of the forms named."""
    parts = [reference.split(".") for reference in references]
    return pl.concat([seen.rows(form).select(on, link=pl.col(name)) for form, name in parts]).drop_nulls()


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
        cross_history.moved_between,
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
        cross_units.unique_across_units,
    )
}
