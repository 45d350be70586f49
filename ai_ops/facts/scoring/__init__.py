"""Scoring: how surprising each row is, judged from it and the rows before it alone."""
