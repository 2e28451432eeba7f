"""The SQL of the pages, one module per page group; nothing else in the dashboard holds SQL."""
