"""A plain list on a page: rows of text under headings, in a panel that scrolls inside itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.widgets import markup
from dashboard.widgets.markup import tag, words
from dashboard.widgets.passport import figure_link
from dashboard.widgets.tables import panel
from dashboard.words import t

Figure = tuple[str, str]  # language and code of a figure
Lead = (
    Figure | Mapping[int, Figure] | str | None
)  # that of the first column of figures, of columns by number, safe HTML
LONG = 24  # more rows than these scroll inside the panel


def listing(
    key: str, title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[str]], leads: Sequence[Lead] = ()
) -> None:
    """The list; a heading that ends in a number sign `#` marks a column of figures, set flush right.

    `leads` say, row by row, where a reader is led: a code makes a link of the first such column, to the passport of its
    figure, codes by the number of the column make one of each; safe HTML stands behind the first cell, as the mark of a
    reported row does.
    """
    if not rows:
        return panel(key, title, note)
    figures = [head.endswith("#") for head in heads]
    named = zip(heads, figures, strict=True)
    top = "".join(words("th", head.rstrip("#"), "num" if is_figure else "", scope="col") for head, is_figure in named)
    body = "".join(
        tag("tr", _line(row, figures, lead)) for row, lead in zip(rows, leads or [None] * len(rows), strict=True)
    )
    table = markup.scrolling(tag("thead", tag("tr", top)) + tag("tbody", body), "ps-table")
    return panel(key, title, note, tag("div", table, "ps-tall") if len(rows) > LONG else table)


def headings(lang: str, room: str, names: Sequence[str]) -> list[str]:
    """The wording `<room>.head_<name>` of each name, which keeps its number sign `#`."""
    return [t(lang, f"{room}.head_{name.rstrip('#')}") + "#" * name.endswith("#") for name in names]


def _line(row: Sequence[str], figures: Sequence[bool], lead: Lead) -> str:
    cells = dict(enumerate(map(_cell, row, figures)))
    if isinstance(lead, str):
        cells[0] = tag("td", escape(row[0]) + lead)
    elif lead is not None and any(figures):
        linked = lead if isinstance(lead, Mapping) else {figures.index(True): lead}
        cells |= {place: tag("td", figure_link(*code, escape(row[place])), "num") for place, code in linked.items()}
    return "".join(cells.values())


def _cell(text: str, is_figure: bool) -> str:
    return words("td", text, "num" if is_figure else "") or "<td></td>"
