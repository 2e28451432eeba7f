"""The verb `show`: one figure's passport, as text for a person or as data for a machine."""

from __future__ import annotations

import json
from argparse import Namespace

from pipelines.ledger.home import find_home
from pipelines.passport.codes import code_of
from pipelines.passport.make import passport, release_named
from pipelines.passport.model import EVERYTHING, ON_PAPER
from pipelines.passport.text import passport_text
from pipelines.programme.load import load_programme


def show(options: Namespace) -> int:
    """Prints the passport; `UserError` for a figure that there is not."""
    home = find_home(options.home)
    code = code_of(options.figure, options.unit, options.period, options.split)
    with release_named(home, options.release) as release:
        extent = EVERYTHING if options.json else ON_PAPER
        found = passport(release, home, code, extent, load_programme(options.programme).forms)
    if options.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        print(passport_text(found, options.lang))
    return 0
