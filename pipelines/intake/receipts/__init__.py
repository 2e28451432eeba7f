"""What the sender gets back: the receipt as text, page and annotated workbook, and the reasons given in it."""
