"""What only the page on equal access has: both levels behind each gap, and item areas by community type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard import data
from dashboard.briefing import equal, equality
from dashboard.briefing import sentences as say
from dashboard.briefing.codes import area_code, gap_codes
from dashboard.briefing.model import Reading, Row
from dashboard.charts.alt import dumbbell_alt
from dashboard.charts.dumbbell import dumbbell
from dashboard.queries import access as asked
from dashboard.widgets.figures import labels, show
from dashboard.widgets.listing import Figure, Lead, headings, listing
from dashboard.widgets.page import Page
from dashboard.widgets.passport import address, code_of
from dashboard.words import FEW, decimal, signed, t, whole

LEVEL_HEADS = ("compared", "ratio#", "interval#", "base#")
SIDES = {"first": "group", "second": "reference"}  # the ends of a pair, as charts and as the programme name them
AREA_HEADS = ("turned#", "urban#", "difference#")


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs of some indicators, the reading of each of these for the chosen unit, the groups held together."""

    found: Sequence[equal.Pair]
    samples: Mapping[str, Reading]
    groups: Sequence[Row]

    def sample(self, pair: equal.Pair) -> Reading:
        """The reading of the pair's indicator for the chosen unit: how its values are written."""
        return self.samples[pair.indicator["id"]]


def compared(page: Page, indicators: Sequence[str]) -> Compared:
    """The groups that the programme holds against each other, in each of the indicators that the release defines."""
    defined = page.known(*indicators)
    groups = data.query(asked.GROUPS).to_dicts()
    rows = page.query(asked.PAIRS, indicators=list(defined)).to_dicts()
    known = {one: page.found.indicators[one] for one in defined}
    return Compared(equal.pairs(rows, known, groups), {one: page.found.one(one) for one in defined}, groups)


def pairs(page: Page, of: Compared) -> None:
    """Both levels of every share that two groups have, now and a year before; each value leads to its passport."""
    lang, found = page.lang, of.found
    if not found:
        return
    frame = equal.frame(lang, found, of.samples)
    heading = t(lang, "access.pairs")
    groups = list({pair.groups["by"]: pair.groups for pair in found}.values())
    ends = {end: equal.sides_text(lang, groups, side) for end, side in SIDES.items()}
    alt = dumbbell_alt(lang, heading, frame, ends["first"], ends["second"])
    now = equality.periods(lang, found, "now")
    figure = labels(page, heading, t(lang, "access.pairs_note", now=now), alt, "%")
    marks = {key: t(lang, f"legend.{key}") for key in ("missing", "interval", "before")} | ends
    leads = {code: address(lang, code) for end in ends for code in frame[f"{end}_code"] if code}
    show(dumbbell(frame, replace(figure, words=marks), leads), "pairs", lang)


def levels(page: Page, of: Compared, indicator: str) -> None:
    """The gaps of the chosen unit with the value in each group: parity by levelling down shows in these."""
    lang, found = page.lang, page.found
    ends = {row["split_value"]: row for row in data.query(asked.GAPS, indicator=indicator).iter_rows(named=True)}
    rows, codes = [], []
    for named in found.splits(indicator).get("base", []):
        reading = found.one(indicator, split=("base", named["split_value"]))
        if reading.row is not None:
            rows.append([named[f"value_{lang}"], *_gap(page, reading)])
            linked = [*gap_codes(ends[named["split_value"]], reading.row), code_of(reading.row)]
            codes.append({place: (lang, code) for place, code in enumerate(linked, 1)})
    title, note = t(lang, "access.levels"), t(lang, "access.levels_note" if rows else "access.levels_none")
    sides = [equal.sides_text(lang, of.groups, side) for side in SIDES.values()] if of.groups else []
    both = [f"{side[:1].upper()}{side[1:]}#" for side in sides]
    compared, *others = headings(lang, "access", LEVEL_HEADS)
    listing("levels", title, note, [compared, *both, *others], rows, codes)


def _gap(page: Page, reading: Reading) -> list[str]:
    lang, row = page.lang, reading.row
    assert row is not None
    base = page.found.indicators[row["split_value"].rpartition(".")[0]]
    measured = Reading(base, reading.unit, None, (), ())
    both = [_level(lang, measured, row[side]) for side in ("numerator", "denominator")]
    places = reading.indicator["decimals"]
    ratio = say.value_text(lang, reading) if reading.value is None else decimal(reading.value, places)
    known = row["lower"] is not None
    interval = f"{decimal(row['lower'], places)}–{decimal(row['upper'], places)}" if known else "—"
    return [*both, ratio, interval, f"{whole(row['reported'])}/{whole(row['expected'])}"]


def _level(lang: str, measured: Reading, value: float | None) -> str:
    return t(lang, "reading.missing") if value is None else say.quantity(lang, measured, value)


def areas(page: Page, measures: Mapping[str, str]) -> None:
    """Item areas, village-turned communities beside the urban ones sent for comparison.

    `measures` are what is asked of an item, `available` and `equal` (on the same terms for all), each with the
    indicator that counts it, by area, in village-turned communities.
    """
    lang = page.lang
    rows = page.query(asked.AREAS).to_dicts()
    lines = [
        [f"{row['area']} {row[f'name_{lang}'] or ''}", *(cell for one in measures for cell in _both(lang, row, one))]
        for row in rows
    ]
    columns = headings(lang, "access", AREA_HEADS)
    named = [t(lang, f"access.head_{one}", of=head.rstrip("#")) + "#" for one in measures for head in columns]
    leads = [_led(page, row, measures) for row in rows]
    heads = [t(lang, "access.head_area"), *named]
    listing("areas", t(lang, "access.areas"), t(lang, "access.areas_note"), heads, lines, leads)


def _led(page: Page, row: Row, measures: Mapping[str, str]) -> Lead:
    """Both columns of each measure lead to the passport of their area; no figure stands where nobody reported it."""
    leads: dict[int, Figure] = {}
    for place, (measure, indicator) in enumerate(measures.items()):
        if not page.known(indicator):
            continue
        for at, group in enumerate(("turned", "urban"), 1 + len(AREA_HEADS) * place):
            if row[f"{measure}_{group}_due"] is not None:
                code = area_code(indicator, page.choice.unit, row, urban=group == "urban")
                leads[at] = (page.lang, code)
    return leads


def _both(lang: str, row: Row, measure: str) -> list[str]:
    """Both groups and their difference in points; none where either has few, or nothing reported."""
    groups = [f"{measure}_{group}" for group in ("turned", "urban")]
    turned, urban = ((row[group], row[f"{group}_of"]) for group in groups)
    few = min(turned[1], urban[1]) < FEW
    difference = "—" if few else t(lang, "reading.points_brief", n=signed(100 * (_share(turned) - _share(urban))))
    return [*(_of(lang, row[group], row[f"{group}_of"], row[f"{group}_due"]) for group in groups), difference]


def _share(counts: tuple[int, int]) -> float:
    return counts[0] / counts[1]


def _of(lang: str, count: int | None, of: int, due: int | None) -> str:
    """So many of those reported; missing where none was, not applicable where none is due."""
    if not of or count is None:
        return t(lang, "reading.not_applicable" if due == 0 else "reading.missing")
    if of < FEW:
        return f"{whole(count)}/{whole(of)}"
    return t(lang, "reading.with_fraction", value=f"{decimal(100 * count / of)}%", x=whole(count), y=whole(of))
