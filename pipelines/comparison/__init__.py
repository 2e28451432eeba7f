"""Units held side by side: how sure, how different, since when, and whether it is fair. Numbers in, numbers out."""
