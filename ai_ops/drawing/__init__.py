"""Drawing: shapes and texts as SVG, in grid units, without a style sheet. Pure."""
