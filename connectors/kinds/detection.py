"""The kind of each column: detected, or as the caller corrected it."""

from collections.abc import Callable

import polars as pl

from connectors.kinds import numbers, times
from connectors.kinds.base import Field, Kind, Reading
from connectors.kinds.measures import longest

MISSING = ("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "–", "—", "?", ".", "undefined", "(null)")
YES, NO = ("true", "yes", "y", "t"), ("false", "no", "n", "f")
ENOUGH = 0.95
"""The share of filled cells that must fit a kind; the others become missing, and are counted."""

FEW = 20
FEWEST_IDS = 10
LONGEST_ID = 40
UNMISTAKABLE = 19_000_000  # below it, a number is neither a day such as 20260131 nor seconds since 1970


def detect(name: str, texts: pl.Series, *, prefers_comma: bool = False) -> tuple[Field, pl.Series]:
    """Return the field that a column of texts is, and its values."""
    plain = read_plain(texts, prefers_comma=prefers_comma)
    if plain is not None:
        return Field(name, plain.kind, form=plain.form), plain.values.alias(name)
    clean = tidy(texts)
    filled = clean.drop_nulls()
    readings = (read_boolean, lambda each: read_number(each, prefers_comma=prefers_comma), times.read)
    for read in readings:
        found = read(filled)
        if found is not None and fits(found.values, len(filled)):
            return placed(name, clean, found)
    return Field(name, kind_of_words(filled, len(clean))), clean


def convert(name: str, texts: pl.Series, kind: Kind, *, prefers_comma: bool = False) -> tuple[Field, pl.Series]:
    """Return the field that the caller says a column is, and its values; what does not fit is missing."""
    clean = tidy(texts)
    filled = clean.drop_nulls()
    if kind not in READERS:
        return Field(name, kind), clean
    found = READERS[kind](filled, prefers_comma)
    if found is None:
        return placed(name, clean, Reading(pl.Series([None] * len(filled), dtype=EMPTY.get(kind, pl.Float64())), kind))
    return placed(name, clean, Reading(found.values, kind, unit=found.unit, form=found.form))


def tidy(texts: pl.Series) -> pl.Series:
    """Return texts without space about them, and null for the words that mean "nothing"."""
    clean = texts.str.strip_chars(" \t\r\n\u00a0\ufeff").str.replace_all("\u00a0|\u202f", " ")
    return clean.set(clean.str.to_lowercase().is_in(MISSING), None)


def placed(name: str, clean: pl.Series, found: Reading) -> tuple[Field, pl.Series]:
    """Return the field, and its values put back among the missing ones."""
    places = clean.is_not_null().arg_true()
    values = (
        pl.Series(name, [None], dtype=found.values.dtype).new_from_index(0, len(clean)).scatter(places, found.values)
    )
    return Field(name, found.kind, found.unit, found.form, unread=found.values.null_count()), values.alias(name)


def fits(values: pl.Series, count: int) -> bool:
    """Return whether enough of the filled cells could be read, and at least one."""
    return len(values) - values.null_count() >= max(1, ENOUGH * count)


def read_plain(texts: pl.Series, *, prefers_comma: bool) -> Reading | None:
    """Return a column of numbers as programs write them, the usual case and the quickest; else None."""
    values = texts.cast(pl.Float64, strict=False)
    filled = values.drop_nulls()
    count = len(texts) - int((texts.fill_null("") == "").sum())
    if filled.is_empty() or len(filled) < count or not filled.is_finite().all() or prefers_comma:
        return None
    if filled.abs().to_numpy().max() > UNMISTAKABLE or numbers.has_leading_zero(texts):
        return None
    whole = texts.cast(pl.Int64, strict=False)
    if whole.null_count() == values.null_count():
        return Reading(whole, Kind.INTEGER, form="1234")
    return Reading(values, Kind.NUMBER, form="1234.5")


def read_boolean(texts: pl.Series) -> Reading | None:
    """Return a column of yes and no, or None."""
    if longest(texts.head(FEW)) not in range(1, 6):
        return None
    low = texts.str.to_lowercase()
    return Reading(low.is_in(YES), Kind.BOOLEAN, form="yes or no") if low.is_in((*YES, *NO)).all() else None


def read_number(texts: pl.Series, *, prefers_comma: bool = False) -> Reading | None:
    """Return a column of numbers, or of the moments that whole numbers stand for, or None."""
    found = numbers.read(texts, prefers_comma=prefers_comma)
    if found is None or found.kind != Kind.INTEGER or found.values.null_count():
        return found
    if longest(texts) > numbers.LONGEST and times.from_numbers(found.values) is None:
        return None  # an account's number, not an amount
    return times.from_numbers(found.values) or found


def kind_of_words(filled: pl.Series, count: int) -> Kind:
    """Return what kind of words a column holds: names of things, categories, or text."""
    if len(filled) and filled.str.contains(numbers.LEADING_ZERO).all():
        return Kind.ID
    distinct = filled.n_unique()
    if distinct == len(filled) == count and count >= FEWEST_IDS:
        is_short = longest(filled) <= LONGEST_ID
        return Kind.ID if is_short and not filled.str.contains(r"\s").any() else Kind.TEXT
    is_few = distinct <= max(FEW, count // 20) and distinct <= max(1, count // 2)
    return Kind.CATEGORY if is_few else Kind.TEXT


def _numbers(texts: pl.Series, prefers_comma: bool) -> Reading | None:  # noqa: FBT001 - one of READERS
    found = numbers.read_plain(texts) or numbers.read_dressed(texts, prefers_comma=prefers_comma)
    return found and Reading(found.values.cast(pl.Float64), found.kind, unit=found.unit, form=found.form)


def _integers(texts: pl.Series, prefers_comma: bool) -> Reading | None:  # noqa: FBT001 - one of READERS
    found = _numbers(texts, prefers_comma)
    if found is None:
        return None
    whole = found.values.set(found.values % 1 != 0, None).cast(pl.Int64, strict=False)
    return Reading(whole, Kind.INTEGER, form=found.form)


def _times(texts: pl.Series, prefers_comma: bool) -> Reading | None:  # noqa: FBT001 - one of READERS
    numbers_found = texts.cast(pl.Int64, strict=False)
    found = times.read(texts) if numbers_found.null_count() else times.from_numbers(numbers_found)
    return found and Reading(found.values.cast(pl.Datetime("us")), Kind.TIME, form=found.form)


def _dates(texts: pl.Series, prefers_comma: bool) -> Reading | None:  # noqa: FBT001 - one of READERS
    found = _times(texts, prefers_comma)
    return found and Reading(found.values.cast(pl.Date), Kind.DATE, form=found.form)


def _booleans(texts: pl.Series, prefers_comma: bool) -> Reading | None:  # noqa: FBT001 - one of READERS
    low = texts.str.to_lowercase()
    yes, no = low.is_in((*YES, "1")), low.is_in((*NO, "0"))
    return Reading(yes.set(~(yes | no), None), Kind.BOOLEAN, form="yes or no")


EMPTY: dict[Kind, pl.DataType] = {
    Kind.DATE: pl.Date(),
    Kind.TIME: pl.Datetime("us"),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.INTEGER: pl.Int64(),
}
READERS: dict[Kind, Callable[[pl.Series, bool], Reading | None]] = {
    **dict.fromkeys((Kind.NUMBER, Kind.PERCENT, Kind.CURRENCY), _numbers),
    Kind.INTEGER: _integers,
    Kind.DATE: _dates,
    Kind.TIME: _times,
    Kind.BOOLEAN: _booleans,
}
