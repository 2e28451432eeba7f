"""What the sender gets to fill in: a workbook for a unit and a quarter, prefilled."""
