"""Geometry of charts: pure, in shares of a plot, and without a look. A page's template draws it."""
