"""Who may do what on the pages: roles, their rights, and whose rows a person sees. Pure: no Streamlit, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

READ, SEND, WITHDRAW, SIGN, RETURN, ACCEPT, BUILD = "read", "send", "withdraw", "sign", "return", "accept", "build"
LOOK = "look"  # at what lies on the desk, without doing anything to it

# A check without sending is part of `send`. The district signs and the city decides: neither does the other's part.
RIGHTS: Mapping[str, frozenset[str]] = {
    "local": frozenset({READ, SEND, WITHDRAW, SIGN, RETURN, ACCEPT, BUILD}),
    "anyone": frozenset({READ, LOOK}),  # from other machines, while nobody has to sign in
    "leader": frozenset({READ}),
    "analyst": frozenset({READ}),
    "reporter": frozenset({READ, SEND, WITHDRAW}),
    "approver": frozenset({READ, SIGN}),
    "admin": frozenset({READ, SEND, WITHDRAW, RETURN, ACCEPT, BUILD}),
    "stranger": frozenset(),  # signed in, but on no list
    "unsettled": frozenset(),  # the configuration cannot be read: nobody gets in by mistake
}
OF_A_DISTRICT = ("reporter", "approver")
GIVEN = ("leader", "analyst", *OF_A_DISTRICT, "admin")  # what a configuration may give

# Pages that take more than `read`: one of these acts is enough.
PAGES: Mapping[str, frozenset[str]] = {
    "submit": frozenset({SEND, LOOK}),
    "review": frozenset({SIGN, RETURN, ACCEPT, LOOK}),
}
_OF_ROWS = ("unit", "community", "town")  # parameters of a statement that choose whose rows it gives


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the pages: a role, the name that the ledger keeps, and for district people the code of their unit.

    `name` is `None` for the local user: the ledger then keeps the account of this machine.
    """

    role: str
    name: str | None = None
    unit: str | None = None


LOCAL, ANYONE = Person("local"), Person("anyone")


def may(person: Person, act: str, unit: str | None = None) -> bool:
    """Whether the person may do this, for `unit` if given; district people act for their own unit alone.

    They read what stands above the districts too: what a page then shows of it is settled by `scoped`.
    """
    if act not in RIGHTS[person.role]:
        return False
    return person.unit is None or act == READ or unit is None or unit == person.unit


def may_open(person: Person, page: str) -> bool:
    """Whether a page is shown to the person at all."""
    needed = PAGES.get(page, frozenset({READ}))
    return bool(needed & RIGHTS[person.role])


def listed(name: str, roles: Mapping[str, Any], units: frozenset[str]) -> Person:
    """The person of this name (an e-mail address; letter case does not matter) on the list of the configuration.

    An entry is `{role, unit}`. Whoever is not on it is a stranger; so is whose entry names no known role, or a
    district role without one of the reporting `units`.
    """
    known = {str(one).strip().casefold(): entry for one, entry in roles.items()}
    entry = known.get(name.strip().casefold())
    given = entry if isinstance(entry, Mapping) else {}
    role, unit = str(given.get("role", "")), str(given.get("unit", "")) or None
    of_district = role in OF_A_DISTRICT
    if role not in GIVEN or (of_district and unit not in units):
        return Person("stranger", name)
    return Person(role, name, unit if of_district else None)


def scoped(person: Person, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a statement, with every choice of rows outside the person's unit put back to that unit.

    Codes are hierarchical: towns and communities begin with the code of their district.
    """
    own = person.unit
    if own is None:
        return dict(params)
    return {key: own if key in _OF_ROWS and not str(value).startswith(own) else value for key, value in params.items()}


def may_see_figure(person: Person, code: str) -> bool:
    """Whether the rows behind a figure (`indicator/unit/period…`) are the person's to see."""
    own = person.unit
    parts = code.split("/")
    return own is None or (len(parts) > 1 and parts[1].startswith(own))
