"""What a comparison says in words: its one sentence, who stands aside, places, trends, ranks and peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from dashboard.briefing import sentences as say
from dashboard.briefing.comparison import Compared, Comparison, Peer, pair
from dashboard.words import counted, decimal, listed, period_name, t, whole
from pipelines.comparison.trend import Trend

VERY = ("very_low", "very_high")
MOST_NAMED = 6  # more names than these are counted


def first_sentence(lang: str, whole_: Comparison) -> str:
    """The one true sentence: what all have together and who differs from it, or what else may be said."""
    if whole_.refusals:
        return t(lang, "comparison.lead_refused")
    held, slots = whole_.held, _slots(lang, whole_)
    if not held:
        return t(lang, "comparison.lead_none", **slots)
    if len(held) == 1:
        return t(lang, "comparison.lead_one", only=say.name(lang, held[0].reading.unit), **slots)
    if whole_.funnel is None:
        return _range(lang, whole_, slots)
    return _pair(lang, whole_, slots) if len(held) == 2 else _together(lang, whole_, slots)


def _together(lang: str, whole_: Comparison, slots: Mapping[str, object]) -> str:
    """All units as one, and who lies outside the wider limits."""
    far = _at(lang, whole_, VERY)
    centre = centre_text(lang, whole_)
    if not far:
        return t(lang, "comparison.lead_all_inside", centre=centre, **slots)
    return counted(lang, "comparison.lead_outside", len(far), centre=centre, names=_named(lang, whole_, far), **slots)


def _at(lang: str, whole_: Comparison, places: Sequence[str]) -> list[str]:
    """The names of the units that lie there."""
    return [say.name(lang, one.reading.unit) for one in whole_.held if one.point and one.point.place in places]


def more_sentences(lang: str, whole_: Comparison) -> list[str]:
    """What must be known besides: that the figure has no better or worse, that units vary, who stands aside."""
    if whole_.refusals:
        return []
    said = []
    near = _at(lang, whole_, ("low", "high")) if len(whole_.held) > 2 else []
    if near:
        said.append(counted(lang, "comparison.lead_near", len(near), names=_named(lang, whole_, near)))
    if whole_.indicator["direction"] == "neutral" and whole_.indicator["kind"] != "count" and len(whole_.held) > 1:
        said.append(t(lang, "comparison.lead_neutral"))
    if whole_.funnel is not None and whole_.funnel.dispersion.is_applied:
        said.append(t(lang, "comparison.lead_spread", phi=_phi(whole_)))
    return [*said, aside_line(lang, whole_)]


def _slots(lang: str, whole_: Comparison) -> Mapping[str, object]:
    return {
        "period": period_name(lang, whole_.period or ""),
        "name": say.name(lang, whole_.indicator),
        "of": whole(len(whole_.held)),
        "units": t(lang, f"comparison.unit_{whole_.by}"),
    }


def _range(lang: str, whole_: Comparison, slots: Mapping[str, object]) -> str:
    """The lowest and the highest by name; nothing about who is better."""
    ordered = sorted(whole_.held, key=lambda one: one.reading.value or 0.0)
    ends = (ordered[0], ordered[-1])
    low, high = (say.value_text(lang, one.reading) for one in ends)
    if low == high:
        return t(lang, "comparison.lead_same", a=low, **slots)
    lowest, highest = (say.name(lang, one.reading.unit) for one in ends)
    key = "comparison.lead_count" if whole_.indicator["kind"] == "count" else "comparison.lead_range"
    return t(lang, key, a=low, b=high, lowest=lowest, highest=highest, **slots)


def _pair(lang: str, whole_: Comparison, slots: Mapping[str, object]) -> str:
    first, second = whole_.held
    found = pair(whole_)
    assert found.difference is not None
    key = "comparison.lead_pair_clear" if found.difference.is_clear else "comparison.lead_pair_open"
    named = {"first": say.name(lang, first.reading.unit), "second": say.name(lang, second.reading.unit)}
    values = {"a": say.value_text(lang, first.reading), "b": say.value_text(lang, second.reading)}
    gap = say.points_text(lang, first.reading, abs(found.gap))
    sign = 1 if found.gap >= 0 else -1
    low, high = sorted((sign * found.difference.low, sign * found.difference.high))
    return t(lang, key, points=gap, **_limits(lang, first, low, high), **named, **values, **slots)


def _limits(lang: str, one: Compared, low: float, high: float) -> Mapping[str, str]:
    """Both ends of an interval of differences; the unit stands at the second only."""
    places = one.reading.indicator["decimals"]
    return {"low": decimal(low, places), "high": say.points_text(lang, one.reading, high, brief=True)}


def centre_text(lang: str, whole_: Comparison) -> str:
    """All units together, as the indicator is written."""
    assert whole_.funnel is not None
    return say.quantity(lang, whole_.units[0].reading, whole_.funnel.centre * whole_.indicator["multiplier"])


def _phi(whole_: Comparison) -> str:
    return decimal(whole_.funnel.dispersion.phi) if whole_.funnel else ""


def aside_line(lang: str, whole_: Comparison) -> str:
    """Who is not held against the others, by reason; empty when all are."""
    apart = sorted((one for one in whole_.units if one.aside is not None), key=lambda one: str(one.aside))
    groups = []
    for reason, members in groupby(apart, key=lambda one: one.aside):
        names = [say.name(lang, one.reading.unit) for one in members]
        shown = _named(lang, whole_, names)
        groups.append(t(lang, "comparison.aside_group", names=shown, reason=t(lang, f"comparison.aside_{reason}")))
    return t(lang, "comparison.aside_line", groups=t(lang, "frame.list_mark").join(groups)) if groups else ""


def _named(lang: str, whole_: Comparison, names: Sequence[str]) -> str:
    """The names, or how many units there are where the names would be too long."""
    if len(names) <= MOST_NAMED:
        return listed(lang, names)
    return t(lang, "comparison.many", n=whole(len(names)), units=t(lang, f"comparison.unit_{whole_.by}"))


def place_text(lang: str, one: Compared) -> str:
    """Where the unit lies against all together, or why it stands aside."""
    if one.aside is not None:
        return t(lang, f"comparison.aside_{one.aside}")
    return t(lang, f"comparison.place_{one.point.place if one.point else 'none'}")


def course_text(lang: str, trend: Trend) -> str:
    """The verdict of the recent-trend test in a few words; empty while the periods are too few for one."""
    return "" if trend.p is None else t(lang, "comparison.course", verdict=t(lang, f"comparison.trend_{trend.verdict}"))


def trend_words(lang: str, trend: Trend) -> str:
    """The verdict with the number of periods and p."""
    verdict = t(lang, f"comparison.trend_{trend.verdict}")
    if trend.p is None:
        return verdict
    if trend.p < 0.001:
        return t(lang, "comparison.trend_with_small", verdict=verdict, n=trend.points)
    return t(lang, "comparison.trend_with", verdict=verdict, n=trend.points, p=decimal(trend.p, 3))


def range_text(lang: str, one: Compared, low: float | None, high: float | None) -> str:
    """From low to high with the indicator's decimals; empty without either."""
    if low is None or high is None:
        return ""
    places = one.reading.indicator["decimals"]
    unit = "%" if one.reading.indicator["unit_en"] == "%" else ""
    return t(lang, "comparison.range", low=decimal(low, places), high=decimal(high, places) + unit)


def tiers(lang: str, whole_: Comparison) -> list[str]:
    """One line per tier, the best first: who is in it, with the ranks each could have."""
    ranked = sorted((one for one in whole_.units if one.ranked is not None), key=_tier)
    lines = []
    for tier, members in groupby(ranked, key=lambda one: _tier(one)[0]):
        lines.append(t(lang, "comparison.tier_line", tier=tier, names=listed(lang, [_rank(lang, m) for m in members])))
    return lines


def _tier(one: Compared) -> tuple[int, float]:
    assert one.ranked is not None
    return one.ranked.tier, one.ranked.rank


def _rank(lang: str, one: Compared) -> str:
    assert one.ranked is not None
    name, low, high = say.name(lang, one.reading.unit), one.ranked.best, one.ranked.worst
    return t(lang, "comparison.rank_one" if low == high else "comparison.rank_named", name=name, low=low, high=high)


def peer_lines(lang: str, peers: Sequence[Peer], own: Compared) -> list[list[str]]:
    """For each peer what the difference is, how sure, and what the missing could change."""
    return [_peer(lang, one, own) for one in peers]


def _peer(lang: str, peer: Peer, own: Compared) -> list[str]:
    way = "same" if round(peer.gap, own.reading.indicator["decimals"]) == 0 else "higher" if peer.gap > 0 else "lower"
    name = say.name(lang, peer.compared.reading.unit)
    said = t(lang, f"comparison.peer_{way}", peer=name, points=say.points_text(lang, own.reading, abs(peer.gap)))
    if peer.difference is None:
        lines = [t(lang, "comparison.peer_plain", said=said)]
    else:
        key = "comparison.peer_clear" if peer.difference.is_clear else "comparison.peer_open"
        lines = [t(lang, key, said=said, **_limits(lang, own, peer.difference.low, peer.difference.high))]
    if peer.bounds is not None:
        lines.append(t(lang, "comparison.peer_bounds", **_limits(lang, own, *peer.bounds)))
    if peer.could_reverse:
        lines.append(t(lang, "comparison.peer_reverse"))
    return lines
