"""What the desk asks of the release: which submissions it was made of."""

from __future__ import annotations

ACCEPTED = """
-- Row: one receipt whose rows the release holds.
SELECT
  receipt
FROM receipts
WHERE state = 'accepted'
"""
