"""What stands on every page that leaves the house, and a single chart or table as a file of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.briefing.model import Row
from dashboard.briefing.paper.claims import tight
from dashboard.briefing.paper.model import Briefing, Figure, Imprint, Part, Section, Table
from dashboard.words import day, t


def imprinted(lang: str, info: Mapping[str, str], as_of: date, reporting: Sequence[Row], code: str) -> Imprint:
    """The imprint of a release (`info`), a day, who has reported (rows of `REPORTING`), and the code to open."""
    demo, name = info.get("demo") == "yes", info["name"]
    accepted = sum(row["state"] == "accepted" for row in reporting)
    return Imprint(
        release=name,
        built_on=date.fromisoformat(info["built_at"][:10]),
        as_of=as_of,
        source=t(lang, "frame.source_demo" if demo else "frame.source"),
        as_of_text=tight(lang, t(lang, "frame.as_of", day=day(lang, as_of))),
        release_text=t(lang, "frame.release", name=name),
        reported=t(lang, "briefing.units_reported", n=accepted, of=len(reporting)),
        watermark=t(lang, "frame.watermark") if demo else "",
        code=code,
    )


def single(lang: str, block: Figure | Table, imprint: Imprint) -> Briefing:
    """A briefing of one block and no title, which writers give no cover."""
    title = block.message.text if isinstance(block, Figure) else block.title
    section = Section(title, (Part("", (block,)),))
    return Briefing(lang, "full", "", "", "", "", "", "", "", (section,), (), (), imprint)
