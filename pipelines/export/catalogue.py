"""The catalogue of indicators as a text file: every definition of the release, family by family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.export.definitions import Definitions, Part, Row, criterion_line, parts_of
from pipelines.i18n import text

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\*_[]<>|"})


def catalogue(known: Definitions, info: Mapping[str, str], lang: str) -> str:
    """The catalogue in Markdown."""
    return "\n".join(_lines(known, info, lang)) + "\n"


def _lines(known: Definitions, info: Mapping[str, str], lang: str) -> Iterator[str]:
    counts = {"families": len(known.families), "indicators": len(known.indicators)}
    yield f"# {text(lang, 'catalogue.title')}"
    yield ""
    yield text(lang, "catalogue.release", name=info["name"])
    if info.get("demo") == "yes":
        yield ""
        yield f"**{text(lang, 'catalogue.demo')}**"
    yield ""
    yield text(lang, "catalogue.intro", **counts)
    for family in known.families.values():
        yield from _family(known, family, lang)
    yield from _words(known, lang)


def _family(known: Definitions, family: Row, lang: str) -> Iterator[str]:
    yield ""
    yield f"## {family['id']} {_plain(family[f'name_{lang}'])}"
    yield ""
    yield _plain(family[f"question_{lang}"])
    for one, row in known.indicators.items():
        if row["family"] == family["id"]:
            yield ""
            yield f"### {_plain(row[f'name_{lang}'])} `{one}`"
            yield ""
            for part in parts_of(known, one, lang):
                yield from _part(part, lang)


def _part(part: Part, lang: str) -> Iterator[str]:
    """One line for one thing said, a list below its label for several."""
    colon = text(lang, "catalogue.colon")
    if len(part.lines) == 1:
        yield f"- **{part.label}**{colon}{_plain(part.lines[0])}"
        return
    yield f"- **{part.label}**{colon.rstrip()}"
    yield from (f"  - {_plain(line)}" for line in part.lines)


def _words(known: Definitions, lang: str) -> Iterator[str]:
    colon = text(lang, "catalogue.colon")
    if known.criteria:
        yield from ("", f"## {text(lang, 'catalogue.criteria')}", "", text(lang, "catalogue.criteria_note"), "")
        for row in known.criteria:
            yield f"- **{_plain(row[f'term_{lang}'])}**{colon}{_plain(criterion_line(row, lang))}"
    if known.glossary:
        yield from ("", f"## {text(lang, 'catalogue.glossary')}", "")
        for row in known.glossary:
            note = f"{colon}{_plain(row[f'note_{lang}'])}" if row[f"note_{lang}"] else ""
            yield f"- {_plain(row['term_zh'])} · {_plain(row['term_en'])}{note}"


def _plain(words: str) -> str:
    """Text that Markdown shows as it is; what stands in backquotes is left alone."""
    pieces = " ".join(words.split()).split("`")
    return "`".join(piece if n % 2 else piece.translate(_MARKS) for n, piece in enumerate(pieces))
