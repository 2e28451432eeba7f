"""The least that a Streamlit page with a chart can be."""

import streamlit as st

st.plotly_chart({"data": [{"type": "bar", "x": [1, 2, 3], "y": [3, 1, 2]}]})
