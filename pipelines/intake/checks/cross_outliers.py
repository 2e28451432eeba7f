"""The kinds of rules that ask about figures unlike the subject's own earlier ones, or unlike those of its peers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import Any

import polars as pl

from pipelines.intake.checks.chance import chance
from pipelines.intake.checks.conditions import Broken, broken_by, names
from pipelines.intake.checks.seen import Seen, key_field, subject
from pipelines.programme.model import Field, Form

Params = Mapping[str, Any]
# Two years: every season is among them twice, and what was long ago does not count.
_QUARTERS_BACK = 8
# Beyond so many spans of the middle half a value lies far out (Tukey 1977).
_FAR_OUT = 3


def unlike_before(params: Params, seen: Seen) -> Iterator[Broken]:
    """A quarter's count is further from the usual than chance explains, and than it ever was before.

    The usual is the median of the earlier quarters, at least `quarters` of them. Asked when the count differs from it
    by at least `change`, by more than `times` the largest difference so far (series that always swing may swing), and
    by so much as comes about by chance with a probability below `alpha`. Of a year's running total each quarter's
    part is compared; where `grows_with` is above its own median, the earlier counts are scaled up by as much.
    """
    grown = _grown(params)
    masks = {}
    for name in params["fields"]:
        now, earlier = pl.col(name), pl.col(f"{name}_earlier").list
        usual = earlier.median() * grown
        swing = pl.max_horizontal(earlier.max() * grown - usual, usual - earlier.min() * grown)
        off = (now - usual).abs()
        masks[name] = _enough(params, name) & (now >= 0) & (off >= params["change"]) & (off > params["times"] * swing)
    for name, rows in broken_by(_with_earlier(params, seen), masks):
        far = _shown(rows, name, grown=grown)
        rare = [
            chance(now, [round(one * grown) for one in earlier]) < params["alpha"]
            for now, earlier, grown in far.select("now", "earlier", "grown").iter_rows()
        ]
        yield Broken(params["form"], name, far.filter(rare).drop("grown"), names(seen, params["form"], name))


def _grown(params: Params) -> pl.Expr:
    """By how much more there is to count than usual, 1 at least: more places handling a matter see more cases."""
    if "grows_with" not in params:
        return pl.lit(1.0)
    size = params["grows_with"]
    return pl.max_horizontal(1.0, pl.col(size) / pl.max_horizontal(1, pl.col(f"{size}_earlier").list.median()))


def jumped(params: Params, seen: Seen) -> Iterator[Broken]:
    """A number of people or things moved from one quarter to the next as it never does.

    Asked when it moved by at least `change`, by more than `times` its usual step (the median, at least 1), and by more
    than `share` of the smaller of both; `quarters` earlier values are needed.
    """
    masks = {}
    for name in params["fields"]:
        last = pl.col(f"{name}_earlier").list.last()
        move, least = (pl.col(name) - last).abs(), pl.min_horizontal(pl.col(name), last)
        masks[name] = _enough(params, name) & (move >= params["change"]) & (move > params["share"] * least)
    step = pl.col("earlier").list.eval(pl.element().diff().abs()).list.drop_nulls().list.median()
    move = (pl.col("now") - pl.col("earlier").list.last()).abs()
    usual = pl.max_horizontal(step.fill_null(1), 1)
    for name, rows in broken_by(_with_earlier(params, seen), masks):
        far = _shown(rows, name).filter(move > params["times"] * usual)
        yield Broken(params["form"], name, far, names(seen, params["form"], name))


def _enough(params: Params, name: str) -> pl.Expr:
    return pl.col(f"{name}_earlier").list.len().ge(params["quarters"])


def _shown(rows: pl.DataFrame, name: str, **more: pl.Expr) -> pl.DataFrame:
    return rows.select("row", "key", now=name, earlier=f"{name}_earlier", **more)


def _with_earlier(params: Params, seen: Seen) -> pl.DataFrame:
    """The sent rows that have earlier ones: `row`, `key`, the fields, and as `<field>_earlier` the last values.

    The last come last, and only values that are there are listed.
    """
    form = seen.forms[params["form"]]
    on, fields = subject(form), [*params["fields"], *([params["grows_with"]] if "grows_with" in params else [])]
    past = seen.past(form.id, [*on, *fields])
    if not seen.touches([form.id]) or past["period"].n_unique() < params["quarters"]:
        return pl.DataFrame()
    sent = seen.sent[form.id].select("row", "period", *on, *fields)
    if totals := [name for name in fields if form.field(name).prefill == "year"]:
        both = pl.concat([past.with_columns(row=pl.lit(None, pl.Int64)), sent], how="diagonal")
        both = both.with_columns(_parts_of_year(totals, on))
        past, sent = both.filter(pl.col("row").is_null()), both.filter(pl.col("row").is_not_null())
    lists = [pl.col(name).drop_nulls().tail(_QUARTERS_BACK).alias(f"{name}_earlier") for name in fields]
    rows = sent.join(past.group_by(on, maintain_order=True).agg(lists), on=on, maintain_order="left")
    return rows.with_columns(key=pl.col(key_field(form)))


def _parts_of_year(totals: Sequence[str], on: Sequence[str]) -> list[pl.Expr]:
    """Each quarter's part of totals that run from January; null where the quarter before is not known."""
    year, quarter = pl.col("period").str.head(4).cast(pl.Int32), pl.col("period").str.tail(1).cast(pl.Int32)
    place = year * 4 + quarter
    follows = place - place.shift(1).over(on) == 1
    return [
        pl.when(quarter == 1).then(total).when(follows).then(total - total.shift(1).over(on)).alias(name)
        for name in totals
        for total in [pl.col(name)]
    ]


def slipped_unit(params: Params, seen: Seen) -> Iterator[Broken]:
    """A figure is just so many times its last accepted one, or that part of it: another unit, or a digit too many.

    The ratio is one of `factors`, give or take the share `within`; the larger figure is at least `least`. The last one
    is that of the same subject, or of rows alike in `by`.
    """
    form, fields = seen.forms[params["form"]], params["fields"]
    alike = params.get("by", subject(form))
    past = seen.past(form.id, [*alike, *fields])
    if past.is_empty() or not seen.touches([form.id]):
        return
    lasts = past.group_by(alike).agg(pl.col(name).drop_nulls().last().alias(f"{name}_before") for name in fields)
    sent = seen.sent[form.id].select("row", *alike, *fields, key=key_field(form))
    rows = sent.join(lasts, on=alike, maintain_order="left")
    apart = {name: _apart(params, pl.col(name), pl.col(f"{name}_before")) for name in fields}
    for name, found in broken_by(rows, apart):
        factor = _factor(params, pl.col(name), pl.col(f"{name}_before"))
        shown = found.select("row", "key", now=name, before=f"{name}_before", factor=factor)
        yield Broken(form.id, name, shown.filter(pl.col("factor").is_not_null()), names(seen, form.id, name))


def _apart(params: Params, now: pl.Expr, before: pl.Expr) -> pl.Expr:
    """Whether two figures are far enough apart, and large enough, for any of the factors: a quick look."""
    smaller, larger = pl.min_horizontal(now, before).cast(pl.Float64), pl.max_horizontal(now, before).cast(pl.Float64)
    least = min(params["factors"]) * (1 - params["within"])
    return pl.all_horizontal(smaller > 0, larger >= params["least"], larger >= smaller * least)


def _factor(params: Params, now: pl.Expr, before: pl.Expr) -> pl.Expr:
    """How many times as large one figure is as the other, where that is one of the factors; else null."""
    ratio = pl.max_horizontal(now, before).cast(pl.Float64) / pl.min_horizontal(now, before).cast(pl.Float64)
    near = [
        pl.when((ratio / factor - 1).abs() <= params["within"]).then(pl.lit(factor)) for factor in params["factors"]
    ]
    return pl.coalesce(near)


def unlike_peers(params: Params, seen: Seen) -> Iterator[Broken]:
    """A ratio lies far outside those of the unit's other rows, of which there are at least `group`.

    The field per `base` of the field `per` (of the same row, or of the row alike in `on` of another form), on the scale
    of its logarithm: beyond three spans of the middle half, and more than `times` as large or small as the median.
    """
    form, name = seen.forms[params["form"]], params["field"]
    if not seen.touches([form.id]):
        return
    rows = _ratios(params, seen, form, form.field(name))
    if rows["ratio"].len() <= params["group"]:
        return
    size = pl.col("ratio").log()
    low, high = size.quantile(0.25), size.quantile(0.75)
    fence = (high - low) * _FAR_OUT
    far = (size < low - fence) | (size > high + fence)
    wide = (size - size.median()).abs() > log(params["times"])
    shown = rows.with_columns(
        low=pl.col("ratio").quantile(0.25).round_sig_figs(3),
        high=pl.col("ratio").quantile(0.75).round_sig_figs(3),
        count=pl.len() - 1,
        odd=far & wide,
    )
    found = shown.filter("odd", pl.col("row").is_not_null()).with_columns(pl.col("ratio").round_sig_figs(3))
    yield Broken(form.id, name, found.drop("odd"), names(seen, form.id, name))


def _ratios(params: Params, seen: Seen, form: Form, field: Field) -> pl.DataFrame:
    """Every row seen that has the ratio: `row`, `key`, `value`, `per` and `ratio`."""
    per_form, per = params["per"].split(".")
    rows = seen.rows(form.id)
    if per_form == form.id:
        rows = rows.with_columns(per=pl.col(per))
    else:
        rows = rows.join(seen.rows(per_form).select(params["on"], per=pl.col(per)), on=params["on"])
    pairs = rows.select("row", "per", key=pl.col(key_field(form)), value=pl.col(field.name))
    ratio = params["base"] * pl.col("value").cast(pl.Float64) / pl.col("per").cast(pl.Float64)
    return pairs.filter(pl.col("value") > 0, pl.col("per") > 0).with_columns(ratio=ratio)
