"""A scale of time: round moments, and how each is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from django.utils.formats import date_format

MOST: Final = 6
MINUTE, HOUR, DAY = 60, 3600, 86_400
STEPS: Final = (1, 5, 15, 30, MINUTE, 300, 900, 1800, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY)
MONTHS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 24_000)
MONTH: Final = 30 * DAY
YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A round moment: its seconds since 1970, and its words on a scale."""

    seconds: float
    text: str


def seconds_of(labels: Sequence[str]) -> list[float] | None:
    """Return the seconds since 1970 of ISO 8601 moments that never go back, or None where they are no such moments."""
    try:
        found = [as_utc(datetime.fromisoformat(label)).timestamp() for label in labels]
    except (ValueError, OverflowError):
        return None
    rises = all(earlier <= later for earlier, later in pairwise(found))
    return found if rises and found and found[0] < found[-1] else None


def as_utc(moment: datetime) -> datetime:
    """Return a moment in UTC; one without a zone is taken for UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def moments(first: float, last: float, *, most: int = MOST) -> list[Moment]:
    """Return at most so many round moments between two, evenly spaced by the calendar."""
    start, end = datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC)
    step = next((step for step in STEPS if (last - first) / step < most), None)
    if step is not None:
        return [Moment(each.timestamp(), _by_clock(each, step)) for each in _steady(start, end, step)]
    months = next((count for count in MONTHS if (last - first) / (count * MONTH) < most), MONTHS[-1])
    return [
        Moment(each.timestamp(), _by_month(each, months, is_first=not number))
        for number, each in enumerate(_monthly(start, end, months))
    ]


def _steady(start: datetime, end: datetime, step: int) -> Iterator[datetime]:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = -(-(start - midnight).total_seconds() // step) if step < DAY else start > midnight
    moment = midnight + timedelta(seconds=passed * min(step, DAY))
    while moment <= end:
        yield moment
        moment += timedelta(seconds=step)


def _monthly(start: datetime, end: datetime, months: int) -> Iterator[datetime]:
    number = -(-(start.year * YEAR + start.month - 1) // months) * months
    while number // YEAR <= end.year:
        moment = datetime(number // YEAR, number % YEAR + 1, 1, tzinfo=UTC)
        if start <= moment <= end:
            yield moment
        number += months


def _by_clock(moment: datetime, step: int) -> str:
    if step >= DAY or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return date_format(moment, "j M")
    return date_format(moment, "H:i" if step >= MINUTE else "H:i:s")


def _by_month(moment: datetime, months: int, *, is_first: bool) -> str:
    if months % YEAR == 0:
        return date_format(moment, "Y")
    return date_format(moment, "M Y" if is_first or moment.month == 1 else "M")
