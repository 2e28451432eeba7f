"""The verb `boundaries`: takes in a boundary file, or tells which there are."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.boundaries.join import Unit
from pipelines.boundaries.keep import Boundaries, all_kept, facts, report
from pipelines.boundaries.supply import Order, Supplied, supply, units_of
from pipelines.cli.answer import FINE, PROBLEMS, programme_of, say
from pipelines.i18n import text
from pipelines.ledger.home import find_home, make_home
from pipelines.programme.model import Programme

_SHOWN = 12


def boundaries(options: Namespace) -> int:
    """Boundaries in: problems where a unit has no polygon or a polygon no unit. Without a file: what there is."""
    if options.file is None:
        found = all_kept(find_home(options.home))
        lines = [_kept_line(one, options.lang) for one in found] or [text(options.lang, "boundaries.none")]
        return say(options, {"boundaries": [facts(one) for one in found]}, "\n".join(lines))
    programme, home = programme_of(options), make_home(options.home)
    order = Order(
        path=Path(options.file),
        level=options.level,
        valid_on=options.valid_on or date.today(),
        approval=options.approval,
        reason=options.no_approval,
        layer=options.layer,
    )
    supplied = supply(home, programme, _units(programme, home, order.level), order)
    told = facts(supplied.boundaries) | {"file": str(supplied.path), "join": report(supplied.joined)}
    say(options, told, "\n".join(_lines(supplied, options.lang)))
    return FINE if supplied.joined.is_complete else PROBLEMS


def _units(programme: Programme, home: Path, level: str) -> Sequence[Unit]:
    """The units of a level; communities as the current release has them."""
    if level != "community":
        return units_of(programme, level)
    from pipelines.warehouse.release import open_release

    with open_release(home) as release:
        rows = release.sql(
            """
            SELECT c.unit_code, c.name_zh, t.name_zh, d.name_zh, c.valid_from, c.valid_to
            FROM units AS c
            LEFT JOIN units AS t ON t.unit_code = c.parent_code AND t.level = 'town'
            LEFT JOIN units AS d ON d.unit_code = t.parent_code AND d.level = 'district'
            WHERE c.level = 'community'
            """
        ).rows()
    return [
        Unit(code, (name,), tuple(one for one in (district, town) if one), since, until)
        for code, name, town, district, since, until in rows
    ]


def _kept_line(one: Boundaries, lang: str) -> str:
    caption = one.caption(lang) if one.may_be_shown else text(lang, "boundaries.hidden")
    return text(
        lang,
        "boundaries.kept",
        level=text(lang, f"boundaries.level.{one.level}"),
        units=len(one.shapes),
        file=one.file,
        crs=one.crs,
        valid_on=one.valid_on,
        caption=caption,
    )


def _lines(supplied: Supplied, lang: str) -> Iterator[str]:
    joined, shapes = supplied.joined, supplied.shapes
    yield text(lang, "boundaries.stored", path=supplied.path, matched=len(joined.features))
    yield text(lang, "boundaries.by_column", code=joined.code_column or "-", name=joined.name_column or "-")
    named = [f"{code} {name}" for code, name in joined.named_otherwise.items()]
    vague = [f"{name} ({', '.join(codes)})" for name, codes in joined.ambiguous.items()]
    lists: dict[str, Sequence[Any]] = {"by_name": joined.by_name, "named_otherwise": named}
    lists |= {"unmatched": joined.unmatched, "ambiguous": vague, "without": joined.without}
    for key, units in lists.items():
        if units:
            yield text(lang, f"boundaries.{key}", units=_some(units, lang))
    for key in ("mended", "dropped", "elsewhere"):
        if count := getattr(shapes, key):
            yield text(lang, f"boundaries.{key}", count=count)
    if not shapes.is_exact:
        yield text(lang, "boundaries.inexact", crs=shapes.crs)
    shown = supplied.boundaries.may_be_shown
    yield supplied.boundaries.caption(lang) if shown else text(lang, "boundaries.hidden")


def _some(units: Sequence[Any], lang: str) -> str:
    listed = text(lang, "intake.and").join(str(one) for one in units[:_SHOWN])
    return listed if len(units) <= _SHOWN else f"{listed} {text(lang, 'boundaries.more', count=len(units))}"
