"""Bytes → cells: what a file is, whether it may be opened, and every text in it at its address."""
