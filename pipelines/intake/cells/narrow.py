"""Characters that look alike: full width as narrow, and the blanks that nobody sees."""

from __future__ import annotations

import polars as pl

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
SPACE = " \t\r\n\v\f\u00a0\u2009\u202f\u3000" + INVISIBLE
# Only the full-width forms of ASCII: NFKC would also turn ² and ② into digits, and so one number into another.
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\u00a0": " "}
_NARROW |= dict.fromkeys(INVISIBLE, "")
_TABLE = str.maketrans(_NARROW)


def narrowed(text: str) -> str:
    """The text in narrow characters."""
    return text.translate(_TABLE)


def narrow(texts: pl.Expr) -> pl.Expr:
    """The texts in narrow characters."""
    return texts.str.replace_many(list(_NARROW), list(_NARROW.values()))


def stripped(texts: pl.Expr) -> pl.Expr:
    """The texts without blanks around them; nothing where nothing is left."""
    bare = texts.str.strip_chars(SPACE)
    return pl.when(bare != "").then(bare)
