"""The period of a series, such as 24 for hourly data with a daily cycle, found in its autocorrelation."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHORTEST = 4
CYCLES = 2.5  # that must have been seen
LEAST = 0.3
NEAR = 0.9  # a shorter period is preferred if it is nearly as strong


def find_period(values: Floats) -> int:
    """Return the period of a series in rows, or 0 where there is none."""
    longest = int(len(values) / CYCLES)
    found = [strongest_peak(correlations(each), longest) for each in (detrended(values), np.diff(values))]
    return max(found)[1]


def strongest_peak(strength: Floats, longest: int) -> tuple[float, int]:
    """Return height and lag of the strongest peak; zeros where none stands out from the valley before it."""
    lags = np.arange(SHORTEST, min(longest, len(strength) - 2) + 1)
    if not len(lags):
        return 0.0, 0
    here = strength[lags]
    least = LEAST + 2.0 / np.sqrt(len(strength))
    valley = np.minimum.accumulate(strength)[lags]
    is_peak = (here >= strength[lags - 1]) & (here >= strength[lags + 1]) & (here - np.maximum(valley, 0) > least)
    if not is_peak.any():
        return 0.0, 0
    peaks, heights = lags[is_peak], here[is_peak]
    first = peaks[heights >= NEAR * heights.max()][0]
    hill = np.abs(lags - first) <= first // 10
    best = int(lags[hill][np.argmax(here[hill])])
    return float(strength[best]), best


def detrended(values: Floats) -> Floats:
    """Return a series without its straight line."""
    places = np.arange(len(values)) - (len(values) - 1) / 2
    slope = places @ values / (places @ places)
    return np.asarray(values - values.mean() - slope * places)


def correlations(values: Floats) -> Floats:
    """Return the autocorrelation at each lag from 0, each over its own number of pairs; 0 for a constant."""
    count = len(values)
    centred = clipped(values - values.mean())
    size = 1 << (2 * count - 1).bit_length()
    spectrum = np.fft.rfft(centred, size)
    products = np.fft.irfft(spectrum * spectrum.conj(), size)[:count]
    if products[0] <= 0:
        return np.zeros(count)
    return np.asarray(products / products[0] * count / np.arange(count, 0, -1))


def clipped(values: Floats) -> Floats:
    """Return values without the few that would drown the others."""
    spread = 5 * np.median(np.abs(values))
    return np.clip(values, -spread, spread) if spread > 0 else values
