"""A plain list on a page: rows of text under headings, in a panel that scrolls inside itself."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.widgets import markup
from dashboard.widgets.markup import tag, words
from dashboard.widgets.tables import panel

LONG = 24  # more rows than these scroll inside the panel


def listing(key: str, title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The list; a heading that ends in a number sign `#` marks a column of figures, set flush right."""
    if not rows:
        return panel(key, title, note)
    figures = [head.endswith("#") for head in heads]
    top = tag("thead", tag("tr", "".join(words("th", head.rstrip("#"), scope="col") for head in heads)))
    body = "".join(tag("tr", "".join(map(_cell, row, figures))) for row in rows)
    table = markup.scrolling(top + tag("tbody", body), "ps-table")
    return panel(key, title, note, tag("div", table, "ps-tall") if len(rows) > LONG else table)


def _cell(text: str, is_figure: bool) -> str:
    return words("td", text, "num" if is_figure else "") or "<td></td>"
