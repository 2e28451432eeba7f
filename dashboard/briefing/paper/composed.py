"""A briefing with what a person collected on the pages: charts, tables and figures with their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.briefing.paper.model import Block, Briefing, Figure, Part, Proof, Section, Sentence, Table
from dashboard.words import t

Contents = Literal["standard", "both", "collected"]
MOST = 12  # pieces in one briefing, as many as are numbered


@dataclass(frozen=True, slots=True)
class Item:
    """One piece collected: a chart or table of a page, or without either a figure told in a sentence.

    `text` is said of it and may be edited, `note` is the writer's, `remarks` are what districts say of the figure.
    `lang`: the language in which it was collected, and stays.
    """

    key: str
    title: str
    where: str
    text: str
    code: str
    block: Figure | Table | None = None
    note: str = ""
    remarks: tuple[str, ...] = ()
    lang: str = ""


def composed(standard: Briefing, items: Sequence[Item], contents: Contents) -> Briefing:
    """The standard briefing, the same with a section of what was collected, or that section alone."""
    if contents == "standard" or not items:
        return standard
    lang = standard.lang
    section = Section(t(lang, "briefing.section_collected"), tuple(_part(lang, one) for one in items))
    if contents == "both":
        return replace(standard, sections=(*standard.sections, section))
    return replace(standard, sections=(section,), annexes=())


def _part(lang: str, one: Item) -> Part:
    said = Sentence(one.text.strip() or one.title, (Proof(one.code),) if one.code else ())
    note = (t(lang, "briefing.own_note", note=one.note.strip()),) if one.note.strip() else ()
    told = (*note, *one.remarks)
    is_told = one.block is None or said.text != one.title
    blocks: list[Block] = [said] if is_told else []
    if isinstance(one.block, Figure):
        blocks.append(replace(one.block, message=said, remarks=told))
    elif isinstance(one.block, Table):
        notes = (one.block.note, *told)
        joined = t(lang, "frame.space").join(text for text in notes if text)
        blocks.append(replace(one.block, message=said.text, note=joined))
    else:
        blocks += [Sentence(text) for text in told]
    return Part(t(lang, "briefing.name_unit", name=one.title, unit=one.where), tuple(blocks))
