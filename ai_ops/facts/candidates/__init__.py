"""Candidates: the facts of a table that may be worth telling, one file a kind."""
