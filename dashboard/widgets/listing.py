"""A plain list on a page: rows of text under headings, in a panel that scrolls inside itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.widgets import markup
from dashboard.widgets.markup import tag, words
from dashboard.widgets.passport import figure_link
from dashboard.widgets.tables import panel
from dashboard.words import t

Codes = Sequence[tuple[str, str] | None]  # language and code of a figure
LONG = 24  # more rows than these scroll inside the panel


def listing(
    key: str, title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[str]], codes: Codes = ()
) -> None:
    """The list; a heading that ends in a number sign `#` marks a column of figures, set flush right.

    `codes` name the figure, if any, of the first such column of each row: it leads to its passport.
    """
    if not rows:
        return panel(key, title, note)
    figures = [head.endswith("#") for head in heads]
    top = tag("thead", tag("tr", "".join(words("th", head.rstrip("#"), scope="col") for head in heads)))
    linked = codes or [None] * len(rows)
    body = "".join(tag("tr", _line(row, figures, code)) for row, code in zip(rows, linked, strict=True))
    table = markup.scrolling(top + tag("tbody", body), "ps-table")
    return panel(key, title, note, tag("div", table, "ps-tall") if len(rows) > LONG else table)


def headings(lang: str, room: str, names: Sequence[str]) -> list[str]:
    """The wording `<room>.head_<name>` of each name, which keeps its number sign `#`."""
    return [t(lang, f"{room}.head_{name.rstrip('#')}") + "#" * name.endswith("#") for name in names]


def _line(row: Sequence[str], figures: Sequence[bool], code: tuple[str, str] | None) -> str:
    cells = list(map(_cell, row, figures))
    if code is not None and any(figures):
        place = figures.index(True)
        cells[place] = tag("td", figure_link(*code, escape(row[place])), "num")
    return "".join(cells)


def _cell(text: str, is_figure: bool) -> str:
    return words("td", text, "num" if is_figure else "") or "<td></td>"
