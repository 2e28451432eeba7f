"""Releases: building them from accepted rows, and reading them."""
