"""Fixtures that every room of the tests may use."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Playwright, sync_playwright

from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme

# The same examples on every machine, however busy it is.
settings.register_profile("book", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("book")


@pytest.fixture(scope="session")
def xiamen() -> Programme:
    """The programme that ships."""
    return load_programme("xiamen")


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """A page under test takes the place of `__main__`, which every process started later would then run as its own."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; a process can have it once only."""
    with sync_playwright() as driver:
        yield driver
