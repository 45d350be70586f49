"""Numbers: with decimal point or comma, thousands, percent, a currency or a unit; (1,234) is negative."""

import polars as pl

from connectors.kinds.base import Kind, Reading
from connectors.kinds.measures import share

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "AUD", "CAD", "INR")
SIGN = rf"(?:[€$£¥₹]|{'|'.join(CURRENCIES)})"
UNIT = rf"(?:{SIGN}|%|[a-zA-Zµ°Ω][a-zA-Z0-9µ°²³/]{{0,5}})"
BEFORE = rf"^([+-]?)\s*({SIGN})\s*"
AFTER = rf"^(.*[\d.,])\s*({UNIT})$"
POINT = r"^[+-]?(?:\d{1,3}(?:[, ’']\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?$"
COMMA = r"^[+-]?(?:\d{1,3}(?:[. ’']\d{3})+|\d+)?(?:,\d+)?(?:[eE][+-]?\d{1,3})?$"
GROUPED = r"^[+-]?\d{1,3}(?:\.\d{3})+$"  # 1.234: one or a thousand?
LEADING_ZERO = r"^0\d"
LONGEST = 15  # digits that a float keeps
LOOKED_AT = 200
ENOUGH = 0.8


def read(texts: pl.Series, *, prefers_comma: bool = False) -> Reading | None:
    """Return the numbers of a column, or None if it holds something else. What does not fit is null."""
    if texts.is_empty() or texts.str.contains(LEADING_ZERO).all() or not looks_numeric(texts):
        return None
    plain = None if prefers_comma and is_grouped(texts) else read_plain(texts)
    return plain or read_dressed(texts, prefers_comma=prefers_comma)


def has_leading_zero(texts: pl.Series) -> bool:
    """Return whether any value begins as a code does, such as 0043."""
    return bool(texts.filter(texts.str.starts_with("0")).str.contains(LEADING_ZERO).any())


def looks_numeric(texts: pl.Series) -> bool:
    """Return whether most of the first values hold a digit and little else."""
    start = texts.head(LOOKED_AT)
    digits, letters = start.str.count_matches(r"\d"), start.str.count_matches(r"[A-Za-z]")
    return share((digits > 0) & (digits >= letters * 0.3)) >= ENOUGH


def is_grouped(texts: pl.Series) -> bool:
    """Return whether every value could be in thousands: 1.234."""
    return bool(texts.str.contains(GROUPED).all())


def read_plain(texts: pl.Series) -> Reading | None:
    """Return the numbers of a column that are written as programs write them, or None."""
    values = texts.cast(pl.Float64, strict=False)
    if values.null_count() or not values.is_finite().all():
        return None
    return as_integers(values, texts) or Reading(values, Kind.NUMBER, form="1234.5")


def as_integers(values: pl.Series, texts: pl.Series) -> Reading | None:
    """Return a column of whole numbers, or None."""
    whole = texts.cast(pl.Int64, strict=False)
    if whole.null_count():
        return None
    return Reading(whole, Kind.INTEGER, form="1234")


def read_dressed(texts: pl.Series, *, prefers_comma: bool) -> Reading | None:
    """Return the numbers of a column with signs, units or separators about them, or None."""
    bare, units = undress(texts)
    unit = only_unit(units)
    if unit is None:
        return None
    is_comma = writes_comma(bare, prefers_comma=prefers_comma)
    values = to_floats(bare, is_comma=is_comma)
    form = "1.234,5" if is_comma else "1,234.5"
    if not unit and (values.drop_nulls() % 1 == 0).all() and not values.is_empty():
        return Reading(values.cast(pl.Int64, strict=False), Kind.INTEGER, form=form)
    return Reading(values, kind_of(unit), unit=unit, form=form)


def undress(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the bare numbers, and what stood before or after each."""
    signed = texts.str.replace_all(r"[\u2212\u2013]", "-").str.replace(r"^\((.+)\)$", "-$1")
    before = signed.str.extract(BEFORE, 2)
    bare = signed.str.replace(BEFORE, "$1")
    after = bare.str.extract(AFTER, 2)
    return bare.str.replace(AFTER, "$1").str.strip_chars(), before.fill_null(after).fill_null("")


def only_unit(units: pl.Series) -> str | None:
    """Return the unit that all values share, "" for none, or None where they differ."""
    found = units.filter(units != "")
    if found.is_empty():
        return ""
    if found.n_unique() > 1 or len(found) < ENOUGH * len(units):
        return None
    return str(found[0])


def kind_of(unit: str) -> Kind:
    """Return the kind of number that has this unit."""
    if unit == "%":
        return Kind.PERCENT
    return Kind.CURRENCY if unit in CURRENCIES or unit in tuple("€$£¥₹") else Kind.NUMBER


def writes_comma(bare: pl.Series, *, prefers_comma: bool) -> bool:
    """Return whether the decimals stand after a comma; where both fit, as the file's separator suggests."""
    points, commas = bare.str.contains(POINT).sum(), bare.str.contains(COMMA).sum()
    return prefers_comma if points == commas else bool(commas > points)


def to_floats(bare: pl.Series, *, is_comma: bool) -> pl.Series:
    """Return bare numbers as floats; null where they are none."""
    fitting = bare.set(~bare.str.contains(COMMA if is_comma else POINT), None)
    thin = fitting.str.replace_all(r"[. ’']" if is_comma else r"[, ’']", "")
    pointed = thin.str.replace(",", ".", literal=True) if is_comma else thin
    return pointed.cast(pl.Float64, strict=False)
