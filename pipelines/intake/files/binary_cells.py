"""What Excel's binary files (.xls, .xlsb) write the same way: packed numbers and the codes of error cells."""

from __future__ import annotations

import struct

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def packed_number(packed: int) -> str:
    """A number of 30 bits: whole or the upper half of a fraction, as it is or a hundredfold."""
    if packed & 2:
        value: float = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
    else:
        value = struct.unpack("<d", struct.pack("<2L", 0, packed & 0xFFFFFFFC))[0]
    return repr(value / 100 if packed & 1 else value)


def error_text(code: int) -> str:
    """The text that an error cell shows."""
    return ERRORS.get(code, "#N/A")
