"""What single rows do not show: a level that moved, and errors that grew or shrank."""

import numpy as np
from numpy.typing import NDArray

from ai_ops.facts.scoring.prediction import median_before, shifted

Floats = NDArray[np.float64]


def mean_before(values: Floats, length: int) -> Floats:
    """Return the mean of the last so many values up to each row; NaN where they are fewer or one is missing."""
    if len(values) < length:
        return np.full(len(values), np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(values, length)
    return np.concatenate([np.full(length - 1, np.nan), windows.mean(axis=1)])


def level_moves(levels: Floats, length: int, *, against: int) -> Floats:
    """Return how far the median of the last rows lies from the median of the rows before those."""
    here = np.concatenate([median_before(levels, length)[1:], [np.median(levels[-length:])]])
    return here - shifted(median_before(levels, against), length - 1)


def unrest(errors: Floats, length: int) -> Floats:
    """Return the logarithm of the mean size of the last errors."""
    sizes = np.abs(errors)
    known = sizes[np.isfinite(sizes)]
    cut = np.minimum(sizes, 8 * running_scale(sizes)) if len(known) else sizes
    mean = mean_before(np.nan_to_num(cut), length)
    return np.log(np.where(mean > 0, mean, np.nan))


def running_scale(sizes: Floats) -> Floats:
    """Return the usual size of the errors before each row."""
    scale = median_before(np.nan_to_num(sizes), 63)
    return np.where(scale > 0, scale, np.inf)
