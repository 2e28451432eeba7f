"""Which columns of a query's sources are held equal to the keys of its result: so rows are found again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

Place = tuple[str, str]
Links = frozenset[tuple[str, str]]
PERIOD, PARTS = "period", ("half", "year")
HOLDS = "true"
_CALENDAR = "periods"


def selects(scope: Scope) -> Iterator[Scope]:
    """The scope itself, or those of the queries whose rows it puts together."""
    if isinstance(scope.expression, exp.SetOperation):
        for one in scope.set_operation_scopes:
            yield from selects(one)
    elif isinstance(scope.expression, exp.Select):
        yield scope


def query(scope: Scope) -> exp.Query:
    """The query of a scope that has one."""
    assert isinstance(scope.expression, exp.Query)
    return scope.expression


def linked(scope: Scope, links: Links) -> Mapping[str, Links]:
    """For each source: (key of the facts, column of the source equal to it); `half`, `year` are wider than `period`."""
    pairs = list(_equal(query(scope)))
    outputs = {one.alias_or_name: one.unalias() for one in query(scope).selects}
    found: dict[str, set[tuple[str, str]]] = {}
    for key, name in links:
        start = outputs.get(name)
        if isinstance(start, exp.Column):
            reached = _reached({(start.table, start.name)}, pairs)
            _note(found, key, reached)
            if key == PERIOD:
                for part in PARTS:
                    _note(found, part, _same_part(scope, part, reached, pairs) - reached)
    return {source: frozenset(held) for source, held in found.items()}


def texts(scope: Scope, held: Links) -> Mapping[str, Links]:
    """For each source: (its column, the text that it must hold) where the outputs hold `held`; `HOLDS`: is true."""
    outputs = {one.alias_or_name: one.unalias() for one in query(scope).selects}
    found: dict[str, set[tuple[str, str]]] = {}
    for name, text in held:
        shown = outputs.get(name)
        if isinstance(shown, exp.Column):
            found.setdefault(shown.table, set()).add((shown.name, text))
        elif text == HOLDS and shown is not None:
            for part in _parts(shown):
                if isinstance(part, exp.EQ) and isinstance(part.this, exp.Column) and part.expression.is_string:
                    found.setdefault(part.this.table, set()).add((part.this.name, part.expression.name))
    return {source: frozenset(pairs) for source, pairs in found.items()}


def same_text(scope: Scope, held: Links) -> bool:
    """Whether a query can yield rows whose columns hold these texts: not when it writes another text there."""
    outputs = {one.alias_or_name: one.unalias() for one in query(scope).selects}
    return all(not outputs[name].is_string or outputs[name].name == text for name, text in held if name in outputs)


def _parts(condition: exp.Expr) -> list[exp.Expr]:
    """The conditions that must all be true."""
    return [one.unnest() for one in (condition.flatten() if isinstance(condition, exp.And) else [condition])]


def _note(found: dict[str, set[tuple[str, str]]], key: str, reached: set[Place]) -> None:
    for source, column in reached:
        found.setdefault(source, set()).add((key, column))


def _same_part(scope: Scope, part: str, periods: set[Place], pairs: list[tuple[Place, Place]]) -> set[Place]:
    """Periods that lie in the same half or year, as the calendar of the release is joined to itself."""
    calendars = {
        name for name, source in scope.sources.items() if isinstance(source, exp.Table) and source.name == _CALENDAR
    }
    own = {(name, part) for name in calendars if (name, PERIOD) in periods}
    alike = {(name, PERIOD) for name, column in _reached(own, pairs) if name in calendars and column == part}
    return _reached(alike, pairs)


def _reached(start: set[Place], pairs: list[tuple[Place, Place]]) -> set[Place]:
    """Every place that is equal to one of the first."""
    found = set(start)
    while True:
        more = {b for a, b in pairs if a in found} | {a for a, b in pairs if b in found}
        if more <= found:
            return found
        found |= more


def _equal(select: exp.Expr) -> Iterator[tuple[Place, Place]]:
    """Pairs of columns that conditions and joins hold equal."""
    clauses = [select.args.get("where"), *(join.args.get("on") for join in select.args.get("joins") or ())]
    for clause in clauses:
        if clause is None:
            continue
        whole = clause.this if isinstance(clause, exp.Where) else clause
        for same in _parts(whole):
            if isinstance(same, exp.EQ) and all(isinstance(side, exp.Column) for side in (same.this, same.expression)):
                yield (same.this.table, same.this.name), (same.expression.table, same.expression.name)
