"""The verbs and their arguments, with help and complaints in the chosen language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from pipelines.i18n import LANGUAGES, text
from pipelines.problems import UserError


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as argparse takes it; its help is worded by `cli.argument.<help>`."""

    flags: tuple[str, ...]
    help: str
    options: Mapping[str, Any] = field(default_factory=dict)


def _argument(*flags: str, about: str = "", **options: Any) -> Argument:
    return Argument(flags, about or flags[-1].lstrip("-").replace("-", "_"), options)


def count(words: str) -> int:
    """A whole number from 1; `ValueError` for anything else."""
    if (number := int(words)) < 1:
        raise ValueError(words)
    return number


def port(words: str) -> int:
    """A port number; `ValueError` for anything else."""
    if (number := count(words)) > 65535:
        raise ValueError(words)
    return number


_UNIT = _argument("--unit", metavar="CODE")
_PERIOD = _argument("--period", metavar="2011Q1")
_THE_UNIT = _argument("--unit", metavar="CODE", required=True)
_THE_PERIOD = _argument("--period", metavar="2011Q1", required=True)
_RECEIPT = _argument("receipt", metavar="RECEIPT")

ARGUMENTS: Mapping[str, tuple[Argument, ...]] = {
    "demo": (
        _argument("--communities", metavar="N", type=count, default=500),
        _argument("--periods", metavar="N", type=count, default=12),
        _argument("--seed", metavar="S", type=int, default=2010),
    ),
    "template": (
        _THE_UNIT,
        _THE_PERIOD,
        _argument("--form", metavar="T04"),
        _argument("-o", "--output", metavar="FILE.xlsx", required=True),
    ),
    "submit": (
        _argument("files", metavar="FILE", nargs="+"),
        _UNIT,
        _PERIOD,
        _argument("--dry-run", action="store_true"),
        _argument("--no-receipt-file", action="store_true"),
    ),
    "sign": (_RECEIPT,),
    "accept": (_RECEIPT,),
    "return": (_RECEIPT, _argument("--reason", metavar="TEXT", required=True)),
    "withdraw": (_RECEIPT,),
    "receipt": (_RECEIPT, _argument("-o", "--output", about="page", metavar="FILE.html")),
    "status": (_PERIOD,),
    "history": (
        _UNIT,
        _PERIOD,
        _argument("--between", metavar="RECEIPT", nargs=2),
    ),
    "build": (_argument("--full", action="store_true"),),
    "show": (
        _argument("figure", metavar="INDICATOR[/UNIT/PERIOD]|FORM/UNIT/KEY"),
        _argument("--unit", about="figure_unit", metavar="CODE"),
        _argument("--period", about="figure_period", metavar="2011Q1"),
        _argument("--split", metavar="NAME=VALUE"),
        _argument("--release", metavar="NAME"),
    ),
    "brief": (
        _argument("--unit", about="brief_unit", metavar="CODE"),
        _argument("--all", about="brief_all", action="store_true"),
        _THE_PERIOD,
        _argument("--format", about="brief_format", choices=("docx", "pptx", "xlsx", "html"), default="docx"),
        _argument("--audience", choices=("full", "leader", "return"), default="full"),
        _argument("--issue", metavar="N", type=count),
        _argument("--template", about="brief_template", metavar="FILE"),
        _argument("-o", "--output", about="brief_output", metavar="FILE"),
    ),
    "export": (
        _argument("directory", metavar="DIR"),
        _argument("--format", choices=("parquet", "csv"), default="parquet"),
    ),
    "boundaries": (
        _argument("file", about="boundary_file", metavar="FILE", nargs="?"),
        _argument("--level", choices=("district", "town", "community"), default="town"),
        _argument("--approval", metavar="NUMBER"),
        _argument("--no-approval", metavar="REASON"),
        _argument("--valid-on", metavar="YYYY-MM-DD", type=date.fromisoformat),
        _argument("--layer", metavar="NAME"),
    ),
    "rebuild-check": (),
    "doctor": (),
    "fetch": (_RECEIPT, _argument("-o", "--output", metavar="FILE", required=True)),
    "serve": (_argument("--port", metavar="N", type=port, default=8501),),
}
EVERYWHERE = (
    _argument("--home", metavar="DIR"),
    _argument("--programme", metavar="NAME"),
    _argument("--lang", choices=LANGUAGES),
    _argument("--json", action="store_true"),
)
_DEFAULTS = {"home": None, "programme": "xiamen", "json": False}

# argparse words its complaints in English; these are the ones that a person can cause
_COMPLAINTS = {
    "missing": re.compile(r"the following arguments are required: (?P<names>.*)"),
    "no_such_argument": re.compile(r"unrecognized arguments: (?P<names>.*)"),
    "no_such_choice": re.compile(
        r"argument (?P<name>\S+): invalid choice: (?P<value>'.*?') \(choose from (?P<known>.*)\)"
    ),
    "wrong_value": re.compile(r"argument (?P<name>\S+): invalid \w+ value: (?P<value>'.*')"),
    "no_value": re.compile(r"argument (?P<name>\S+): expected .*argument.*"),
}


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the chosen language and complains by `UserError`."""

    lang = "zh"

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)

    def format_help(self) -> str:
        """The help page."""
        return super().format_help().replace("usage: ", text(self.lang, "cli.usage"), 1)

    def error(self, message: str) -> NoReturn:
        """Raises the complaint, with the verb's usage."""
        usage = self.format_usage().removeprefix("usage: ").rstrip()
        slots = {"usage": usage, "prog": self.prog}
        zh, en = (
            text(lang, "error.wrong_arguments", complaint=_complaint(lang, message), **slots) for lang in LANGUAGES
        )
        raise UserError("wrong_arguments", zh, en)


def parser(lang: str) -> Parser:
    """The parser of the whole command; the result has `verb` and the verb's arguments."""
    whole = Parser(prog="pingshi", description=text(lang, "cli.description"))
    whole.set_defaults(lang=lang, **_DEFAULTS)
    _add(whole, lang, EVERYWHERE, "cli.everywhere")
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB", title=text(lang, "cli.verbs"))
    for verb, arguments in ARGUMENTS.items():
        about = text(lang, f"cli.verb.{verb}")
        one = verbs.add_parser(verb, help=about, description=about)
        _add(one, lang, arguments, "cli.arguments")
        _add(one, lang, EVERYWHERE, "cli.everywhere")
    return whole


def language(given: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language, known before anything is parsed: `--lang`, else `$PINGSHI_LANG`, else Chinese."""
    asked = [after for before, after in zip(given, given[1:], strict=False) if before == "--lang"]
    asked += [word.removeprefix("--lang=") for word in given if word.startswith("--lang=")]
    chosen = (asked or [environment.get("PINGSHI_LANG", "")])[-1][:2]
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def _add(one: Parser, lang: str, arguments: Sequence[Argument], title: str) -> None:
    one.lang = lang
    group = one.add_argument_group(text(lang, title))
    for argument in arguments:
        absent: dict[str, Any] = {"default": argparse.SUPPRESS} if arguments is EVERYWHERE else {}
        about = text(lang, f"cli.argument.{argument.help}")
        group.add_argument(*argument.flags, help=about, **absent, **argument.options)
    if arguments is EVERYWHERE:
        group.add_argument("-h", "--help", action="help", help=text(lang, "cli.argument.help"))


def _complaint(lang: str, message: str) -> str:
    for name, pattern in _COMPLAINTS.items():
        if found := pattern.fullmatch(message):
            return text(lang, f"cli.complaint.{name}", **found.groupdict())
    return message
