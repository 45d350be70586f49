"""Facts: what is true in a table, each with a recipe that computes it again. Pure."""
