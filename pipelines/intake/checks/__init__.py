"""Rows → problems: the rules of the contracts, within a row, across forms, quarters and units."""
