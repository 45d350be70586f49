"""Each group of rows beside all others: Welch's t-test (1947), where rows may follow each other."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int16]

MOST_FOLLOWING = 0.99


@dataclass(frozen=True)
class Sides:
    """What is known of the rows of each group, or of all rows outside each."""

    counts: Floats
    means: Floats
    variances: Floats
    following: Floats

    @property
    def effective(self) -> Floats:
        """Return how many rows that do not follow each other say as much (Bartlett 1935)."""
        return np.maximum(self.counts * (1 - self.following) / (1 + self.following), 2.0)

    @property
    def errors(self) -> Floats:
        """Return the variance of the means."""
        return self.variances / self.effective


def sides(values: Floats, groups: Places, count: int, *, is_series: bool) -> tuple[Sides, Sides]:
    """Return the rows of each of `count` groups, and the rows outside; those of a series are in order of time."""
    counts = totals(groups, None, count)
    means, elsewhere = means_of(values, groups, count)
    away = values - means[groups]
    squares = totals(groups, away**2, count)
    products = neighbours(away, groups, count) if is_series else np.zeros(count)
    inside = Sides(counts, means, spread(squares, counts), share(products, squares))
    others = counts.sum() - counts
    about = (squares + counts * means**2).sum() - (squares + counts * means**2) - others * elsewhere**2
    return inside, Sides(
        others,
        elsewhere,
        spread(np.maximum(about, 0), others),
        share(products.sum() - products, squares.sum() - squares),
    )


def means_of(values: Floats, groups: Places, count: int) -> tuple[Floats, Floats]:
    """Return the mean of each group, and that of all rows outside it."""
    counts, sums = totals(groups, None, count), totals(groups, values, count)
    return sums / np.maximum(counts, 1), (sums.sum() - sums) / np.maximum(counts.sum() - counts, 1)


def totals(groups: Places, values: Floats | None, count: int) -> Floats:
    """Return the sum of each group, or how many rows it has."""
    return np.bincount(groups, weights=values, minlength=count).astype(np.float64)


def neighbours(away: Floats, groups: Places, count: int) -> Floats:
    """Return for each group the sum of the products of rows that follow each other in it."""
    order = np.argsort(groups, kind="stable")
    ordered, kinds = away[order], groups[order]
    same = kinds[1:] == kinds[:-1]
    return totals(kinds[1:][same], (ordered[1:] * ordered[:-1])[same], count)


def spread(squares: Floats, counts: Floats) -> Floats:
    """Return the variance of each side."""
    return np.asarray(squares / np.maximum(counts - 1, 1))


def share(products: Floats, squares: Floats) -> Floats:
    """Return how much the rows of each side follow each other, 0 to 1."""
    return np.clip(products / np.maximum(squares, 1e-300), 0, MOST_FOLLOWING)


def test(inside: Sides, outside: Sides) -> tuple[Floats, Floats]:
    """Return the distance of the means in standard deviations, and the probability of one as large by chance."""
    apart = inside.means - outside.means
    typical = np.sqrt((inside.variances + outside.variances) / 2)
    errors = inside.errors + outside.errors
    parts = inside.errors**2 / (inside.effective - 1) + outside.errors**2 / (outside.effective - 1)
    degrees = errors**2 / np.maximum(parts, 1e-300)
    return apart / np.maximum(typical, 1e-300), tails(np.abs(apart) / np.sqrt(np.maximum(errors, 1e-300)), degrees)


def tails(t: Floats, degrees: Floats) -> Floats:
    """Return the two-sided tail of Student's t, by Wallace's approximation of 1959: good to a few per cent."""
    degrees = np.maximum(degrees, 1.0)
    z = (8 * degrees + 1) / (8 * degrees + 3) * np.sqrt(degrees * np.log1p(t**2 / degrees))
    return np.array([math.erfc(each) for each in z / np.sqrt(2)])
