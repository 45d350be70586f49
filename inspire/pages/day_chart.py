"""A month day by day: the rows of a table, and the bars of a chart that is drawn from them.

Places and sizes are percentages of the plot, so the same SVG fits any width without a script.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from credits.models import Day, Funding, Period

STEPS: Final = (1, 2, 3, 4, 5, 6, 8)
"""First digits of a scale's top."""
BAR: Final = 0.72
"""How much of a day's place its bar takes."""
LEAST: Final = 1.5
"""The height of the lowest bar, in percent, so that one credit beside thousands is seen."""
WEEK: Final = 7
CLEAR: Final = 3
"""Days beside today's label that have no label, so that none overlap at 360 px."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """What succeeded on one local day: credits used and runs on credits, and runs on own keys."""

    day: date
    used: int
    runs: int
    own_key_runs: int
    is_today: bool
    is_future: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One day's place in the plot. `words` says what it shows; `height` is None for a day to come."""

    place: str
    x: str
    width: str
    height: str | None
    y: str
    words: str
    is_zero: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on a scale from 0 to `top`; `half` is its middle, or None where that is no whole number."""

    bars: list[Bar]
    top: int
    half: int | None
    slot: str


@dataclass(frozen=True, slots=True)
class Label:
    """A date below the plot."""

    x: str
    text: str
    is_today: bool


def day_lines(period: Period, rows: Sequence[Day], *, today: date) -> list[DayLine]:
    """Return every day of a month, those without runs and those to come too. Rows of other months are left."""
    own = {(row.day, row.funding): row for row in rows if row.period_id == period.pk}
    return [_line(day, own, today) for day in _days(period)]


def _days(period: Period) -> Iterator[date]:
    for number in range((period.last_day - period.first_day).days + 1):
        yield period.first_day + timedelta(days=number)


def _line(day: date, rows: dict[tuple[date, str], Day], today: date) -> DayLine:
    on_credits, on_own_key = rows.get((day, Funding.CREDITS)), rows.get((day, Funding.OWN_KEY))
    return DayLine(
        day=day,
        used=on_credits.used if on_credits else 0,
        runs=on_credits.runs if on_credits else 0,
        own_key_runs=on_own_key.runs if on_own_key else 0,
        is_today=day == today,
        is_future=day > today,
    )


def credits_chart(lines: Sequence[DayLine]) -> Chart:
    """Return the chart of credits used a day."""
    return _chart(lines, lambda line: line.used, _credits_words)


def own_key_chart(lines: Sequence[DayLine]) -> Chart | None:
    """Return the chart of runs on own keys a day, or None where there are none."""
    if not any(line.own_key_runs for line in lines):
        return None
    return _chart(lines, lambda line: line.own_key_runs, _own_key_words)


def _chart(lines: Sequence[DayLine], value: Callable[[DayLine], int], words: Callable[[DayLine], str]) -> Chart:
    top = nice_top(max((value(line) for line in lines), default=0))
    slot = 100 / max(len(lines), 1)
    return Chart(
        bars=[
            _bar(line, value(line) / top, place=number * slot, slot=slot, words=words(line))
            for number, line in enumerate(lines)
        ],
        top=top,
        half=top // 2 or None,
        slot=_percent(slot),
    )


def _bar(line: DayLine, share: float, *, place: float, slot: float, words: str) -> Bar:
    height = max(100 * share, LEAST)
    return Bar(
        place=_percent(place),
        x=_percent(place + slot * (1 - BAR) / 2),
        width=_percent(slot * BAR),
        height=None if line.is_future else _percent(height),
        y=_percent(100 - height),
        words=words,
        is_zero=not share,
        is_today=line.is_today,
    )


def nice_top(most: int) -> int:
    """Return the least of 1, 2, 4, 6, 8, 10, 20, 30, … that is not below `most`.

    But for 1, its half is a whole number, too, which stands beside the middle line.
    """
    tops: Iterator[int] = (step * 10**power for power in count() for step in STEPS)
    return next(top for top in tops if top >= most and (top == 1 or top % 2 == 0))


def labels(lines: Sequence[DayLine]) -> list[Label]:
    """Return the dates to write below the plot: each week's first, and today."""
    slot = 100 / max(len(lines), 1)
    today = next((number for number, line in enumerate(lines) if line.is_today), None)
    return [
        Label(
            _percent((number + 0.5) * slot), _("Today") if number == today else _date(line.day, number), number == today
        )
        for number, line in enumerate(lines)
        if number == today or (number % WEEK == 0 and (today is None or abs(number - today) > CLEAR))
    ]


def _date(day: date, number: int) -> str:
    return date_format(day, "j M") if number == 0 or day.day < WEEK else str(day.day)


def _credits_words(line: DayLine) -> str:
    used = ngettext("%(count)d credit", "%(count)d credits", line.used) % {"count": line.used}
    runs = ngettext("%(count)d run", "%(count)d runs", line.runs) % {"count": line.runs}
    return _("%(day)s: %(used)s, %(runs)s") % {"day": date_format(line.day, "j F"), "used": used, "runs": runs}


def _own_key_words(line: DayLine) -> str:
    runs = ngettext("%(count)d own-key run", "%(count)d own-key runs", line.own_key_runs)
    return _("%(day)s: %(runs)s") % {"day": date_format(line.day, "j F"), "runs": runs % {"count": line.own_key_runs}}


def _percent(share: float) -> str:
    return f"{share:.3f}%"
