"""What is done once, before the first page."""

from __future__ import annotations

import atexit
import gc
from importlib import import_module

import streamlit as st


@st.cache_resource(show_spinner=False)
def warm() -> bool:
    """Loads what every page needs and takes it out of the collector's sight, which Streamlit runs on every click."""
    for library in ("pandas", "plotly.graph_objects"):
        import_module(library)
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    return True
