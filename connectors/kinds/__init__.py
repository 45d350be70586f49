"""Kinds: what the texts of a column mean, found from all of them and never from the column's name."""
