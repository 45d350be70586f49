"""How values are written: by their kind, or by a format of a binding. British English."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from babel.numbers import get_currency_symbol, list_currencies

from ai_ops.components.base import NUMBERS, TIMES, Value
from ai_ops.drawing.texts import shown
from ai_ops.formula import dates, formats
from ai_ops.formula.errors import ReasonError
from ai_ops.formula.regions import Region
from ai_ops.layouts.errors import BindingError
from connectors.kinds.base import Kind

REGION: Final = Region()
MONTHS: Final = REGION.locale.months["format"]["abbreviated"]
MISSING: Final = "–"
WORDS: Final = {"integer": "#,##0", "decimal": "#,##0.0", "percent": "0%"}
COMPACT: Final = "compact"
ABOUT: Final = (
    '"" (by the kind), "integer", "decimal", "percent", "compact", a pattern such as "#,##0.00" or "0.0%", '
    'a currency such as "EUR", or for dates "short", "medium", "long", "full", "time" or a pattern such as "d MMM yyyy"'
)
"""What a binding's format may be, for a model and for people."""
SIGNS: Final = frozenset("€$£¥₹₩₽₺₴₪")
MINUS: Final = "\N{MINUS SIGN}"
MOST_DECIMALS: Final = 6
DIGITS: Final = 4
DIGITS_OF_MEANS: Final = 3
LARGE: Final = 1e15
SMALL: Final = 1e-6
SIZES: Final = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
LONGEST_TEXT: Final = 500
_SAMPLES: Final[dict[bool, Value]] = {True: datetime(2026, 3, 1, 14, 5), False: 1234.5}  # noqa: DTZ001 - shown as it is


def check_format(form: str, kind: Kind) -> None:
    """Refuse a format that values of a kind cannot be written by. Raises BindingError."""
    if not form:
        return
    if kind not in NUMBERS | TIMES:
        raise BindingError(
            f"The format “{shown(form)[:40]}” is for numbers or dates. Leave it empty.", code="bad_format"
        )
    sample = date(2026, 3, 1) if kind is Kind.DATE else _SAMPLES[kind in TIMES]
    _formatted(sample, form, kind=kind, unit="")


def texts(
    values: Sequence[Value], kind: Kind, *, unit: str = "", form: str = "", digits: int = DIGITS
) -> tuple[str, ...]:
    """Return values as people read them; a missing one is a dash. Raises BindingError for a format that does not fit.

    Without a format the numbers of one column have equally many decimals, so that the largest has so many
    digits at most where it has decimals, and dates have times where one has.
    """
    write = (
        _writer(values, kind, unit, digits)
        if not form
        else (lambda value: _formatted(value, form, kind=kind, unit=unit))
    )
    return tuple(MISSING if each is None else write(each) for each in values)


def _writer(values: Sequence[Value], kind: Kind, unit: str, digits: int) -> Callable[[Any], str]:
    if kind in NUMBERS:
        decimals = _decimals([float(each) for each in values if isinstance(each, int | float)], kind, digits)
        return lambda value: dressed(number(value, decimals), unit)
    if kind in TIMES:
        has_times = any(isinstance(each, datetime) and each.time() != time.min for each in values)
        return lambda value: _moment(value, has_times=has_times)
    return _words


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return shown(str(value)[:LONGEST_TEXT])


def _moment(value: date, *, has_times: bool) -> str:
    """Return a moment as "d MMM yyyy" and "HH:mm" write it; thousands of them have to be quick."""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(REGION.zone)
    day = f"{value.day} {MONTHS[value.month]} {value.year}"
    return f"{day}, {value:%H:%M}" if has_times and isinstance(value, datetime) else day


def _decimals(numbers: Sequence[float], kind: Kind, digits: int = DIGITS) -> int:
    """Return how many decimals a column needs: as many as its values have, of the largest so many digits."""
    largest = max((abs(each) for each in numbers), default=0.0)
    needed = max((_decimals_of(each) for each in numbers), default=0)
    if not needed or not largest:
        return 0
    if kind is Kind.CURRENCY and largest < 10**DIGITS:
        return 2
    return min(needed, max(0, digits - 1 - math.floor(math.log10(largest))), MOST_DECIMALS)


def _decimals_of(value: float) -> int:
    if not math.isfinite(value) or abs(value) >= LARGE:
        return 0
    return len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


def number(value: float, decimals: int) -> str:
    """Return a number with so many decimals: 1,234.50, and a minus that is one."""
    is_odd = value and not SMALL <= abs(value) < LARGE
    text = f"{value:.3g}" if is_odd else f"{value:,.{decimals}f}"
    return text.replace("-", MINUS) if text.strip("-0.,") else text.removeprefix("-")


def dressed(text: str, unit: str) -> str:
    """Return a number with its unit: €12.50, 12%, 3 kg, EUR 5."""
    unit = _unit(unit)
    if unit in SIGNS:
        return f"{MINUS}{unit}{text[1:]}" if text.startswith(MINUS) else f"{unit}{text}"
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".strip()


_unit = lru_cache(maxsize=1_000)(shown)  # the same few, for each of many values


def _formatted(value: Value, form: str, *, kind: Kind, unit: str) -> str:
    try:
        return _by(value, form, kind=kind, unit=unit)
    except (ReasonError, ValueError, ArithmeticError):
        raise BindingError(
            f"The format “{shown(form)[:40]}” does not fit {'dates' if kind in TIMES else 'numbers'}. Use {ABOUT}.",
            code="bad_format",
        ) from None


def _by(value: Any, form: str, *, kind: Kind, unit: str) -> str:
    if isinstance(value, date):
        return dates.format_date(REGION, value, form)
    if form == COMPACT:
        return dressed(compact(float(value)), unit)
    if form.upper() in list_currencies():
        return formats.currency(REGION, Decimal(str(value)), form).replace("-", MINUS)
    pattern, scale = WORDS.get(form, form), 1
    if pattern.endswith("%"):
        unit, scale = "", 100 if kind is Kind.PERCENT else 1
    written = formats.format_(REGION, Decimal(str(value)) / scale, pattern)
    return dressed(written.replace("-", MINUS), unit)


def compact(value: float) -> str:
    """Return a number in few signs: 1.2M, 950, 12.4k."""
    size, sign = next(((size, sign) for size, sign in SIZES if abs(value) >= size * 0.9995), (1.0, ""))
    text = number(value / size, 1 if sign else min(_decimals([value], Kind.NUMBER), 2))
    return f"{text.removesuffix('.0')}{sign}"


def unit_after(form: str, unit: str, *, kind: Kind) -> str:
    """Return the unit that values have beside texts that a format has written: of a share as a percentage, none."""
    if form and form.upper() in list_currencies():
        return str(get_currency_symbol(form.upper(), REGION.locale))
    if WORDS.get(form, form).endswith("%") and kind is not Kind.PERCENT:
        return ""
    return unit
