"""Who gets to a service, how far it is and how much of it there is for each: frames in, frames out, nothing stored."""
