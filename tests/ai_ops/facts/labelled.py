"""Labelled series: real ones from packages that ship them, with faults put in at known rows.

The series that detection was tuned on and those that it is judged on come from different files.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from tests.ai_ops.facts.real_series import Floats, load

LENGTH = 800
WARM_UP = 0.35  # the first fault comes after this share of the series
SIZES = (3.0, 5.0, 8.0)


@dataclass(frozen=True)
class Labelled:
    """A series with one fault, or none: its kind, its size, and the rows in which an alarm is right."""

    name: str
    values: Floats
    kind: str = ""
    size: float = 0.0
    first: int = 0
    last: int = 0


def noise(values: Floats) -> float:
    """Return the usual size of a step from one row to the next: the unit of a fault's size."""
    steps = np.abs(np.diff(values))
    return float(1.4826 * np.median(steps)) or float(steps.mean())


def stretch(name: str, *, seed: int) -> tuple[Floats, int]:
    """Return rows of a series that follow each other, as many as a fault needs for its past."""
    values, period = load(name)
    start = np.random.default_rng(seed).integers(0, max(1, len(values) - LENGTH + 1))
    return values[start : start + LENGTH].copy(), period


@dataclass
class Place:
    """Where a fault goes: from row `at` on, `step` in size, in a series with a cycle of `period` rows or none."""

    values: Floats
    at: int
    size: float
    period: int
    draw: np.random.Generator

    @property
    def count(self) -> int:
        return len(self.values)

    @property
    def long(self) -> int:
        return min(30, self.count // 8)

    @property
    def step(self) -> float:
        return self.size * noise(self.values)

    @property
    def either_way(self) -> float:
        return self.step * self.draw.choice([-1, 1])


def spike(place: Place, sign: int = 1) -> int:
    stop = place.at + int(place.draw.integers(1, 4))
    place.values[place.at : stop] += sign * place.step
    return stop


def dip(place: Place) -> int:
    return spike(place, sign=-1)


def level_shift(place: Place) -> int:
    place.values[place.at :] += place.either_way
    return place.at + place.long


def drift(place: Place) -> int:
    place.values[place.at :] += place.either_way * np.minimum(np.arange(place.count - place.at) / place.long, 1) * 1.5
    return place.at + place.long


def gap(place: Place) -> int:
    stop = place.at + int(place.size)
    place.values[place.at : stop] = np.nan
    return stop


def flatline(place: Place) -> int:
    stop = place.at + int(3 * place.size)
    place.values[place.at : stop] = place.values[place.at]
    return stop


def variance_burst(place: Place) -> int:
    stop = place.at + place.long
    place.values[place.at : stop] += place.draw.normal(0, place.step / 2, place.long)
    return stop


def changed_seasonality(place: Place) -> int:
    """Shift the cycle by half of it, or make it swing two or three times as wide."""
    half, before = place.period // 2, place.values.copy()
    shifted = before[place.at - half : place.count - half]
    wider = around(before, place.at, place.period, place.size)
    place.values[place.at :] = shifted if place.size < min(SIZES) + 1 else wider
    return place.at + 2 * place.period


FAULTS: dict[str, Callable[[Place], int]] = {
    "spike": spike,
    "dip": dip,
    "level shift": level_shift,
    "drift": drift,
    "gap": gap,
    "changed seasonality": changed_seasonality,
    "flatline": flatline,
    "variance burst": variance_burst,
}
KINDS = tuple(FAULTS)


def put(kind: str, values: Floats, *, size: float, period: int, draw: np.random.Generator) -> tuple[Floats, int, int]:
    """Return the values with a fault, and the first and last row where an alarm is right."""
    count = len(values)
    at = int(draw.integers(int(WARM_UP * count), int(0.85 * count)))
    place = Place(values.copy(), at, size, period, draw)
    stop = FAULTS[kind](place)
    return place.values, at, min(count, max(stop, at + 3)) - 1


def around(values: Floats, at: int, period: int, size: float) -> Floats:
    """Return the rest of a series with a cycle that swings wider."""
    middles = np.convolve(np.pad(values, (period, period), mode="edge"), np.ones(period) / period, mode="same")
    middle = middles[period:-period][at:]
    return middle + (values[at:] - middle) * (2.0 if size < 6 else 3.0)


def cases(names: Iterable[str], *, seeds: int, kinds: tuple[str, ...] = tuple(FAULTS)) -> Iterator[Labelled]:
    """Yield for each series, kind, size and seed a stretch with that fault."""
    for name in names:
        for kind in kinds:
            for size in SIZES:
                for seed in range(seeds):
                    draw = np.random.default_rng([zlib.crc32(f"{name} {kind} {size}".encode()), seed])
                    values, period = stretch(name, seed=int(draw.integers(1 << 30)))
                    if kind == "changed seasonality" and not period:
                        continue
                    spoilt, first, last = put(kind, values, size=size, period=period, draw=draw)
                    yield Labelled(name, spoilt, kind, size, first, last)


def clean(names: Iterable[str], *, seeds: int = 1) -> Iterator[Labelled]:
    """Yield stretches of each series as they are."""
    for name in names:
        for seed in range(seeds):
            values, _ = stretch(name, seed=seed)
            yield Labelled(name, values)
