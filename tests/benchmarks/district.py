"""One district's quarterly workbook with all forms, from the file to the receipt."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import time_ns

import fastexcel
from alone import Run, alone, command, in_turns

from pipelines.ledger.submit import dry_run
from pipelines.programme.load import load_programme

UNIT = "350212"


def workbook(home: Path) -> Path:
    """The unit's latest workbook in the demonstration."""
    return sorted(home.glob(f"inbox/*/{UNIT}-??????.xlsx"))[-1]


def measure(home: Path) -> None:
    """Prints the warm function against its aim, and the whole command from its start."""
    warm, read = in_turns([partial(alone, f"district:{act}", home) for act in ("warm", "read_by_fastexcel")], 5)
    aim = 1.5 * read.seconds + 0.5
    print_against("check one workbook", ("fastexcel reads it",), [warm, read])
    print(f"{'':<34}aim {aim:.2f} s (1.5 × fastexcel + 0.5 s)   {warm.seconds / aim:.2f} × aim")
    acts = [partial(_submitted, home), partial(command, "-m", "pipelines", "--help"), partial(command, "-c", "pass")]
    print_against("pingshi submit, as a process", ("pingshi --help", "python -c pass"), in_turns(acts, 5))


def print_against(name: str, peers: Sequence[str], runs: Sequence[Run]) -> None:
    """Ours on one line, each peer below with how many times as long ours takes."""
    ours = runs[0]
    for label, run in zip((name, *(f"  {peer}" for peer in peers)), runs, strict=True):
        ratio = f"ours {ours.seconds / run.seconds:7.2f} ×" if run is not ours else ""
        print(f"{label:<34}{run.seconds:8.3f} s{run.cpu:8.3f} s cpu{run.peak:7.0f} MB   {ratio}".rstrip())


def prepare_warm(home: Path) -> None:
    """Everything is imported, read and started once."""
    warm(home)


def warm(home: Path) -> None:
    """The receipt of the workbook, by the function."""
    dry_run(home, load_programme("xiamen"), workbook(home))


def read_by_fastexcel(home: Path) -> None:
    """The peer: every sheet read as text, nothing checked."""
    book = fastexcel.read_excel(workbook(home))
    for name in book.sheet_names:
        book.load_sheet(name, header_row=None, dtypes="string").to_arrow()


def another(home: Path) -> Path:
    """The workbook once more, with bytes that nobody has sent before."""
    path = home / f"{workbook(home).stem}-again.xlsx"
    path.write_bytes(workbook(home).read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = str(time_ns()).encode()
    return path


def _submitted(home: Path) -> Run:
    """The command: archive, receipt and annotated copy included."""
    return command("-m", "pipelines", "submit", str(another(home)), "--home", str(home))
