"""What is loaded once is loaded for good, and out of the way of what comes and goes."""

from __future__ import annotations

import atexit
import gc
from importlib import import_module

import streamlit as st

LIBRARIES = ("pandas", "plotly.graph_objects")  # what every page needs


def warm() -> None:
    """Loads what every page needs, once in the life of the server."""
    for_good(LIBRARIES)


@st.cache_resource(show_spinner=False)
def for_good(modules: tuple[str, ...]) -> bool:
    """Loads modules and takes all that is there out of the collector's sight, which Streamlit runs after every click.

    A page and what it needs are a hundred thousand objects: looked through each time, they hold up every reader.
    """
    for name in modules:
        import_module(name)
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    return True
