"""The command `pingshi`: picks the language, calls one verb, and turns what happened into an exit code."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence

from pipelines.cli.arguments import language, parser
from pipelines.cli.verbs import VERBS
from pipelines.problems import UserError

FINE, PROBLEMS, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 fine, 1 problems in the data, 2 wrong use (with one message on standard error)."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    lang = language(given, os.environ)
    _print_anywhere()
    try:
        options = parser(lang).parse_args(given)
        return VERBS[options.verb](options)
    except UserError as error:
        print(error.message(lang), file=sys.stderr)
        if "--json" in given:
            print(json.dumps(error.as_dict(), ensure_ascii=False, indent=2))
        return WRONG_USE
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return INTERRUPTED


def _print_anywhere() -> None:
    """A terminal that lacks a character gets a `?` instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
