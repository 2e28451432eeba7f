"""The kinds of rules across forms that count or add up rows: review lists, totals against what they should cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.intake.cells.values import excused
from pipelines.intake.checks.conditions import Broken, as_text, meets
from pipelines.intake.checks.seen import Seen, key_field
from pipelines.intake.wording import SHOWN
from pipelines.programme.model import Field, Form, Words

Params = Mapping[str, Any]
_ABOUT_THE_ROW = ("row_status", "remark")


def all_yes(params: Params, seen: Seen) -> Iterator[Broken]:
    """A row answers at least so many yes-or-no questions, and all of them with yes."""
    for form, rows in _sent(params, seen):
        names = [one.name for one in form.fields if one.kind == "boolean"]
        answered = rows.select("row", key_field(form), *names).iter_rows()
        counts = [
            (row, key, sum(answer is not None for answer in answers))
            for row, key, *answers in answered
            if False not in answers
        ]
        found = pl.DataFrame(counts, {"row": pl.Int64, "key": pl.String, "count": pl.Int64}, orient="row")
        yield Broken(form.id, None, found.filter(pl.col("count") >= params["at_least"]), _form(form))


def identical_across(params: Params, seen: Seen) -> Iterator[Broken]:
    """At least so many rows agree in everything but their keys, and say something: one finding per group."""
    for form, rows in _sent(params, seen):
        printed = {*form.key, *_ABOUT_THE_ROW, *(one.name for one in form.fields if one.prefill == "key")}
        content = [one for one in form.fields if one.name not in printed]
        alike = rows.filter(_often(rows, content, params["at_least"]))
        if not alike.is_empty():
            yield Broken(form.id, None, _groups(alike, form, content, params["at_least"]), _form(form))


def _often(rows: pl.DataFrame, content: Sequence[Field], at_least: int) -> list[bool]:
    """Rows whose fingerprint at least so many have: a quick look, nearly always the last one."""
    marks = [excused(one.name) for one in content if one.may_be_na]
    prints = rows.select(*(one.name for one in content), *marks).hash_rows().to_list()
    times = Counter(prints)
    return [times[one] >= at_least for one in prints]


def _groups(rows: pl.DataFrame, form: Form, content: Sequence[Field], at_least: int) -> pl.DataFrame:
    """One line per group of rows alike: the first `row`, the `keys`, and their `count`."""
    numeric = [one.name for one in content if one.kind in ("integer", "number")]
    telling = [pl.col(one) != 0 for one in numeric]
    telling += [pl.col(one.name).is_not_null() for one in content if one.name not in numeric]
    texts = rows.filter(pl.any_horizontal(telling)).select(
        "row", key_field(form), *(as_text(one).alias(f"={one.name}") for one in content)
    )
    groups = texts.group_by(pl.selectors.starts_with("="), maintain_order=True).agg(
        pl.col("row").first(), keys=pl.col(key_field(form)).head(SHOWN + 1), count=pl.len()
    )
    return groups.filter(pl.col("count") >= at_least).select("row", "keys", "count")


def _sent(params: Params, seen: Seen) -> Iterator[tuple[Form, pl.DataFrame]]:
    for form in params["forms"]:
        if seen.touches([form]):
            yield seen.forms[form], seen.sent[form]


def _form(form: Form) -> dict[str, Words]:
    return {"form": Words(f"{form.id} {form.title.zh}", f"{form.id} {form.title.en}")}


def count_at_most(params: Params, seen: Seen) -> Iterator[Broken]:
    """The field is not above the number of different values among the rows counted; without rows nothing is said."""
    form, name = params["form"], params["field"]
    counted_form, column = params["of"].split(".")
    rows = seen.rows(counted_form)
    if rows.is_empty() or not seen.touches([form]):
        return
    met = rows.select(column, met=meets(seen.forms[counted_form], params["counted"])).filter("met")
    count = met[column].drop_nulls().n_unique()
    above = _valued(seen, form, name).filter(pl.col("value") > count)
    yield Broken(form, name, above.with_columns(count=pl.lit(count)))


def count_matches(params: Params, seen: Seen) -> Iterator[Broken]:
    """The field equals the number of different items reached through the rows counted; keys without rows are left."""
    form, name, on = params["form"], params["field"], params["on"]
    if not seen.touches([form]):
        return
    (counted_form, link), (of_form, items) = (params[key].split(".") for key in ("through", "of"))
    rows = seen.rows(counted_form)
    counts = rows.select(on).unique().join(_reached(params, seen, rows, (link, of_form, items)), on=on, how="left")
    pairs = _valued(seen, form, name, on).join(counts.with_columns(pl.col("count").fill_null(0)), on=on)
    wrong = pairs.filter(pl.col("value").cast(pl.Int64) != pl.col("count").cast(pl.Int64))
    yield Broken(form, name, wrong.select("row", "value", "key", "count"))


def _reached(params: Params, seen: Seen, rows: pl.DataFrame, path: tuple[str, str, str]) -> pl.DataFrame:
    """Per key the `count` of different items."""
    link, of_form, items = path
    counted_form = seen.forms[params["counted"][0]["form"]]
    counted = rows.select(params["on"], link, met=meets(counted_form, params["counted"])).filter("met")
    listed = seen.rows(of_form).select(link, items).explode(items)
    member_form, member = params["member"].split(".")
    meant = meets(seen.forms[member_form], params["members"])
    members = seen.rows(member_form).select(pl.col(member).alias(items), met=meant).filter("met")
    listed = listed.join(members.unique(items), on=items, how="semi")
    return counted.join(listed, on=link).group_by(params["on"]).agg(count=pl.col(items).drop_nulls().n_unique())


def _valued(seen: Seen, form: str, name: str, *more: str) -> pl.DataFrame:
    key = key_field(seen.forms[form])
    return seen.sent[form].select("row", *more, value=pl.col(name), key=pl.col(key))


def group_sum_at_most(params: Params, seen: Seen) -> Iterator[Broken]:
    """In rows alike in `by` and in the year of a date the sum is not above the largest limit among them."""
    form = seen.forms[params["form"]]
    if not seen.touches([form.id]):
        return
    rows = seen.rows(form.id).select(
        "row", *params["by"], key=key_field(form), due=params["year_of"], part=params["sum"], limit=params["limit"]
    )
    alike = [*params["by"], pl.col("due").dt.year()]
    summed = rows.filter(pl.col("due").is_not_null()).with_columns(
        total=pl.col("part").sum().over(alike), limit=pl.col("limit").max().over(alike)
    )
    over = summed.filter(pl.col("total") > pl.col("limit"), pl.col("row").is_not_null())
    yield Broken(form.id, params["sum"], over.select("row", "total", "limit", "key"))
