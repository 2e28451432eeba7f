"""The machine: libraries, the limits in force for files, fonts and browser, and whether the home can be written to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from types import ModuleType

from pipelines.doctor.finding import Finding, fine, note, some, wrong
from pipelines.intake.files import child, grid, guard
from pipelines.ledger.home import FOLDERS

_REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)>=([0-9.]+)$")
_MODULES = {"python-docx": "docx", "python-pptx": "pptx", "pyyaml": "yaml"}  # packages whose module has another name
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def libraries() -> Iterator[Finding]:
    """Whether everything that this project is built on is there, new enough, and can be loaded."""
    try:
        wanted = [found.groups() for line in requires("pingshi") or () if (found := _REQUIREMENT.match(line))]
    except PackageNotFoundError:
        yield note("not_installed")
        return
    faults = [fault for name, least in wanted if (fault := _fault(name, least))]
    yield from (wrong("library", name=name, found=found, least=least) for name, found, least in faults)
    if not faults:
        yield fine("libraries", python=sys.version.split()[0], count=len(wanted))


def _fault(name: str, least: str) -> tuple[str, str, str] | None:
    """The library, what there is of it, and what is wanted; `None` when it is in order."""
    try:
        found = version(name)
        import_module(_MODULES.get(name, name))
    except (PackageNotFoundError, ImportError) as fault:
        return name, " ".join(str(fault).split()), least
    return (name, found, least) if _numbers(found) < _numbers(least) else None


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", written)[:3])


def limits() -> Iterator[Finding]:
    """The limits within which files are opened, as the reader has them."""
    yield fine("limits", limits=", ".join(line for module in (guard, grid, child) for line in _limits(module)))


def _limits(module: ModuleType) -> list[str]:
    return [
        f"{name}={value}"
        for name, value in vars(module).items()
        if name.isupper() and name[0] != "_" and isinstance(value, int)
    ]


def fonts() -> Iterator[Finding]:
    """Whether pictures and pages made on this machine can show Chinese."""
    finder = shutil.which("fc-list")
    found = (
        subprocess.run([finder, ":lang=zh", "family"], capture_output=True, text=True, check=False) if finder else None
    )
    names = sorted({line.split(",")[0] for line in found.stdout.splitlines()}) if found else []
    yield fine("fonts", fonts=some(names)) if names else note("fonts")
    browser = next((name for name in _BROWSERS if shutil.which(name)), None)
    yield fine("browser", browser=browser) if browser else note("browser")


def folders(home: Path) -> Iterator[Finding]:
    """Whether the home and its folders are there and can be written to."""
    if not home.is_dir():
        yield note("no_home", home=home)
        return
    closed = [one for one in (home, *(home / name for name in FOLDERS)) if one.exists() and not _open(one)]
    yield from (wrong("closed_folder", folder=one) for one in closed)
    if missing := [name for name in FOLDERS if not (home / name).exists()]:
        yield note("missing_folders", folders=some(missing))
    if not closed:
        yield fine("home", home=home)


def _open(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)
