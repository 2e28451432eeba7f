"""What was sent, by whom and when, and what became of it: archive, events, states, accepted rows."""
