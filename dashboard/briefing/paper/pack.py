"""An Office file in bytes that depend on nothing but its parts: sorted, with a fixed date, and no clock inside."""

from __future__ import annotations

import io
import zipfile

FIRST = "[Content_Types].xml"
_THEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_PLAIN_FILE = 0o600 << 16


def repacked(data: bytes) -> bytes:
    """The same parts in a fixed order and with a fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(given.namelist(), key=lambda one: (one != FIRST, one)):
            info = zipfile.ZipInfo(name, _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = _PLAIN_FILE
            info.create_system = 0
            file.writestr(info, given.read(name))
    return out.getvalue()
