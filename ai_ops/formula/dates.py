"""The function that writes dates as the reader's language does (CLDR, through Babel)."""

import re
from datetime import date, datetime

from babel import dates as written

from ai_ops.formula.errors import ReasonError
from ai_ops.formula.function import DATE, TEXT, Function
from ai_ops.formula.regions import Region
from ai_ops.formula.values import Type

FORMS = ("short", "medium", "long", "full")
DAY_SIGNS = ("yyyy", "yy", "MMMM", "MMM", "MM", "M", "dd", "d", "EEEE", "EEE")
TIME_SIGNS = ("HH", "H", "hh", "h", "mm", "ss", "a")
LONGEST_PATTERN = 40
LETTERS = re.compile(r"([A-Za-z])\1*")


def format_date(region: Region, moment: date, pattern: str = "medium") -> str:
    """Write a date or a time by a form of the language or by a pattern such as "d MMMM yyyy". Raises ReasonError."""
    if pattern in FORMS:
        return written.format_date(_local(moment, region), pattern, region.locale)
    if pattern == "time":
        return written.format_time(_with_time(moment, region), "short", locale=region.locale)
    signs = {found.group() for found in LETTERS.finditer(pattern)}
    _check(pattern, signs)
    local = _with_time(moment, region) if signs & {*TIME_SIGNS} else _local(moment, region)
    return written.parse_pattern(pattern).apply(local, region.locale)


def _check(pattern: str, signs: set[str]) -> None:
    if not signs or "'" in pattern or len(pattern) > LONGEST_PATTERN or not signs <= {*DAY_SIGNS, *TIME_SIGNS}:
        raise ReasonError(
            'the pattern is none of a date; write "short", "medium", "long", "full" or "time", '
            f"or put together {', '.join(DAY_SIGNS + TIME_SIGNS)}"
        )


def _with_time(moment: date, region: Region) -> datetime:
    if not isinstance(moment, datetime):
        raise ReasonError("the pattern asks for a time, and the date has none")
    return _local(moment, region)


def _local[Moment: date](moment: Moment, region: Region) -> Moment:
    """Return a moment as the reader's clock shows it; one without a zone is shown as it is."""
    if isinstance(moment, datetime) and moment.tzinfo:
        return moment.astimezone(region.zone).replace(tzinfo=None)
    return moment


FUNCTIONS = (
    Function(
        signature="formatDate(date, pattern?)",
        takes=(DATE, TEXT),
        gives=Type.TEXT,
        apply=format_date,
        needs=1,
        most=2,
        is_local=True,
    ),
)
