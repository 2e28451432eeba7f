"""What a community would type into T04: posts, people, and what became of the former village cadres."""

from __future__ import annotations

from datetime import date

from pipelines.demo.community import NOT_APPLICABLE, Row, station_id
from pipelines.demo.world import TURNED, Place, dice, quarters_in


def staffing(place: Place, day: date, seed: int, gaming: bool = False) -> Row:
    """T04 at the end of a quarter; `gaming` fills every post on paper and forgets who is seconded out."""
    posts = max(4, min(16, round(place.people(day) / 900)))
    quarters = quarters_in(day)
    drift = dice(seed, place.code, "T04").gauss(0, 0.06)
    fill = min(1.0, 0.72 + 0.017 * quarters + 0.06 * place.skill + (0.06 if place.done("M09", day) else 0) + drift)
    staff = posts if gaming else round(posts * fill)
    seconded = 0 if gaming else int(dice(seed, place.code, "seconded", quarters // 3).random() < 0.22)
    left = dice(seed, place.code, "left", day.year).randrange(0, 2) if day.month > 6 else 0
    hired = _hired(place, day, seed)
    return {
        "station_id": station_id(place, day) or NOT_APPLICABLE,
        "posts": posts,
        "staff": staff,
        "seconded": min(seconded, staff),
        "party_workers": max(1, round(staff * 0.2)),
        **_bands(staff, ("age_le35", "age_36_45", "age_46_55", "age_ge56"), (0.38, 0.34, 0.2, 0.08), place, seed),
        **_bands(staff, ("edu_hs", "edu_col", "edu_ba", "edu_pg"), (0.3, 0.42, 0.26, 0.02), place, seed),
        "cert_n": round(staff * min(0.5, 0.05 + 0.02 * quarters)),
        "hired_n": hired,
        "hired_open": round(hired * (0.95 if place.skill > 0 else 0.7)),
        "left_n": left,
        **cadres(place, day, seed),
        "measure_doc": _measure(place, day, seed),
    }


def _hired(place: Place, day: date, seed: int) -> int:
    """Hires so far this year: a year's total, reached step by step."""
    total = dice(seed, place.code, "hired", day.year).randrange(0, 4)
    return total * day.month // 12


def _bands(total: int, names: tuple[str, ...], shares: tuple[float, ...], place: Place, seed: int) -> dict[str, int]:
    """`total` people dealt into bands; the bands always add up."""
    dealt = dice(seed, place.code, names[0]).choices(names, shares, k=total)
    return {name: dealt.count(name) for name in names}


def cadres(place: Place, day: date, seed: int) -> Row:
    """The funnel of former village committee members; urban communities never had any."""
    if place.ctype_at_end != TURNED:
        return dict.fromkeys((*FUNNEL, "cad_unplaced", "cad_covered"), NOT_APPLICABLE)
    roll = dice(seed, place.code, "cadres")
    eligible = roll.randrange(3, 8)
    trained = roll.randrange(max(2, eligible - 2), eligible + 1)
    assessed = roll.randrange(max(1, trained - 1), trained + 1)
    passed = roll.randrange(max(1, assessed - 2), assessed + 1)
    appointed = roll.randrange(passed // 2, passed + 1)
    reached = 5 if place.done("M09", day) else 2 if place.done("M07", day) else 1
    steps = [n if stage < reached else 0 for stage, n in enumerate((eligible, trained, assessed, passed, appointed))]
    unplaced = eligible - steps[4]
    return {
        **dict(zip(FUNNEL, steps, strict=True)),
        "cad_unplaced": unplaced,
        "cad_covered": unplaced if place.done("M12", day) else roll.randrange(0, unplaced + 1) if reached == 5 else 0,
    }


def _measure(place: Place, day: date, seed: int) -> str | None:
    """The number of the district's measures for cadres who were not appointed, once it has issued them."""
    issued = dice(seed, place.district, "measures").randrange(2, 14)
    if place.ctype_at_end != TURNED or quarters_in(day) < issued:
        return None
    return f"{place.district[-2:]}委办〔2011〕{place.district[-2:]}号（演示）"


FUNNEL = ("cad_elig", "cad_trained", "cad_assessed", "cad_passed", "cad_appointed")
