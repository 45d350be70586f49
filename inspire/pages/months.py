"""Which month of an account a page shows, and what its neighbours are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from credits.models import Period
from credits.queries import History

OVERVIEW: Final = 12
WANTED: Final = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True, slots=True)
class Choice:
    """The month that is shown, the ones beside it, and the last twelve."""

    shown: Period
    is_current: bool
    older: Period | None
    newer: Period | None
    overview: Sequence[Period]


def choose(history: History, wanted: str) -> Choice:
    """Return the month whose first day is `wanted`, such as 2026-11-01 or 2026-11; the current one for "".

    Of several that start in one calendar month, as after a change of the reset day, it is the
    newest. Raises Http404 where there is none.
    """
    periods = history.periods
    shown = _find(periods, wanted) if wanted else history.current
    place = periods.index(shown)
    return Choice(
        shown=shown,
        is_current=shown == history.current,
        older=periods[place + 1] if place + 1 < len(periods) else None,
        newer=periods[place - 1] if place else None,
        overview=periods[:OVERVIEW],
    )


def _find(periods: Sequence[Period], wanted: str) -> Period:
    if WANTED.fullmatch(wanted):
        for period in periods:
            if period.first_day.isoformat().startswith(wanted):
                return period
    raise Http404


def name_of(period: Period) -> str:
    """Return a month's name: November 2026, or its first and last day where it is no calendar month."""
    first, last = period.first_day, period.last_day
    after = last + timedelta(days=1)
    if (first.day, after.day) == (1, 1) and first.month == last.month:
        return date_format(first, "F Y")
    begins = date_format(first, "j F" if first.year == last.year else "j F Y")
    return _("%(first)s to %(last)s") % {"first": begins, "last": date_format(last, "j F Y")}
