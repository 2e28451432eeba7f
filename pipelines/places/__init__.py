"""Where things are: coordinates and the datums they are written in."""
