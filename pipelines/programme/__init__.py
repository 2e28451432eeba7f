"""The programme: loads and validates the definitions that are data, into frozen objects."""
