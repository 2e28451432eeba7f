"""The note beside the figures: known errors of the source that this release has mended, where, why and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Row
from dashboard.widgets.markup import tag, words
from dashboard.words import counted, day, listed, period_name, t


def known_errors(lang: str, errors: Sequence[Row], indicators: Mapping[str, Row]) -> str:
    """One line that unfolds into the list; nothing where nothing was mended."""
    if not errors:
        return ""
    lines = "".join(words("li", _line(lang, one, indicators)) for one in errors)
    return tag("details", words("summary", counted(lang, "frame.known", len(errors))) + tag("ul", lines), "ps-known")


def _line(lang: str, one: Row, indicators: Mapping[str, Row]) -> str:
    touched = [say.name(lang, indicators[each]) for each in one["indicators"] if each in indicators]
    return t(
        lang,
        "frame.known_error",
        unit=one[f"unit_{lang}"],
        subject=one["subject"],
        period=period_name(lang, one["period"]),
        form=one["form"],
        field=one[f"field_{lang}"],
        old=_value(lang, one["kind"], one["old_value"]),
        new=_value(lang, one["kind"], one["new_value"]),
        reason=one[f"reason_{lang}"].rstrip("。."),
        by=one["reported_by"],
        day=day(lang, one["reported_on"]),
        indicators=listed(lang, touched),
    )


def _value(lang: str, kind: str, value: str | None) -> str:
    if value is None:
        return t(lang, "reading.missing")
    return t(lang, "reading.yes" if value == "true" else "reading.no") if kind == "boolean" else value
