"""Charts: one pure function per shape, a frame and its labels in, a Plotly figure out."""
