"""Dates and times: ISO 8601 and the forms in common use, months, quarters, and seconds since 1970."""

from collections.abc import Iterator

import polars as pl

from connectors.kinds.base import Kind, Reading
from connectors.kinds.measures import longest, share

CLOCK = (
    r"[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?"
    r"\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)?$"
)
ISO = tuple(f"%Y-%m-%d{between}%H:%M{seconds}" for between in " T" for seconds in ("", ":%S", ":%S%.f"))
DAYS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d.%m.%y"),
    *("%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%d-%m-%Y", "%m-%d-%Y"),
    *("%b %d %Y", "%b %d, %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%b-%y"),
    *("%a %b %d %Y", "%a, %d %b %Y", "%a %d %b %Y", "%A, %B %d, %Y"),
)
COMPACT = "%Y%m%d"
MONTHS = ("%Y-%m", "%Y/%m", "%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%m/%Y")
QUARTER = r"^(\d{4})[- ]?Q([1-4])$"
LOOKED_AT = 100
LONGEST = 50  # characters that a date takes
ENOUGH = 0.95
EARLIEST, LATEST = 946_684_800, 2_208_988_800  # 2000 to 2040, in seconds since 1970
SCALES = {"s": 1, "ms": 1_000}
FEWEST = 3
MICROSECONDS = 1_000_000


def read(texts: pl.Series) -> Reading | None:
    """Return the dates or times of a column, or None if it holds something else. What does not fit is null."""
    start = texts.head(LOOKED_AT)
    if start.is_empty() or longest(start) > LONGEST or share(start.str.contains(r"\d")) < 1:
        return None
    if share(start.str.contains(CLOCK)) >= ENOUGH:
        return read_times(texts)
    return read_days(texts) or read_months(texts) or read_quarters(texts)


def read_times(texts: pl.Series) -> Reading | None:
    """Return the moments of texts with a clock time, in UTC where an offset is given."""
    quick = next(
        (found for form in ISO if (found := texts.str.to_datetime(form, strict=False)).null_count() == 0), None
    )
    if quick is not None:
        return Reading(quick.cast(pl.Datetime("us")), Kind.TIME, form="%Y-%m-%d and time")
    days = read_days(texts.str.replace(CLOCK, ""))
    if days is None:
        return None
    moments = days.values.cast(pl.Datetime("us")) + clock(texts)
    return Reading(moments, Kind.TIME, form=f"{days.form} and time")


def clock(texts: pl.Series) -> pl.Series:
    """Return the time of day of each text as a duration, less its offset from UTC."""
    hour, minute, second, fraction, half, _, sign, ahead, more = (
        texts.str.extract(CLOCK, part) for part in range(1, 10)
    )
    hours = hour.cast(pl.Int64, strict=False)
    is_half = half.is_not_null()
    hours = hours.zip_with(~is_half, hours % 12 + half.str.to_lowercase().eq_missing("pm").cast(pl.Int64) * 12)
    seconds = (hours * 60 + whole(minute)) * 60 + whole(second)
    offset = (whole(ahead) * 60 + whole(more)) * 60
    offset = offset.zip_with(~sign.eq_missing("-"), -offset)
    micro = whole(fraction.fill_null("").str.pad_end(6, "0").str.head(6))
    return ((seconds - offset) * MICROSECONDS + micro).cast(pl.Duration("us"))


def whole(texts: pl.Series) -> pl.Series:
    """Return texts as whole numbers, 0 where there is none."""
    return texts.cast(pl.Int64, strict=False).fill_null(0)


def read_days(texts: pl.Series) -> Reading | None:
    """Return the dates of a column in the one form that fits, or None."""
    start = texts.head(LOOKED_AT)
    fitting = [form for form in DAYS if fits(start.str.to_date(form, strict=False))]
    found = [(form, texts.str.to_date(form, strict=False)) for form in fitting]
    found = [(form, values) for form, values in found if fits(values)]
    if not found:
        return None
    form, values = max(found, key=lambda each: (round(1 - share_of_nulls(each[1]), 3), order(each[1])))
    return Reading(values, Kind.DATE, form=form)


def read_months(texts: pl.Series) -> Reading | None:
    """Return the first days of months, or None."""
    for form in MONTHS:
        if fits((texts.head(LOOKED_AT) + " 01").str.to_date(f"{form} %d", strict=False)):
            values = (texts + " 01").str.to_date(f"{form} %d", strict=False)
            return Reading(values, Kind.DATE, form=form) if fits(values) else None
    return None


def read_quarters(texts: pl.Series) -> Reading | None:
    """Return the first days of quarters, or None."""
    if share(texts.str.contains(QUARTER)) < ENOUGH:
        return None
    months = (texts.str.extract(QUARTER, 2).cast(pl.Int64, strict=False) - 1) * 3 + 1
    days = texts.str.extract(QUARTER, 1) + "-" + months.cast(pl.String).str.zfill(2) + "-01"
    return Reading(days.str.to_date("%Y-%m-%d", strict=False), Kind.DATE, form="%Y-Q")


def from_numbers(values: pl.Series) -> Reading | None:
    """Return the moments that whole numbers stand for: days such as 20260131, or rising seconds since 1970."""
    if len(values) < FEWEST:
        return None
    whole_numbers = values.to_numpy()
    lowest, highest = int(whole_numbers.min()), int(whole_numbers.max())
    if lowest >= 19_000_101 and highest <= 21_001_231:  # noqa: PLR2004 - days as numbers
        days = values.cast(pl.String).str.to_date(COMPACT, strict=False)
        return None if days.null_count() else Reading(days, Kind.DATE, form=COMPACT)
    return next(epochs(values, lowest, highest), None)


def epochs(values: pl.Series, lowest: int, highest: int) -> Iterator[Reading]:
    """Yield the reading as seconds or milliseconds since 1970, if the numbers rise through such times."""
    for unit, scale in SCALES.items():
        if lowest >= EARLIEST * scale and highest <= LATEST * scale and values.is_sorted() and values.n_unique() > 1:
            micro = values * (MICROSECONDS // scale)
            yield Reading(micro.cast(pl.Datetime("us")), Kind.TIME, form=f"{unit} since 1970")


def fits(values: pl.Series) -> bool:
    """Return whether nearly all texts could be read, and as years that data is about."""
    years = values.drop_nulls().dt.year()
    return share_of_nulls(values) <= 1 - ENOUGH and bool(((years >= 1000) & (years < 2200)).all())  # noqa: PLR2004


def share_of_nulls(values: pl.Series) -> float:
    """Return how many of the values are missing, 0 to 1."""
    return values.null_count() / max(len(values), 1)


def order(values: pl.Series) -> float:
    """Return how much a column runs one way, as a log's dates do; of two readings the orderly one is right."""
    steps = values.drop_nulls().diff().drop_nulls().dt.total_days()
    if steps.is_empty():
        return 0.0
    return round(max(share(steps >= 0), share(steps <= 0)), 3)
