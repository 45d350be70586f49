"""Formulas: `round({sales.north.revenue} / 1000, 1)` parsed, checked and evaluated; never Python. Pure."""
