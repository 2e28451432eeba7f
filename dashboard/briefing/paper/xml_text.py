"""Text as it may stand in XML: escaped, and without the characters that XML forbids."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

# XML 1.0 allows tab, line feed, carriage return and all from U+0020 on but surrogates and two non-characters.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = {'"': "&quot;"}


def plain(text: str) -> str:
    """The text without what XML forbids, which Office would refuse to open."""
    return _FORBIDDEN.sub("", text)


def escaped(text: str) -> str:
    """The text, safe inside an element and inside a quoted attribute."""
    return escape(plain(text), _QUOTE)


def element(name: str, inner: str) -> str:
    """An element around finished XML."""
    return f"<{name}>{inner}</{name}>"
