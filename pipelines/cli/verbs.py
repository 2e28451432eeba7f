"""The verbs: each calls one function, prints what it gave, and says whether the data had problems.

What only one verb needs (openpyxl, DuckDB, the demonstration) is imported by that verb: the others start sooner.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.cli.answer import FINE, PROBLEMS, WRONG_USE, print_json, programme_of, say
from pipelines.cli.brief import brief_verb
from pipelines.cli.release_verbs import export_verb, rebuild_check_verb, show_verb
from pipelines.cli.show import between_text, doctor_text, history_text, status_text
from pipelines.i18n import text, user_error
from pipelines.intake.receipts.receipt import receipt_text
from pipelines.ledger.archive import fetch
from pipelines.ledger.compare import between
from pipelines.ledger.events import one_receipt
from pipelines.ledger.examine import expect
from pipelines.ledger.home import find_home, make_home, write_new
from pipelines.ledger.receipts import load_receipt
from pipelines.ledger.report import history, status
from pipelines.ledger.review import accept, return_, sign, withdraw
from pipelines.ledger.rows import context_for, from_demo
from pipelines.ledger.states import Receipt
from pipelines.ledger.submit import dry_run, submit
from pipelines.problems import UserError
from pipelines.programme.model import Programme


def demo_verb(options: Namespace) -> int:
    """Plays the demonstration programme into the home folder."""
    from pipelines.demo import write_demo

    home = make_home(options.home)
    played = write_demo(home, programme_of(options), options.communities, options.periods, options.seed)
    facts = asdict(played) | {"periods": len(played.periods), "home": str(home)}
    return say(options, facts, text(options.lang, "cli.demo_done", **facts))


def template_verb(options: Namespace) -> int:
    """Writes the workbook that a unit fills for a period."""
    from pipelines.intake.templates.template import write_template

    programme, path = programme_of(options), Path(options.output)
    expect(programme, options.unit, options.period, options.form)
    home = find_home(options.home)
    last = context_for(home, programme, options.unit, options.period).accepted
    demo = from_demo(home, options.unit)
    write_template(programme, options.unit, options.period, last, path, options.lang, options.form, demo)
    return say(options, {"file": str(path)}, text(options.lang, "cli.template_done", file=path))


def submit_verb(options: Namespace) -> int:
    """Sends files in, one receipt each; a file that cannot be sent does not keep back the others."""
    programme, code = programme_of(options), FINE
    told: list[Mapping[str, Any]] = []
    for name in options.files:
        try:
            receipt = _submit(options, programme, Path(name))
        except UserError as error:
            print(error.message(options.lang), file=sys.stderr)
            told.append({"file": name, **error.as_dict()})
            code = WRONG_USE
            continue
        told.append(receipt)
        if any(problem["level"] == "error" for problem in receipt["problems"]):
            code = max(code, PROBLEMS)
    if options.json:
        print_json(told if len(told) > 1 else told[0])
    return code


def sign_verb(options: Namespace) -> int:
    """The district signs."""
    return _moved(options, sign(find_home(options.home), options.receipt))


def accept_verb(options: Namespace) -> int:
    """The city accepts."""
    return _moved(options, accept(find_home(options.home), options.receipt))


def return_verb(options: Namespace) -> int:
    """The city returns, with a reason."""
    return _moved(options, return_(find_home(options.home), options.receipt, options.reason))


def withdraw_verb(options: Namespace) -> int:
    """The sender takes back."""
    return _moved(options, withdraw(find_home(options.home), options.receipt))


def receipt_verb(options: Namespace) -> int:
    """A stored receipt once more, in the state in which it is now: as text, for a machine, or as a page to sign."""
    from pipelines.intake.outbox import put_in_place
    from pipelines.intake.receipts.receipt_page import receipt_page

    home, programme = find_home(options.home), programme_of(options)
    receipt = load_receipt(home, one_receipt(home, options.receipt))
    if options.output is None:
        return say(options, receipt, receipt_text(receipt, options.lang, programme).rstrip("\n"))
    path = Path(options.output)
    try:
        put_in_place(path, receipt_page(receipt, options.lang, programme).encode())
    except OSError as fault:
        raise user_error("cannot_write", path=path, reason=fault.strerror) from fault
    return say(options, {"file": str(path)}, text(options.lang, "cli.receipt_page", file=path))


def status_verb(options: Namespace) -> int:
    """Who has sent what."""
    told = status(find_home(options.home), programme_of(options), options.period)
    return say(options, told, status_text(told, options.lang))


def history_verb(options: Namespace) -> int:
    """The story of a unit's period, or what changed between two receipts."""
    programme = programme_of(options)
    if options.between:
        old, new = options.between
        told = between(find_home(options.home), programme, old, new, options.unit, options.period)
        return say(options, told, between_text(told, programme, options.lang))
    if not (options.unit and options.period):
        raise user_error("history_of_what")
    told = history(find_home(options.home), programme, options.unit, options.period)
    return say(options, told, history_text(told, programme, options.lang))


def build_verb(options: Namespace) -> int:
    """Makes a release of what is accepted."""
    from pipelines.warehouse.build import build

    name = build(find_home(options.home), programme_of(options), full=options.full)
    return say(options, {"release": name}, name)


def boundaries_verb(options: Namespace) -> int:
    """Takes in a boundary file for maps, or tells which there are."""
    from pipelines.cli.boundaries import boundaries

    return boundaries(options)


def doctor_verb(options: Namespace) -> int:
    """Examines installation and home."""
    from pipelines.doctor.run import diagnosis

    home = find_home(options.home)
    found = diagnosis(home, options.programme)
    ill = any(one.level == "problem" for one in found)
    facts = {"home": str(home), "healthy": not ill, "findings": [one.as_dict() for one in found]}
    say(options, facts, doctor_text(home, found, options.lang))
    return PROBLEMS if ill else FINE


def fetch_verb(options: Namespace) -> int:
    """Gives back the very file that was sent; a file that is there is never overwritten."""
    home, target = find_home(options.home), Path(options.output)
    receipt = one_receipt(home, options.receipt)
    write_new(target, fetch(home, receipt.sha256))
    facts = {"receipt": receipt.id, "sha256": receipt.sha256, "name": receipt.file, "file": str(target)}
    return say(options, facts, text(options.lang, "cli.fetched", **facts))


def serve_verb(options: Namespace) -> int:
    """Serves the dashboard until it is stopped."""
    from pipelines.cli.serve import serve

    return serve(find_home(options.home), options.port, options.lang)


VERBS: Mapping[str, Callable[[Namespace], int]] = {
    "demo": demo_verb,
    "template": template_verb,
    "submit": submit_verb,
    "sign": sign_verb,
    "accept": accept_verb,
    "return": return_verb,
    "withdraw": withdraw_verb,
    "receipt": receipt_verb,
    "status": status_verb,
    "history": history_verb,
    "build": build_verb,
    "boundaries": boundaries_verb,
    "brief": brief_verb,
    "export": export_verb,
    "rebuild-check": rebuild_check_verb,
    "show": show_verb,
    "doctor": doctor_verb,
    "fetch": fetch_verb,
    "serve": serve_verb,
}


def _submit(options: Namespace, programme: Programme, path: Path) -> dict[str, Any]:
    """The receipt of one file, printed unless a machine reads."""
    send = dry_run if options.dry_run else submit
    receipt = send(find_home(options.home), programme, path, options.unit, options.period)
    if not options.json:
        print(receipt_text(receipt, options.lang, programme), end="")
    if not (options.dry_run or options.no_receipt_file):
        _annotate(options, programme, path, receipt)
    return receipt


def _annotate(options: Namespace, programme: Programme, path: Path, receipt: Mapping[str, Any]) -> None:
    """Gives the workbook back beside the sender's; a folder that takes no files costs only this copy."""
    from pipelines.intake.receipts.annotate import annotate

    target = path.with_name(f"{path.name}.receipt.xlsx")
    try:
        annotate(path.read_bytes(), receipt, target, options.lang, programme)
    except OSError as fault:
        print(text(options.lang, "cli.no_receipt_file", file=target, reason=fault.strerror), file=sys.stderr)
        return
    if not options.json:
        print(text(options.lang, "cli.receipt_file", file=target))


def _moved(options: Namespace, receipt: Receipt) -> int:
    state = text(options.lang, f"state.{receipt.state}")
    facts = {"receipt": receipt.id, "state": receipt.state, "unit": receipt.unit, "period": receipt.period}
    return say(options, facts, text(options.lang, "cli.moved", receipt=receipt.id, state=state))
