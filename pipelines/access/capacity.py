"""How much a service point offers, from what it reports: expressions on its columns, each with a declared meaning.

All are Polars expressions in and out, one value per service point. A part that is null (not reported) makes the whole
null: a capacity that is not known, never one of zero. A capacity is comparable only with others of the same kind.
So many minutes a visit or square metres a person are above zero, else `ValueError`.
"""

from __future__ import annotations

import polars as pl

from pipelines.access.costs import positive


def window_hours(windows: pl.Expr, hours_per_week: pl.Expr) -> pl.Expr:
    """Window hours a week: windows × opening hours, if every window is staffed whenever the point is open."""
    return windows * hours_per_week


def staff_hours(staff: pl.Expr, working_hours: float) -> pl.Expr:
    """Working hours a week of all staff: people × the hours each works (40 by law, less what they do elsewhere)."""
    return staff * working_hours


def staffed_window_hours(windows: pl.Expr, hours_per_week: pl.Expr, staff: pl.Expr, working_hours: float) -> pl.Expr:
    """Window hours a week that there are people for: the lesser of window hours and staff hours.

    Posted hours without staff serve nobody, and staff without a window do not either.
    """
    posted, staffed = window_hours(windows, hours_per_week), staff_hours(staff, working_hours)
    return pl.when(posted.is_not_null() & staffed.is_not_null()).then(pl.min_horizontal(posted, staffed))


def visits(window_hours_per_week: pl.Expr, minutes_per_visit: float) -> pl.Expr:
    """Visits a week that the window hours have time for, at so many minutes each."""
    return window_hours_per_week * (60 / positive(minutes_per_visit))


def places_at_once(floor_area_m2: pl.Expr, m2_per_person: float) -> pl.Expr:
    """People whom the floor area holds at once, at so many square metres each; part of a person is dropped."""
    return (floor_area_m2 / positive(m2_per_person)).floor()


def place_hours(floor_area_m2: pl.Expr, hours_per_week: pl.Expr, m2_per_person: float) -> pl.Expr:
    """Person hours a week that the floor area offers: people at once × opening hours."""
    return places_at_once(floor_area_m2, m2_per_person) * hours_per_week
