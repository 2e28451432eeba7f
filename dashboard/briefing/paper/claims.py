"""Sentences with proof: what one figure may be said to be, how it moved, how it stands; never why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.briefing import sentences as say
from dashboard.briefing.codes import code_of
from dashboard.briefing.model import Reading, Row
from dashboard.briefing.paper.model import Proof, Sentence
from dashboard.briefing.paper.thresholds import degree, way
from dashboard.words import counted, decimal, listed, period_name, t, whole

# In print a number stands close to the Chinese around it.
_GAPS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\d+\u2212])|(?<=[\d%]) (?=[\u3000-\u9fff\uff00-\uffef])")


def tight(lang: str, text: str) -> str:
    """Our own sentence as print sets it: without the spaces that a screen leaves between Chinese and numbers."""
    return _GAPS.sub("", text) if lang == "zh" else text


def joined(lang: str, said: Sequence[Sentence]) -> Sentence:
    """Several sentences in one."""
    kept = [one for one in said if one.text]
    text = t(lang, "frame.space").join(one.text for one in kept)
    return Sentence(text, tuple(proof for one in kept for proof in one.proofs))


def proof_of(reading: Reading) -> Proof:
    """What proves a sentence about a reading."""
    row = reading.row or {}
    norm = reading.target["value"] if reading.target is not None else None
    before = code_of(reading.previous, reading.unit["unit_code"]) if reading.change is not None else ""
    code = code_of(reading.row, reading.unit["unit_code"])
    return Proof(code, before, way(reading), norm, row.get("lower"), row.get("upper"))


def moved(lang: str, reading: Reading) -> Sentence:
    """How it moved, as a sentence of its own; blank where that cannot be said."""
    if reading.change is None:
        return Sentence("")
    part = move_part(lang, reading)
    said = t(lang, "briefing.stop", said=part[0].upper() + part[1:])
    both = (reading.row or {}, reading.previous or {})
    if any(line.get("status") == "partial" for line in both):
        said += t(lang, "frame.space") + t(lang, "reading.not_alike")
    return Sentence(tight(lang, said), (proof_of(reading),))


def finding(lang: str, reading: Reading) -> Sentence:
    """The figure and how it moved, short enough for the title of a slide; what is missing where there is no figure."""
    if reading.value is None:
        return lacking(lang, reading)
    return _sentence(lang, [value_part(lang, reading), move_part(lang, reading)], reading)


def stand(lang: str, reading: Reading, mended: int = 0) -> Sentence:
    """The figure with its counts, how it moved, how it stands against its yardstick, and what makes it unsure.

    `mended`: how many known errors behind it the release has mended.
    """
    if reading.value is None:
        return lacking(lang, reading)
    parts = [value_part(lang, reading), move_part(lang, reading), verdict_part(lang, reading)]
    parts += [interval_part(lang, reading), _incomplete(lang, reading), mended_part(lang, reading, mended)]
    return _sentence(lang, parts, reading)


def lacking(lang: str, reading: Reading) -> Sentence:
    """Why there is no figure, and which forms would give it."""
    name = say.name(lang, reading.indicator)
    if reading.verdict in ("not_applicable", "suppressed") or reading.row is None:
        return Sentence(t(lang, "briefing.said_bare", name=name, status=say.value_text(lang, reading)), _bare(reading))
    forms = listed(lang, sorted({need.partition(".")[0] for need in reading.indicator["needs"]}))
    row = reading.row
    slots = {"n": whole(row["reported"]), "of": whole(row["expected"]), "forms": forms}
    said = t(lang, "briefing.said_lacking", name=name, period=period_name(lang, row["period"]), **slots)
    return Sentence(tight(lang, said), _bare(reading))


def _bare(reading: Reading) -> tuple[Proof, ...]:
    return (Proof(code_of(reading.row, reading.unit["unit_code"])),) if reading.row else ()


def value_part(lang: str, reading: Reading) -> str:
    """Name, value and counts; x of y only where units are few."""
    name, value = say.name(lang, reading.indicator), say.value_text(lang, reading)
    fraction = "" if reading.is_few else say.measured_text(lang, reading)
    key = "briefing.said_few" if reading.is_few else "briefing.said_counts" if fraction else "briefing.said_value"
    return t(lang, key, name=name, value=value, fraction=fraction)


def move_part(lang: str, reading: Reading) -> str:
    """How it moved since the period before, in the declared words and always with the number."""
    moved = way(reading)
    kind = reading.indicator["period"]
    since = t(lang, f"briefing.since_{'Q' if kind == 'E' else kind}")
    if moved == "unknown":
        return t(lang, "briefing.move_few" if reading.is_few else "briefing.move_unknown")
    if moved == "same":
        return t(lang, "briefing.move_same", since=since)
    change = reading.change or 0.0
    if moved == "steady":
        return t(lang, "briefing.move_steady", since=since, points=say.points_text(lang, reading, change, plus=True))
    points = say.points_text(lang, reading, abs(change))
    said = t(lang, f"briefing.move_{moved}_{degree(reading)}", since=since, points=points)
    return said + say.base_text(lang, reading)


def verdict_part(lang: str, reading: Reading) -> str:
    """How it stands against its yardstick; open where what is missing could turn it."""
    if reading.verdict not in ("met", "below") or reading.target is None:
        return ""
    norm = norm_said(lang, reading, reading.target)
    key = "met" if reading.verdict == "met" else "short" if reading.indicator["direction"] == "up" else "over"
    gap = say.points_text(lang, reading, reading.gap or 0.0, brief=True)
    said = t(lang, f"briefing.verdict_{key}", norm=norm, points=gap)
    return t(lang, "briefing.verdict_open", verdict=said) if could_turn(reading) else said


def norm_said(lang: str, reading: Reading, norm: Row) -> str:
    """The yardstick as an object of a sentence, with whom it is meant for."""
    if norm["yardstick"] == "plan":
        value = say.quantity(lang, reading, norm["value"])
        return t(lang, "briefing.norm_plan", value=value)
    return say.scoped_norm(lang, reading, norm)


def interval_part(lang: str, reading: Reading) -> str:
    """The 95% interval where the base is small; empty elsewhere."""
    row = reading.row
    if not say.interval_text(lang, reading) or row is None:
        return ""
    places, unit = reading.indicator["decimals"], "%" if reading.indicator["unit_en"] == "%" else ""
    return t(lang, "briefing.interval", low=decimal(row["lower"], places), high=decimal(row["upper"], places) + unit)


def could_turn(reading: Reading) -> bool:
    """Whether the units that have not reported could move the figure to the other side of its yardstick."""
    row, target = reading.row or {}, reading.target
    if row.get("status") != "partial" or target is None:
        return False
    low, high = row.get("bound_low"), row.get("bound_high")
    if low is None or high is None:
        return True
    up, norm = reading.indicator["direction"] == "up", target["value"]
    if reading.verdict == "met":
        return bool(low < norm if up else high > norm)
    return bool(high >= norm if up else low <= norm)


def _incomplete(lang: str, reading: Reading) -> str:
    if reading.row is None or reading.row["status"] != "partial":
        return ""
    return say.reported_text(lang, reading)


def mended_part(lang: str, reading: Reading, mended: int) -> str:
    """That known errors behind the figure were mended; where it meets its yardstick, that this is after mending."""
    if not mended:
        return ""
    return counted(lang, "briefing.mended_met" if reading.verdict == "met" else "briefing.mended", mended)


def _sentence(lang: str, parts: Sequence[str], reading: Reading) -> Sentence:
    said = t(lang, "briefing.comma").join(part for part in parts if part)
    return Sentence(tight(lang, t(lang, "briefing.stop", said=said)), (proof_of(reading),))
