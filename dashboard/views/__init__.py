"""One module per page with `render(choice)`: pick, ask, show."""
