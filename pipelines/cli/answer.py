"""What verbs have in common: exit codes, the programme asked for, one answer for a person or a machine."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme

FINE, PROBLEMS, WRONG_USE = 0, 1, 2


def programme_of(options: Namespace) -> Programme:
    """The programme that the command is about."""
    return load_programme(options.programme)


def say(options: Namespace, facts: Mapping[str, Any], words: str) -> int:
    """Prints the facts for a machine, or the words for a person."""
    if options.json:
        print_json(facts)
    else:
        print(words)
    return FINE


def print_json(facts: object) -> None:
    """Prints facts for a machine."""
    print(json.dumps(facts, ensure_ascii=False, indent=2))
