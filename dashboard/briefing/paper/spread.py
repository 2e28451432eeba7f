"""What may be said of several units side by side: the ends by name, ties, overlap; who is below and who is absent."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.briefing import sentences as say
from dashboard.briefing.model import Reading
from dashboard.briefing.paper.claims import proof_of, tight
from dashboard.briefing.paper.model import Sentence
from dashboard.words import listed, t


def spread(lang: str, readings: Sequence[Reading]) -> Sentence:
    """Lowest and highest by name, ties together, and that the order means little where their intervals overlap."""
    held = [one for one in readings if one.value is not None and not one.is_few]
    few = [say.name(lang, one.unit) for one in readings if one.is_few]
    said = [_ends(lang, held)] if len(held) > 1 else []
    if few and not held:
        said.append(t(lang, "briefing.spread_all_few"))
    elif few:
        said.append(t(lang, "briefing.spread_few", names=listed(lang, few)))
    ends = (_at(held, min), _at(held, max)) if len(held) > 1 else ()
    proofs = tuple(proof_of(one) for end in ends for one in end)
    return Sentence(tight(lang, t(lang, "frame.space").join(said)), tuple(dict.fromkeys(proofs)))


def below(lang: str, readings: Sequence[Reading]) -> Sentence:
    """Which units are below the yardstick and which have not reported; the proof is in the units' own lines."""
    judged = [one for one in readings if one.verdict in ("met", "below")]
    return Sentence(tight(lang, say.laggards(lang, readings)), tuple(proof_of(one) for one in judged))


def _ends(lang: str, held: Sequence[Reading]) -> str:
    lows, highs = _at(held, min), _at(held, max)
    low, high = say.value_text(lang, lows[0]), say.value_text(lang, highs[0])
    if low == high:
        return t(
            lang, "briefing.spread_same", names=listed(lang, [say.name(lang, one.unit) for one in held]), value=low
        )
    said = t(lang, "briefing.spread", lowest=_named(lang, lows), a=low, highest=_named(lang, highs), b=high)
    return said + (t(lang, "frame.space") + t(lang, "briefing.spread_overlap") if _overlap(lows, highs) else "")


def _at(held: Sequence[Reading], end: object) -> list[Reading]:
    """All units whose value, as it is written, is that of the end."""
    values = [one.value or 0.0 for one in held]
    edge = min(values) if end is min else max(values)
    places = held[0].indicator["decimals"]
    return [one for one in held if round(one.value or 0.0, places) == round(edge, places)]


def _named(lang: str, readings: Sequence[Reading]) -> str:
    names = listed(lang, [say.name(lang, one.unit) for one in readings])
    return t(lang, "briefing.tied", names=names) if len(readings) > 1 else names


def _overlap(lows: Sequence[Reading], highs: Sequence[Reading]) -> bool:
    """Whether the interval of a lowest unit reaches that of a highest."""
    uppers = [one.row["upper"] for one in lows if one.row and one.row["upper"] is not None]
    lowers = [one.row["lower"] for one in highs if one.row and one.row["lower"] is not None]
    return bool(uppers and lowers) and max(uppers) >= min(lowers)
