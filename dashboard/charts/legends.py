"""Room for a legend above a figure: as many rows as its entries need on a phone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.charts.rows import width_of

PHONE, SWATCH, LINE, PAD = 366, 50, 19, 14


def legend_room(names: Sequence[str], beside: int = 0) -> int:
    """The height in pixels that a horizontal legend of these entries takes at phone width.

    Entries that do not fit one row stand in columns as wide as the widest of them. `beside` is what the names of rows
    take away from the width.
    """
    free = PHONE - beside
    widths = [width_of([name], 12.5) + SWATCH for name in names]
    if sum(widths) <= free:
        return LINE + PAD
    return LINE * math.ceil(len(names) / max(1, free // max(widths, default=1))) + PAD
