"""Which columns of which tables a column of a family's facts is made of, read from the SQL itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

from pipelines.passport.links import HOLDS, Links, linked, query, same_text, selects, texts

_MARKS = ("not_applicable", "missing")
Schema = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of a table of the release, on one way into the facts.

    `links` are pairs (column of the facts, column of this table) that the SQL holds equal on that way. `decides`:
    the column chooses rows (joins, conditions) and is no part of the value.
    """

    table: str
    column: str
    links: Links
    decides: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of each source of a query: links to the keys of the facts, and texts that columns hold."""

    links: Mapping[str, Links]
    texts: Mapping[str, Links]


@dataclass(slots=True)
class Lineage:
    """The lineage of one query; `keys` are the columns of its result that say what a row is about."""

    root: Scope
    keys: tuple[str, ...]
    _known: dict[tuple[int, str, Links, Links], frozenset[Leaf]] = field(default_factory=dict)

    def of(self, column: str, scope: str | None = None) -> frozenset[Leaf]:
        """Every leaf of a column of the result in the rows for which `scope` is true; none for an unknown column."""
        held = frozenset({(scope, HOLDS)} if scope else ())
        return self._traced(self.root, column, frozenset((key, key) for key in self.keys), held)

    def _traced(self, scope: Scope, column: str, links: Links, texts_held: Links) -> frozenset[Leaf]:
        """The leaves of an output column of a scope; `links`: (key of the facts, output column equal to it)."""
        place = (id(scope), column, links, texts_held)
        if place not in self._known:
            self._known[place] = frozenset()
            self._known[place] = frozenset(self._of_select(scope, column, links, texts_held))
        return self._known[place]

    def _of_select(self, scope: Scope, column: str, links: Links, texts_held: Links) -> Iterator[Leaf]:
        for select in selects(scope):
            names = query(scope).named_selects
            renamed = dict(zip(names, query(select).named_selects, strict=True))
            there = frozenset((renamed[name], held) for name, held in texts_held if name in renamed)
            if column in renamed and same_text(select, there):
                own = frozenset((key, renamed[name]) for key, name in links if name in renamed)
                yield from self._of_one(select, renamed[column], own, there)

    def _of_one(self, scope: Scope, column: str, links: Links, texts_held: Links) -> Iterator[Leaf]:
        select = query(scope)
        held = _Held(linked(scope, links), texts(scope, texts_held))
        value = next(one for one in select.selects if one.alias_or_name == column)
        used = {one.table for one in value.find_all(exp.Column)}
        yield from self._of_columns(scope, value.find_all(exp.Column), held)
        for deciding in _deciding(select, used):
            for leaf in self._of_columns(scope, deciding.find_all(exp.Column), held):
                yield Leaf(leaf.table, leaf.column, leaf.links, decides=True)

    def _of_columns(self, scope: Scope, columns: Iterable[exp.Column], held: _Held) -> Iterator[Leaf]:
        for one in columns:
            links = frozenset() if _looks_around(one, held) else held.links.get(one.table, frozenset())
            marked = _marked(one)
            for leaf in self._of_source(scope, one, links, held):
                is_mark = marked is not None and leaf.column in _MARKS
                yield Leaf(leaf.table, marked or "", leaf.links, leaf.decides) if is_mark else leaf

    def _of_source(self, scope: Scope, one: exp.Column, links: Links, held: _Held) -> Iterator[Leaf]:
        name, column = one.table, one.name
        source = scope.sources.get(name)
        if isinstance(source, exp.Table):
            yield Leaf(source.name, column, links)
        elif isinstance(source, Scope) and isinstance(source.expression, exp.UDTF):
            yield from self._of_columns(scope, source.expression.find_all(exp.Column), held)
        elif isinstance(source, Scope):
            yield from self._traced(source, column, links, held.texts.get(name, frozenset()))


def lineage(sql: str, schema: Schema, keys: Iterable[str]) -> Lineage:
    """The lineage of a query over tables whose columns are `schema`; raises `sqlglot.errors.SqlglotError`."""
    tables: dict[str, object] = {name: dict(columns) for name, columns in schema.items()}
    parsed = qualify(sqlglot.parse_one(sql, dialect="duckdb"), schema=tables, dialect="duckdb", quote_identifiers=False)
    root = build_scope(parsed)
    if root is None:
        raise sqlglot.errors.SqlglotError("no query")
    return Lineage(root, tuple(keys))


def _deciding(select: exp.Expr, used: set[str]) -> Iterator[exp.Expr]:
    """What chooses the rows: conditions, and joins; an outer join only where the value comes from what it brings."""
    for part in ("where", "having", "qualify"):
        if found := select.args.get(part):
            yield found
    for join in select.args.get("joins") or ():
        if (on := join.args.get("on")) and (not join.side or join.this.alias_or_name in used):
            yield on


def _marked(column: exp.Column) -> str | None:
    """The field that a test such as `LIST_CONTAINS(not_applicable, 'posts')` asks for."""
    around = column.parent
    if isinstance(around, exp.ArrayContains) and isinstance(around.expression, exp.Literal):
        return str(around.expression.this)
    return None


def _looks_around(column: exp.Column, held: _Held) -> bool:
    """Whether a window reads the column in other rows than those of the same period."""
    window = column.find_ancestor(exp.Window)
    if window is None:
        return False
    parts = [one for part in window.args.get("partition_by") or () for one in part.find_all(exp.Column)]
    return not any(("period", one.name) in held.links.get(one.table, frozenset()) for one in parts)
