"""The number passport: what one figure of a release is made of, how sure it is, and what it cannot tell."""
