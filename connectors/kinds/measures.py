"""Plain numbers about a column, where polars' own answers may be of any type."""

import polars as pl


def share(mask: pl.Series) -> float:
    """Return the share of true values, 0 to 1; missing ones count as false."""
    return int(mask.sum() or 0) / max(len(mask), 1)


def longest(texts: pl.Series) -> int:
    """Return the length of the longest text, 0 where there is none."""
    lengths = texts.str.len_chars().drop_nulls()
    return 0 if lengths.is_empty() else int(lengths.to_numpy().max())
