"""The briefing on paper: one model made from a release, written as Word, PowerPoint, Excel and HTML."""
