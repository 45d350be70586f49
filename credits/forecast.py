"""How long credits last: the pace of recent days, carried forward."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from typing import Final

WINDOW: Final = timedelta(days=28)
"""Recent days are these many whole ones before today: four weeks, so that each weekday counts alike."""
FEWEST_DAYS: Final = 7
FEWEST_USED: Final = 3
"""With fewer whole days, or fewer on which credits were used, nothing is forecast."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Credits a day at the present pace, and the day on which they run out.

    `until` is None where they last past the month's end.
    """

    credits_a_day: Fraction
    until: date | None


def forecast(used: Mapping[date, int], *, since: date, today: date, remaining: int, last_day: date) -> Forecast | None:
    """Return how long the remaining credits last, or None where there is too little to go by.

    `used` has the credits of each day that used any; days from `since` on that are missing used
    none. Today counts as a whole day to come. Nothing is forecast where nothing remains.
    """
    credits_a_day = pace(used, since=since, today=today)
    if credits_a_day is None or remaining <= 0:
        return None
    days = int(remaining / credits_a_day)
    until = today + timedelta(days=days) if days <= (last_day - today).days else None
    return Forecast(credits_a_day, until)


def pace(used: Mapping[date, int], *, since: date, today: date) -> Fraction | None:
    """Return the credits that a recent day took, or None for too few days.

    It is the median of the days on which credits were used, times the share of such days: one
    busy day does not frighten, and quiet weekends count.
    """
    first = max(since, today - WINDOW)
    recent = [used.get(first + timedelta(days=number), 0) for number in range((today - first).days)]
    busy = [each for each in recent if each > 0]
    if len(recent) < FEWEST_DAYS or len(busy) < FEWEST_USED:
        return None
    return Fraction(median(busy)) * len(busy) / len(recent)
