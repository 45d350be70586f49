"""Blocks of rows: what is learned at a block's first row, from the rows before it, judges the rows of the block.

The blocks' places depend on nothing but the row's number, so a longer series never changes a
score that was given already.
"""

from collections.abc import Iterator

FIRST = 8
LONGEST = 128


def blocks(count: int) -> Iterator[slice]:
    """Yield the blocks of so many rows: two rows at first, then a sixteenth of what came before, at most 128."""
    start = FIRST
    while start < count:
        stop = start + max(2, min(LONGEST, start // 16))
        yield slice(start, min(stop, count))
        start = stop
