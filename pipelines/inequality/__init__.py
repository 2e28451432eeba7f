"""How unequal something is, how sure that is, and what drives it. Numbers in, numbers out; people are the weights."""
