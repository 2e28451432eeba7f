"""Cells → raw tables: where a form stands on its sheet, which column is which, and which rows are data."""
