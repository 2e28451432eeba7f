"""A list of codes by the names that people write instead: full, short and former ones; never a guess between two."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipelines.intake.cells.narrow import narrowed
from pipelines.intake.cells.senses import Sense, read, unread
from pipelines.programme.model import Words

_NEAREST = 3
_LIKENESS = 0.5
_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: how it is called now, what else it is called, what it was called, and the town it lies in."""

    code: str
    name: Words
    others: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    town: str | None = None

    def shown(self) -> dict[str, str]:
        """The entry in a message."""
        return {"zh": f"{self.code} {self.name.zh}", "en": f"{self.code} {self.name.en}"}


def plain(name: str) -> str:
    """A name as it is compared: narrow, without spaces, case and brackets."""
    return "".join(sign for sign in narrowed(name).casefold() if not sign.isspace() and sign not in "()[]〔〕【】")


@dataclass(frozen=True, slots=True)
class Directory:
    """The codes of one list. `closed`: a text that is in it neither as code nor as name means nothing."""

    codes: frozenset[str]
    closed: bool
    _now: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    _short: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    _once: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def with_codes(self, codes: frozenset[str]) -> Directory:
        """The directory with other codes that are known, but by no name."""
        return replace(self, codes=self.codes | codes)

    def find(self, text: str, town: str | None = None) -> Sense | None:
        """The code of a name, a question where it may mean several; `None` when nobody is called so."""
        name = plain(text)
        for names, why in ((self._now, "name"), (self._once, "former_name"), (self._short, "name")):
            entries = names.get(name, ())
            near = [one for one in entries if town and one.town == town] or entries
            if len(near) == 1:
                return read(near[0].code, why, name={"zh": near[0].name.zh, "en": near[0].name.en})
            if near:
                return unread("ambiguous_name", "ambiguous_name", candidates=[one.shown() for one in near])
        return None

    def shown(self, code: str) -> dict[str, str]:
        """A code of the list with its name."""
        found = (entry for entries in self._now.values() for entry in entries if entry.code == code)
        return next((entry.shown() for entry in found), {"zh": code, "en": code})

    def unknown(self, text: str) -> Sense:
        """That nobody is called so, with the nearest names."""
        nearest = [entry.shown() for name in self._nearest(plain(text)) for entry in self._now[name][:1]]
        return unread("unknown_name", "unknown_name" if nearest else "unknown_name_alone", candidates=nearest)

    def _nearest(self, name: str) -> list[str]:
        # Comparing properly takes long: only those names that share most characters are looked at.
        signs = Counter(name)
        shared = {other: (signs & Counter(other)).total() for other in self._now}
        likely = sorted((one for one in shared if shared[one]), key=lambda one: -shared[one])[:_LOOKED_AT]
        return difflib.get_close_matches(name, likely, _NEAREST, _LIKENESS)


def directory(entries: Iterable[Entry], *, closed: bool) -> Directory:
    """The directory of a list's entries."""
    now: dict[str, list[Entry]] = {}
    short: dict[str, list[Entry]] = {}
    once: dict[str, list[Entry]] = {}
    listed = list(entries)
    for entry in listed:
        for names, home in (((entry.name.zh, entry.name.en), now), (entry.others, short), (entry.former, once)):
            for name in dict.fromkeys(plain(one) for one in names):
                if name:
                    home.setdefault(name, []).append(entry)
    shelves = ({name: tuple(found) for name, found in home.items()} for home in (now, short, once))
    return Directory(frozenset(one.code for one in listed), closed, *shelves)
