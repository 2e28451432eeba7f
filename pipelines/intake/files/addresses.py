"""Cell addresses: the letters of a column, the corners of a range; imports nothing."""

from __future__ import annotations


def letters(column: int) -> str:
    """The letters of a column number: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name


def number(name: str) -> int:
    """The number of a column's letters: A is 1, AB is 28; `ValueError` for anything else."""
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        raise ValueError(f"not a column: {name!r}")
    value = 0
    for letter in name.upper():
        value = value * 26 + ord(letter) - 64
    return value


def span(area: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of a range such as `B2:C4`; `ValueError` for anything else."""
    ends = [_place(end.replace("$", "")) for end in area.split(":")]
    if len(ends) > 2:
        raise ValueError(f"not a range: {area!r}")
    return (*ends[0], *ends[-1])


def _place(address: str) -> tuple[int, int]:
    name = address.rstrip("0123456789")
    digits = address[len(name) :]
    if not 1 <= len(digits) <= 7:
        raise ValueError(f"not an address: {address!r}")
    return int(digits), number(name)
