"""What a reading says in words: value, x of y, change, gap, yardstick, completeness; for page and briefing alike."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.briefing.model import BARE, Reading, Row
from dashboard.words import counted, decimal, has, listed, period_name, signed, t, whole

SMALL = 100  # below this denominator the interval is said, not only drawn


def name(lang: str, row: Row) -> str:
    """The name of a unit or an indicator."""
    return str(row[f"name_{lang}"])


def quantity(lang: str, reading: Reading, value: float, written: str = "") -> str:
    """A value of the indicator (or its text as already `written`) with its unit: 75.8%, 12.3 人, 41.0 hours."""
    number = written or decimal(value, reading.indicator["decimals"])
    unit = reading.indicator[f"unit_{lang}"]
    return number + unit if unit == "%" or not unit else t(lang, "reading.with_unit", n=number, unit=unit)


def value_text(lang: str, reading: Reading) -> str:
    """The reading in a few characters; fewer than five units are counted, missing is said, never zero."""
    if reading.value is None:
        status = reading.row["status"] if reading.row else "empty"
        return t(lang, f"reading.{status}" if status in BARE else "reading.missing")
    if reading.is_few:
        return few_text(lang, reading)
    return quantity(lang, reading, reading.value)


def few_text(lang: str, reading: Reading) -> str:
    """3 of 4."""
    assert reading.row is not None
    row = reading.row
    return t(lang, "reading.x_of_y", x=whole(row["numerator"]), y=whole(row["denominator"]))


def fraction_text(reading: Reading) -> str:
    """Numerator and denominator as `47/62`; empty where the indicator is no ratio or has no value."""
    if reading.indicator["kind"] != "ratio" or reading.row is None or reading.value is None:
        return ""
    return f"{whole(reading.row['numerator'])}/{whole(reading.row['denominator'])}"


def measured_text(lang: str, reading: Reading) -> str:
    """The fraction with what its numbers are measured in, where they are not plain counts: 793.4/1,080.6 万元."""
    fraction, key = fraction_text(reading), f"measure.{reading.indicator['id']}"
    return t(lang, key, fraction=fraction) if fraction and has(lang, key) else fraction


def points_text(lang: str, reading: Reading, difference: float, *, plus: bool = False, brief: bool = False) -> str:
    """A difference of two values: percentage points for shares, else the indicator's own unit."""
    places = reading.indicator["decimals"]
    number = signed(difference, places) if plus else decimal(difference, places)
    if reading.indicator["unit_en"] == "%":
        return t(lang, "reading.points_brief" if brief else "reading.points", n=number)
    return t(lang, "reading.with_unit", n=number, unit=reading.indicator[f"unit_{lang}"])


def change_text(lang: str, reading: Reading) -> str:
    """The change against the period just before, or why there is none."""
    kind = reading.indicator["period"]
    if reading.change is None:
        return t(lang, "reading.no_change_known")
    points = points_text(lang, reading, reading.change, plus=True)
    return t(lang, f"reading.change_{'Q' if kind == 'E' else kind}", points=points)


def base_text(lang: str, reading: Reading) -> str:
    """That the base of the comparison moved (the denominator now and then); empty when it did not."""
    before, now = reading.previous, reading.row
    if before is None or now is None or reading.change is None or not reading.is_share:
        return ""
    if before["denominator"] == now["denominator"]:
        return ""
    return t(lang, "reading.base", then=whole(before["denominator"]), now=whole(now["denominator"]))


def interval_text(lang: str, reading: Reading) -> str:
    """The 95% interval where the base is small; empty elsewhere."""
    row = reading.row
    if row is None or row["lower"] is None or reading.is_few or (row["denominator"] or 0) >= SMALL:
        return ""
    places = reading.indicator["decimals"]
    low, high = decimal(row["lower"], places), quantity(lang, reading, row["upper"])
    return t(lang, "reading.interval", low=low, high=high)


def reported_text(lang: str, reading: Reading) -> str:
    """How many of those expected have reported, and how many the question does not apply to."""
    if reading.row is None:
        return t(lang, "reading.none_reported")
    row = reading.row
    words = t(lang, "reading.reported", n=whole(row["reported"]), of=whole(row["expected"]))
    if not row["not_applicable"]:
        return words
    return t(lang, "reading.and_na", reported=words, n=whole(row["not_applicable"]))


def norm_text(lang: str, reading: Reading, norm: Row) -> str:
    """A yardstick with its year (or the period of the figure that it is) and status: 2010 standard 20 m² (2007)."""
    value = quantity(lang, reading, norm["value"], decimal(norm["value"], 0 if norm["value"] % 1 == 0 else 1))
    if "period" in norm:
        return t(lang, f"reading.norm_of_{norm['yardstick']}", value=value, period=period_name(lang, norm["period"]))
    key = "2010_since" if norm["yardstick"] == "2010" and norm["year"] != 2010 else norm["yardstick"]
    return t(lang, f"reading.norm_{key}", value=value, year=norm["year"])


def norm_texts(lang: str, reading: Reading) -> list[str]:
    """The yardstick the reading is held against, with its scope, and today's; says so when there is none."""
    held = reading.target or reading.aside
    said = [scoped_norm(lang, reading, held)] if held is not None else []
    if reading.current is not None:
        said.append(norm_text(lang, reading, reading.current))
    return said or [no_norm_text(lang, reading)]


def no_norm_text(lang: str, reading: Reading) -> str:
    """That there is no yardstick of the kind that was asked for: an answer too."""
    kind = t(lang, f"yardstick.{reading.yardstick}")
    return (
        t(lang, "reading.no_norm") if reading.yardstick in ("held", "none") else t(lang, "yardstick.absent", kind=kind)
    )


def scoped_norm(lang: str, reading: Reading, norm: Row) -> str:
    """A yardstick with whom it is meant for, which may be narrower than what the reading counts."""
    said, scope = norm_text(lang, reading, norm), norm[f"scope_{lang}"]
    return t(lang, "reading.norm_for", norm=said, scope=scope) if scope else said


def chip_text(lang: str, reading: Reading) -> str:
    """Met, or how much is lacking; empty where nothing is judged."""
    if reading.verdict == "met":
        return t(lang, "reading.met")
    if reading.verdict != "below" or reading.gap is None:
        return ""
    key = "reading.short" if reading.indicator["direction"] == "up" else "reading.over"
    return t(lang, key, points=points_text(lang, reading, reading.gap, brief=True))


def headline(lang: str, theme: str, reading: Reading) -> str:
    """The page's first sentence: the figure with its counts, in the wording of the theme."""
    if reading.row is None or reading.value is None:
        return t(lang, "reading.nothing_said", name=name(lang, reading.indicator))
    row, unit = reading.row, name(lang, reading.unit)
    slots = {
        "unit": unit,
        "period": period_name(lang, row["period"]),
        "value": quantity(lang, reading, reading.value),
        "x": whole(row["numerator"] or 0),
        "y": whole(row["denominator"] or 0),
    }
    key = f"{theme}.headline_few"
    return t(lang, key if reading.is_few and has(lang, key) else f"{theme}.headline", **slots)


def movement(lang: str, reading: Reading) -> str:
    """The second sentence: how it moved since the period before; empty when that cannot be said."""
    if reading.change is None:
        return ""
    places = reading.indicator["decimals"]
    way = "same" if round(reading.change, places) == 0 else "up" if reading.change > 0 else "down"
    since = t(lang, f"reading.since_{'Q' if reading.indicator['period'] == 'E' else reading.indicator['period']}")
    said = t(lang, f"reading.moved_{way}", since=since, points=points_text(lang, reading, abs(reading.change)))
    both = (reading.row or {}, reading.previous or {})
    if any(line.get("status") == "partial" for line in both):
        said += t(lang, "frame.space") + t(lang, "reading.not_alike")
    return said


def laggards(lang: str, readings: Sequence[Reading]) -> str:
    """The third sentence: which units are below the yardstick and which have not reported."""
    judged = [r for r in readings if r.verdict in ("met", "below")]
    below = [name(lang, r.unit) for r in judged if r.verdict == "below"]
    said = []
    if judged and judged[0].target is not None:
        norm = scoped_norm(lang, judged[0], judged[0].target)
        if below and len(below) == len(judged) > 1:
            said.append(t(lang, "reading.all_below", norm=norm))
        elif below:
            said.append(counted(lang, "reading.below", len(below), names=listed(lang, below), norm=norm))
        else:
            said.append(t(lang, "reading.none_below", norm=norm))
    absent = [name(lang, r.unit) for r in readings if r.verdict == "missing"]
    if absent:
        said.append(t(lang, "reading.absent", names=listed(lang, absent)))
    return t(lang, "frame.space").join(said)


def trend_text(lang: str, reading: Reading) -> str:
    """The course of a reading in one line, for those who do not see the picture."""
    known = [line for line in (*reading.past, reading.row) if line is not None and line["value"] is not None]
    if len(known) < 2:
        return t(lang, "reading.no_change_known")
    return t(
        lang,
        "chart.trend_alt",
        name=name(lang, reading.indicator),
        first=period_name(lang, known[0]["period"]),
        last=period_name(lang, known[-1]["period"]),
        unit=name(lang, reading.unit),
        a=quantity(lang, reading, known[0]["value"]),
        b=quantity(lang, reading, known[-1]["value"]),
    )
