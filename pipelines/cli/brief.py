"""The verb `brief`: hands over to the dashboard, which alone knows how figures read.

The dashboard stands on the pipelines and not the other way round: its command is named here and looked up when the
verb is used, so that the pipelines know nothing of it and run without it.
"""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

_COMMAND = "dashboard.briefing.paper.command"


def brief_verb(options: Namespace) -> int:
    """Writes one briefing, or one per district; the exit code is the command's."""
    return int(import_module(_COMMAND).brief(options))
