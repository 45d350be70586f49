"""What runs show: the same value again and again, values that are missing, and time that has passed without rows."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

FEWEST = 8
LEAST_BEGUN, LEAST_SHARE = 0.01, 0.1


def run_lengths(mask: Booleans) -> NDArray[np.int64]:
    """Return how many rows up to each, itself included, are true without a break."""
    places = np.arange(1, len(mask) + 1)
    breaks = np.maximum.accumulate(np.where(mask, 0, places))
    return places - breaks


def surprise_of_runs(mask: Booleans, *, least: float = LEAST_BEGUN) -> Floats:
    """Return minus log10 of the probability of each run, as long as it is, given how runs went on before it began."""
    if not mask.any():
        return np.zeros(len(mask))
    lengths = run_lengths(mask)
    places = np.arange(len(mask))
    begins = np.where(lengths > 0, places - lengths + 1, places)
    follows = np.concatenate([[0], np.cumsum(mask[1:] & mask[:-1])])
    chances = np.concatenate([[0], np.cumsum(mask[:-1])])
    starts = np.concatenate([[0], np.cumsum(mask)])
    at = np.maximum(begins - 1, 0)
    goes_on = np.maximum((follows[at] + 0.5) / (chances[at] + 2), LEAST_SHARE)
    begun = np.maximum((starts[begins] + 0.5) / (begins + 2), least)
    found = -np.log10(begun) - (lengths - 1) * np.log10(goes_on)
    return np.where((lengths > 0) & (begins >= FEWEST), found, 0.0)


def surprise_of_pauses(seconds: Floats) -> Floats:
    """Return minus log10 of how rare each pause before a row is, among the pauses before it."""
    pauses = np.concatenate([[0.0], np.diff(seconds)])
    found = np.zeros(len(pauses))
    for row in range(FEWEST, len(pauses)):
        usual = float(np.median(pauses[max(1, row - 64) : row]))
        if usual > 0 and pauses[row] > 1.5 * usual:
            before = pauses[1:row]
            share = (np.count_nonzero(before >= pauses[row]) + 0.5) / (row + 1)
            found[row] = -np.log10(share) + 2 * np.log10(pauses[row] / usual)
    return found
