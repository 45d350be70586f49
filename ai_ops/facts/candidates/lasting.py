"""What flatlines and missing bursts share: the runs that are longer than chance lets expect."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ai_ops.facts.scoring import runs

SURPRISING = 4.0
MOST = 3


def longest_runs(mask: NDArray[np.bool_], *, least: float) -> Iterator[tuple[int, int, float]]:
    """Yield first row, last row and surprise of the most surprising runs."""
    if len(mask) <= runs.FEWEST or not mask.any():
        return
    lengths, surprises = runs.run_lengths(mask), runs.surprise_of_runs(mask, least=least)
    ends = np.flatnonzero((lengths > 0) & np.append(lengths[1:] == 0, [True]) & (surprises > SURPRISING))
    for end in sorted(ends, key=lambda at: -surprises[at])[:MOST]:
        yield int(end - lengths[end] + 1), int(end), float(surprises[end])
