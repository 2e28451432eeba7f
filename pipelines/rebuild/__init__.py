"""Building again from archive and ledger alone, and comparing with what was published."""
