"""From facts to figures: counts, roll-up, intervals."""
