"""Building blocks of the pages: pickers, heads, cards, figures, tables, downloads; all that views use of Streamlit."""
