"""The verbs about a release: one figure's passport, a data package of it, and built again to be compared."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from pipelines.cli.answer import FINE, PROBLEMS, print_json, programme_of, say
from pipelines.i18n import text
from pipelines.ledger.home import find_home


def show_verb(options: Namespace) -> int:
    """Prints the passport of a figure, or of a reported row; `UserError` for one that there is not."""
    from pipelines.passport.make import release_named
    from pipelines.passport.model import EVERYTHING, ON_PAPER
    from pipelines.passport.papers import paper, paper_code
    from pipelines.passport.text import passport_text

    home = find_home(options.home)
    code = paper_code(options.figure, options.unit, options.period, options.split)
    extent = EVERYTHING if options.json else ON_PAPER
    with release_named(home, options.release) as release:
        found = paper(release, home, code, extent, programme_of(options))
    if options.json:
        print_json(found.as_dict())
    else:
        print(passport_text(found, options.lang))
    return FINE


def export_verb(options: Namespace) -> int:
    """Writes the current release as a data package."""
    from pipelines.export.package import export

    told = asdict(export(find_home(options.home), programme_of(options), Path(options.directory), options.format))
    return say(options, told, text(options.lang, "cli.export_done", **told))


def rebuild_check_verb(options: Namespace) -> int:
    """Builds again from archive and ledger, and compares with the current release."""
    from pipelines.cli.show_rebuild import rebuild_text
    from pipelines.rebuild.check import rebuild_check

    told = rebuild_check(find_home(options.home), programme_of(options))
    say(options, told.as_dict(), rebuild_text(told, options.lang))
    return FINE if told.equal else PROBLEMS
