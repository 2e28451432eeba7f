"""The kinds of rules across forms that compare a row with what was accepted in earlier quarters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.intake.conditions import Broken, held, keys_of, meets, names
from pipelines.intake.seen import Seen, key_field, subject
from pipelines.programme.periods import previous, quarter_start, quarters

Params = Mapping[str, Any]
_EARTH_RADIUS_M = 6_371_008.8


def never_falls(params: Params, seen: Seen) -> Iterator[Broken]:
    """Each field is not below its last accepted value of an earlier quarter, unless the new row meets `unless`."""
    form = seen.forms[params["form"]]
    excepted = meets(form, params["unless"]).fill_null(False)
    for name, pairs in _pairs(params, seen, params["fields"]):
        fallen = pairs.filter(pl.col(name) < pl.col(f"{name}_before"), ~excepted)
        yield _changed(seen, form.id, name, fallen)


def changed_by_more_than(params: Params, seen: Seen) -> Iterator[Broken]:
    """Each field moved by more than a share of its last accepted value; a change from 0 has no share."""
    for name, pairs in _pairs(params, seen, params["fields"]):
        before = pl.col(f"{name}_before")
        moved = (pl.col(name) - before).abs() > params["share"] * before
        broken = _changed(seen, params["form"], name, pairs.filter(before > 0, moved))
        yield Broken(broken.form, name, broken.rows, {**broken.slots, "share": f"{params['share']:.0%}"})


def _pairs(params: Params, seen: Seen, fields: list[str]) -> Iterator[tuple[str, pl.DataFrame]]:
    """Per field the sent rows with the subject's earlier row beside them (columns ending in `_before`)."""
    form = seen.forms[params["form"]]
    if seen.touches([form.id]):
        pairs = seen.sent[form.id].join(seen.before(form.id), on=subject(form), suffix="_before")
        yield from ((name, pairs) for name in fields)


def _changed(seen: Seen, form_id: str, name: str, rows: pl.DataFrame) -> Broken:
    key = key_field(seen.forms[form_id])
    shown = rows.select("row", pl.col(key).alias("key"), before=pl.col(f"{name}_before"), now=pl.col(name))
    return Broken(form_id, name, shown, names(seen, form_id, name))


def moved_between(params: Params, seen: Seen) -> Iterator[Broken]:
    """The point lies between so many and so many metres from the last accepted one of the same subject."""
    lon, lat = params["lon"], params["lat"]
    for name, pairs in _pairs(params, seen, [lon]):
        metres = pairs.with_columns(metres=_distance_m(lon, lat).round(0).cast(pl.Int64))
        moved = metres.filter(pl.col("metres").is_between(params["low_m"], params["high_m"]))
        key = key_field(seen.forms[params["form"]])
        yield Broken(params["form"], name, moved.select("row", "metres", pl.col(key).alias("key")))


def _distance_m(lon: str, lat: str) -> pl.Expr:
    """Metres between a point and the one before, on a plane: exact enough for some kilometres."""
    here, there = (
        [pl.col(f"{name}{end}").cast(pl.Float64).radians() for name in (lon, lat)] for end in ("", "_before")
    )
    east = (here[0] - there[0]) * here[1].cos()
    return (east**2 + (here[1] - there[1]) ** 2).sqrt() * _EARTH_RADIUS_M


def none_for_quarters(params: Params, seen: Seen) -> Iterator[Broken]:
    """A key that met `among` before the last quarters began has no row of the form in any of them.

    Asked only of a submission that could have held such rows, and once the programme is so many quarters old.
    """
    on, form = params["on"], params["form"]
    first = seen.period
    for _ in range(params["quarters"] - 1):
        first = previous(first)
    if form not in seen.sent or first < seen.first_period:
        return
    states = held(seen, params["among"], on, keys_of(seen, params["among"], on)).filter("holds")
    since_form, since = params["since"].split(".")
    long_enough = seen.rows(since_form).filter(pl.col(since) < quarter_start(first))
    reported = seen.reported(form, quarters(first, seen.period))
    silent = states.join(long_enough, on=on, how="semi").join(reported, on=on, how="anti")
    # There is no row to point at: the finding stands at the sheet that could have held one.
    rows = silent.select(pl.lit(None, pl.Int64).alias("row"), key=on, quarters=pl.lit(params["quarters"]))
    yield Broken(form, on, rows)
