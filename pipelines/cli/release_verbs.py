"""The verbs about the current release: taken out as a data package, and built again to be compared."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from pipelines.cli.answer import FINE, PROBLEMS, programme_of, say
from pipelines.i18n import text
from pipelines.ledger.home import find_home


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
