"""One module per way of checking the million rows: `check` does it all, `listed` gives row, column and value."""
