"""Reading: from the bytes of a file to a grid of texts, with the guards on the way."""
