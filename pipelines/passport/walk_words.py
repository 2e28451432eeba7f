"""The passport of access in words, section by section. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.i18n import decimals, text
from pipelines.passport.model import ACCESS, Code, Row, Section
from pipelines.passport.record_words import files
from pipelines.passport.values import amount, listed, period
from pipelines.passport.walk_model import Located, Walked

_SHOWN = 200  # communities of a table in words; JSON has them all
STATES = ("within", "beyond", "near", "missing")


def headline(one: Walked, lang: str) -> str:
    """One sentence: how far the community is, or how many residents of the unit are near."""
    slots = {"unit": one.unit[f"name_{lang}"], "period": period(lang, one.period), "walk": amount(one.walk["minutes"])}
    row = one.one
    if row is None:
        return text(lang, "walk.headline_unit", **slots, **_sums(lang, one))
    if row["full_minutes"] is None:
        return text(lang, f"walk.headline_{row['status'] if row['status'] == 'unlocated' else 'nowhere'}", **slots)
    said = text(lang, f"walk.is_{row['reached']}", **slots)
    return text(lang, "walk.headline_one", **slots, minutes=_minutes(lang, row["full_minutes"]), said=said)


def sections(one: Walked, lang: str) -> tuple[Section, ...]:
    """Everything it says, in order; a section with nothing to say is left out."""
    about = one.one
    told = (
        _result(one, lang) if about is None else _result_of(one, about, lang),
        _way(one, about, lang),
        _points(one, lang),
        _communities(one, lang) if about is None else Section("communities", ""),
        files(one.receipts, lang),
    )
    return tuple(each for each in told if each.facts or each.table)


def _sums(lang: str, one: Walked) -> dict[str, str]:
    people = {key: sum(row["people"] or 0 for row in one.rows if row["reached"] == key) for key in STATES}
    known = people["within"] + people["beyond"]
    share = decimals(100 * people["within"] / known, 1) + "%" if known else text(lang, "walk.no_share")
    return {**{key: amount(count) for key, count in people.items()}, "known": amount(known), "share": share}


def _facts(lang: str, told: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((text(lang, f"walk.label_{key}"), said) for key, said in told if said)


def _common(one: Walked, lang: str) -> list[tuple[str, str]]:
    is_demo = one.release.get("demo") == "yes"
    return [
        ("demo", text(lang, "passport.is_demo") if is_demo else ""),
        ("release", one.release.get("name", "")),
    ]


def _result(one: Walked, lang: str) -> Section:
    sums = _sums(lang, one)
    told = [(key, sums[key]) for key in ("within", "known", "share", "near", "missing")]
    told += [("communities", str(len(one.rows)))]
    return Section("result", text(lang, "walk.title_result"), _facts(lang, [*told, *_common(one, lang)]))


def _result_of(one: Walked, row: Row, lang: str) -> Section:
    centres = [
        (role, text(lang, "walk.centre", centre=row[role], minutes=_minutes(lang, row[minutes])))
        for role, minutes in (("nearest_full", "full_minutes"), ("nearest", "minutes"))
        if row[role]
    ]
    supplies = [
        (offer[f"label_{lang}"], _supply(lang, offer, value))
        for offer, value in zip(one.offers, row["supplies"] or (), strict=False)
    ]
    told = [
        ("people", amount(row["people"])),
        ("is_within", text(lang, f"walk.is_{row['reached']}", walk=amount(one.walk["minutes"]))),
        *centres,
    ]
    facts = (*_facts(lang, told), *supplies, *_facts(lang, _common(one, lang)))
    notes = (text(lang, f"walk.note_{row['reached']}"),) if row["is_within"] is None else ()
    return Section("result", text(lang, "walk.title_result"), facts, notes)


def _supply(lang: str, offer: Row, value: float | None) -> str:
    if value is None:
        return text(lang, "passport.value_missing")
    return text(lang, "passport.with_unit", n=decimals(value, offer["decimals"]), unit=offer[f"unit_{lang}"])


def _way(one: Walked, row: Row | None, lang: str) -> Section:
    """On what terms the way is counted, and for one community its length."""
    walk = one.walk
    ends = {place.role: place for place in one.places}
    minutes = row["full_minutes"] if row and not row["is_measured"] else None
    way = minutes * walk["metres"] / walk["minutes"] if minutes is not None else None
    told = [
        ("start", _spot(ends.get("community"))),
        ("end", _spot(ends.get("nearest_full"))),
        ("straight", text(lang, "walk.metres", n=amount(round(way / walk["detour"]))) if way is not None else ""),
        ("way", text(lang, "walk.metres", n=amount(round(way))) if way is not None else ""),
        ("terms", text(lang, "walk.terms", **{key: amount(walk[key]) for key in ("metres", "minutes", "detour")})),
        ("measured", _measured(one, row, lang)),
        ("full", text(lang, "walk.full", hours=amount(walk["full_hours"]))),
        ("barriers", listed(lang, [_barrier(lang, each) for each in one.barriers])),
    ]
    note = text(lang, "walk.note_measured" if row and row["is_measured"] else "walk.note_way")
    return Section("way", text(lang, "walk.title_way"), _facts(lang, told), (note,))


def _measured(one: Walked, row: Row | None, lang: str) -> str:
    """Where travel times come from, and whether this way is one of them; nothing where none was measured."""
    if one.walk["measured_on"] is None:
        return ""
    key = "measured" if row is None else f"measured_{'this' if row['is_measured'] else 'others'}"
    return text(lang, f"walk.{key}", source=one.walk[f"source_{lang}"], day=one.walk["measured_on"])


def _spot(place: Located | None) -> str:
    return "" if place is None or place.lon is None or place.lat is None else f"{place.lon:.6f}, {place.lat:.6f}"


def _barrier(lang: str, one: Row) -> str:
    ends = {key: one[f"{key}_{lang}"] or one[code] for key, code in (("area", "area"), ("other", "other_area"))}
    return text(lang, "walk.barrier", **ends)


def _points(one: Walked, lang: str) -> Section:
    """Where the coordinates were written, what stands there, and what is reckoned with."""
    rows = [_point(place, lang) for place in one.places]
    heads = tuple(text(lang, f"walk.head_{key}") for key in ("place", "row", "sent", "datum", "used"))
    note = text(lang, "walk.note_points")
    return Section("points", text(lang, "walk.title_points"), (), (note,), (heads, *rows) if rows else ())


def _point(place: Located, lang: str) -> tuple[str, ...]:
    row = place.source.found.rows[0] if place.source.found.rows else None
    where = (
        "" if row is None else text(lang, "passport.place", receipt=row["receipt"], sheet=row["sheet"], row=row["row"])
    )
    cells = [each["cell"] for each in row["cells"]] if row else [None, None]
    sent = "; ".join(_cell(lang, cell, value) for cell, value in zip(cells, place.sent, strict=True))
    datum = place.datum["datum"] if place.datum else text(lang, f"walk.known_{place.known_as or 'none'}")
    source = f" ({place.datum[f'source_{lang}']})" if place.datum else ""
    who = text(lang, f"walk.role_{place.role}", place=place.place)
    return who, f"{place.source.form} {where}".strip(), sent, f"{datum}{source}", _spot(place)


def _cell(lang: str, cell: str | None, value: float | None) -> str:
    said = text(lang, "passport.blank") if value is None else f"{value:.6f}"
    return f"{cell}: {said}" if cell else said


def _communities(one: Walked, lang: str) -> Section:
    """The communities that the figures of a unit are made of, those beyond the walk first."""
    shown = one.rows[:_SHOWN]
    heads = [text(lang, f"walk.head_{key}") for key in ("community", "people", "full", "is_within")]
    offers = [f"{each[f'label_{lang}']} ({each[f'unit_{lang}']})" for each in one.offers]
    rows = [
        (
            f"{row['name']} {row['community_code']}",
            amount(row["people"]),
            "" if row["full_minutes"] is None else _minutes(lang, row["full_minutes"]),
            text(lang, f"walk.short_{row['reached']}"),
            *("" if value is None else decimals(value, each["decimals"]) for each, value in _supplied(one, row)),
        )
        for row in shown
    ]
    key = "passport.rows_all" if len(shown) == len(one.rows) else "passport.rows_first"
    note = text(lang, key, shown=amount(len(shown)), total=amount(len(one.rows)))
    links = tuple(
        (line[0], str(Code(ACCESS, row["community_code"], one.period))) for line, row in zip(rows, shown, strict=True)
    )
    table = ((*heads, *offers), *rows)
    return Section("communities", text(lang, "walk.title_communities"), (), (note,), table, links)


def _supplied(one: Walked, row: Row) -> list[tuple[Row, float | None]]:
    return list(zip(one.offers, row["supplies"] or (), strict=False))


def _minutes(lang: str, minutes: float) -> str:
    return text(lang, "walk.minutes", n=decimals(minutes, 1))
