"""Texts → values: what each cell means, what was read otherwise than written, and what cannot be read."""
