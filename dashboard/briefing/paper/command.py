"""The command behind `pingshi brief`: which briefings, in which format, to which files."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from dashboard.briefing.paper.make import briefing
from dashboard.briefing.paper.model import Briefing
from dashboard.briefing.paper.refusals import refusal
from dashboard.briefing.paper.template import Template, template_at
from dashboard.words import t
from pipelines.ledger.home import find_home, write_together
from pipelines.problems import UserError
from pipelines.warehouse.release import Release, open_release

FINE, PROBLEMS = 0, 1
_DISTRICTS = """
SELECT DISTINCT unit_code
FROM units
WHERE level = 'district'
ORDER BY unit_code
"""
TEMPLATED = ("docx", "pptx")
Writer = Callable[[Briefing], bytes]


def brief(options: Namespace) -> int:
    """0 when every briefing asked for was written, 1 when there was nothing to write for a unit; `UserError` else."""
    if options.unit and options.all:
        raise refusal("both")
    if not options.unit and not options.all:
        raise refusal("which")
    writer = writer_of(options.format, template_at(Path(options.template)) if options.template else None)
    with open_release(find_home(options.home)) as release:
        units = release.sql(_DISTRICTS)["unit_code"].to_list() if options.all else [options.unit]
        told = [_one(release, str(unit), options, writer) for unit in units]
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    return FINE if all("file" in one for one in told) else PROBLEMS


def writer_of(kind: str, template: Template | None = None) -> Writer:
    """The writer of a format; `UserError` for a template that the format does not take."""
    if template is not None and (kind not in TEMPLATED or template.kind != kind):
        raise refusal("template_kind", kind=kind, name=template.name)
    # only the libraries of the format asked for are loaded
    if kind == "docx":
        from dashboard.briefing.paper.word import word

        return lambda one: word(one, template)
    if kind == "pptx":
        from dashboard.briefing.paper.slides import slides

        return lambda one: slides(one, template)
    if kind == "xlsx":
        from dashboard.briefing.paper.workbook import workbook

        return workbook
    from dashboard.briefing.paper.page import page

    return page


def _one(release: Release, unit: str, options: Namespace, writer: Writer) -> Mapping[str, str]:
    """Writes one briefing and says where; a unit without anything to say is told, not written."""
    try:
        made = briefing(release, unit, options.period, options.lang, options.audience, options.issue)
    except UserError as fault:
        if fault.code != "brief_nothing":
            raise
        print(t(options.lang, "briefing.done.skipped", unit=unit, reason=fault.message(options.lang)), file=sys.stderr)
        return {"unit": unit, "skipped": fault.message(options.lang)}
    path = target(options, unit)
    write_together(path.parent, {path.name: writer(made)})
    if not options.json:
        print(t(options.lang, "briefing.done.file", file=path))
    return {"unit": unit, "file": str(path), "title": made.title.replace("\n", ""), "release": made.imprint.release}


def target(options: Namespace, unit: str) -> Path:
    """The file: what `-o` names, or for several briefings a name of its own in the folder that it names."""
    name = f"pingshi-{options.audience}-{unit}-{options.period}-{options.lang}.{options.format}"
    if options.output is None:
        return Path(name)
    given = Path(options.output)
    return given / name if options.all or given.is_dir() else given
