"""Fixtures that every room of the tests may use."""

from __future__ import annotations

import pytest

from pipelines.programme.load import load_programme
from pipelines.programme.model import Programme


@pytest.fixture(scope="session")
def xiamen() -> Programme:
    """The programme that ships."""
    return load_programme("xiamen")
