"""How rare a value is beside what came before: minus log10 of a tail probability.

Beyond a high quantile of the past the tail is taken as a generalised Pareto distribution
(peaks over threshold), its shape by probability-weighted moments (Hosking and Wallis 1987), drawn
towards a common shape where the past is short. So a series with heavy tails asks for more before
it calls a value rare.
"""

import numpy as np
from numpy.typing import NDArray

from ai_ops.facts.scoring.blocks import blocks

Floats = NDArray[np.float64]

WINDOW = 1024
QUANTILE = 0.9
USUAL_SHAPE = 0.05
WEIGHT = 40.0  # as many exceedances does the common shape weigh
WIDEST = 6.0  # an exceedance counts as no more than this many medians, so that one outlier does not excuse the next
LEAST_SHAPE, MOST_SHAPE = 0.02, 0.7
LEAST_SCALE = 0.2  # of the edge; a normal distribution has about 0.3
FEWEST_EXCEEDANCES = 5
FEWEST = 8
PER_DECADE = 3.0  # a short past is no ground for a high surprise


def surprise(stats: Floats, *, window: int = WINDOW) -> Floats:
    """Return minus log10 of how probable a value as far out as each is, on its side; 0 for a missing one."""
    found = np.zeros(len(stats))
    for block in blocks(len(stats)):
        past = stats[max(0, block.start - window) : block.start]
        past = past[np.isfinite(past)]
        if len(past) >= FEWEST:
            found[block] = beside(stats[block], past)
    return np.nan_to_num(found)


def beside(values: Floats, past: Floats) -> Floats:
    """Return the surprise of values beside their past."""
    ordered = np.sort(past)
    centre = ordered[len(ordered) // 2]
    off, away = ordered - centre, values - centre
    floor = smallest(np.abs(off))
    upper, lower = side(away, off, floor), side(-away, -off[::-1], floor)
    return np.asarray(np.minimum(np.maximum(upper, lower), PER_DECADE * np.log10(len(past) / 2)))


def smallest(distances: Floats) -> float:
    """Return the least distance that can count as far: half the usual one, or all there is."""
    usual = float(np.partition(distances, len(distances) // 2)[len(distances) // 2])
    if usual > 0:
        return usual / 2
    moved = distances[distances > 0]
    return float(moved.mean()) if len(moved) else 1e-12


def side(away: Floats, off: Floats, floor: float) -> Floats:
    """Return the surprise on one side: of the distances `away`, beside those of the past, `off`, in order."""
    same = off[np.searchsorted(off, 0.0, side="right") :]
    edge = max(float(same[int(QUANTILE * len(same))]) if len(same) else 0.0, floor)
    excess = same[np.searchsorted(same, edge, side="right") :] - edge
    shape, scale = tail(excess, least=edge * LEAST_SCALE)
    share = (len(excess) + 0.5) / (len(off) + 1)
    far = np.maximum(away - edge, 0.0)
    return np.asarray(np.where(far > 0, np.log10(1 + shape * far / scale) / shape - np.log10(2 * share), 0.0))


def tail(excess: Floats, *, least: float) -> tuple[float, float]:
    """Return shape and scale of the tail that sorted exceedances come from."""
    count = len(excess)
    if count < FEWEST_EXCEEDANCES:
        return USUAL_SHAPE, max(float(excess.mean()) if count else 0.0, 2 * least)
    cut = np.minimum(excess, WIDEST * excess[count // 2])
    mean = float(cut.mean())
    weighted = float((cut * (1 - (np.arange(count) + 0.65) / count)).mean())
    own = 2 - mean / (mean - 2 * weighted) if mean > 2 * weighted else 0.0
    shape = min(max((WEIGHT * USUAL_SHAPE + count * own) / (WEIGHT + count), LEAST_SHAPE), MOST_SHAPE)
    return shape, max(mean * (1 - shape), least)
