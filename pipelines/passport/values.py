"""Numbers, periods and cells of a passport as a reader sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from pipelines.i18n import decimals, text, wording
from pipelines.passport.model import SUPPRESSED, Row

_BARE = ("missing", "not_applicable", "empty", SUPPRESSED)
_NAMES = 30


def had(key: str) -> bool:
    """Whether there is a wording for this key."""
    return key in wording("zh")


def amount(value: object) -> str:
    """A count or a sum: 1,254; decimals only where there are any."""
    if value is None:
        return ""
    number = round(float(str(value)), 6)
    return f"{number:,.0f}" if number.is_integer() else f"{number:,}"


def quantity(lang: str, indicator: Row, value: float) -> str:
    """A value with its unit: 75.8%, 12.3 per 10,000."""
    unit = indicator[f"unit_{lang}"]
    number = decimals(value, indicator["decimals"])
    return number + unit if unit == "%" or not unit else text(lang, "passport.with_unit", n=number, unit=unit)


def value_text(lang: str, indicator: Row, figure: Row) -> str:
    """The value, or why there is none."""
    if figure["status"] in _BARE or figure["value"] is None:
        key = figure["status"] if figure["status"] in _BARE else "missing"
        return text(lang, f"passport.value_{key}")
    return quantity(lang, indicator, figure["value"])


def fraction(figure: Row) -> str:
    """Numerator and denominator: 47 / 62."""
    parts = [amount(figure[name]) for name in ("numerator", "denominator") if figure[name] is not None]
    return " / ".join(parts)


def period(lang: str, name: str) -> str:
    """`2011Q1`, `2011H1` or `2011` in words."""
    return text(lang, f"passport.period_{name[4:] or 'A'}", year=name[:4])


def moment(at: datetime | str | None) -> str:
    """A moment as the record keeps it, in UTC, to the minute."""
    if at is None:
        return ""
    return str(at).replace("T", " ")[:16]


def cell(lang: str, value: Any) -> str:
    """What a cell holds."""
    if value is None:
        return text(lang, "passport.blank")
    if isinstance(value, bool):
        return text(lang, "passport.yes" if value else "passport.no")
    if isinstance(value, (int, float, Decimal)):
        return amount(value)
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def blank_text(lang: str, one: Row) -> str:
    """Why a cell of a form holds nothing, where a reason is known; blank otherwise."""
    if one.get("not_applicable"):
        return text(lang, "passport.value_not_applicable")
    if "reason" not in one:
        return ""
    key = f"passport.reason_{one['reason']}"
    return text(lang, key) if had(key) else text(lang, "passport.reason_other", reason=one["reason"])


def listed(lang: str, given: Sequence[str]) -> str:
    """Names in one row of text; of many the first, and how many more."""
    mark = text(lang, "passport.list_mark")
    shown = mark.join(given[:_NAMES])
    return shown if len(given) <= _NAMES else text(lang, "passport.and_more", names=shown, n=len(given) - _NAMES)
