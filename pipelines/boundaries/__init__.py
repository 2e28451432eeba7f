"""Boundary files that a user supplies: read, joined to units, and kept for maps."""
