"""Numbers and moments as a reader sees them: 1,234.5 kg, €12.50, 27 April 2015."""

import math
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUS: Final = "\N{MINUS SIGN}"
DIGITS: Final = 4
LONG: Final = 1e15
"""From here on, and below its inverse, a number is written with a power of ten."""
CURRENCIES: Final = "€£$¥₹₩₽₺₴₪"
MONTHLY: Final = ("month", "quarter")
SPANS: Final = ((86_400, 2), (3600, 2), (60, 2), (1, 0))


def number(value: float) -> str:
    """Return a number with four digits, or all of a whole one: 1,234, 0.0123, minus 5."""
    if value and not 1 / LONG < abs(value) < LONG:
        return f"{value:.3g}".replace("-", MINUS) if math.isfinite(value) else _("no number")
    if value == int(value):
        return f"{value:,.0f}".replace("-", MINUS)
    decimals = max(DIGITS - 1 - math.floor(math.log10(abs(value))), 0)
    text = f"{value:,.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def with_unit(value: float, unit: str) -> str:
    """Return a number with its unit, a currency before it: €12.50, 12 %, 1 row."""
    if unit and unit in CURRENCIES:
        return f"{MINUS if value < 0 else ''}{unit}{money(abs(value))}"
    if unit in {"rows", "steps"}:
        words = ngettext("%(count)s row", "%(count)s rows", round(value))
        return (words if unit == "rows" else ngettext("%(count)s step", "%(count)s steps", round(value))) % {
            "count": number(value)
        }
    return f"{number(round(value, 1) if unit == '%' and abs(value) >= 1 else value)} {unit}".strip()


def money(value: float) -> str:
    """Return an amount of money with pence where it is small and not whole."""
    return f"{value:,.2f}" if value != int(value) and value < 10**DIGITS else number(value)


def moment(text: str, *, step: str = "") -> str:
    """Return an ISO 8601 moment in words, as exact as the data's `step` is ("month", "year", …).

    What is no moment, such as a row's number, is returned as it is.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    if step == "year":
        return date_format(found, "Y")
    if step in MONTHLY and found.day == 1:
        return date_format(found, "F Y")
    return date_format(found, "j F Y, H:i" if "T" in text else "j F Y")


def short_span(since: str, until: str, *, step: str = "") -> str:
    """Return a span of time in few words, as exact as the data's `step` is: 23 Jul – 8 Sep 2012."""
    first, last = datetime.fromisoformat(since), datetime.fromisoformat(until)
    form = "Y" if step == "year" else "M Y" if step in MONTHLY else "j M Y"
    end = date_format(last, form)
    if first.date() == last.date():
        return f"{end}, {_hours(first, last)}" if "T" in since + until else end
    return _joined(date_format(first, form.removesuffix(" Y") if first.year == last.year else form), end)


def _hours(first: datetime, last: datetime) -> str:
    return _joined(date_format(first, "H:i"), date_format(last, "H:i"))


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def duration(seconds: float) -> str:
    """Return a span of time in the largest unit that it fills twice: 2 hours, 90 seconds."""
    size = next((size for size, least in SPANS if seconds >= least * size), 1)
    count = seconds / size
    words = {
        86_400: ngettext("%(count)s day", "%(count)s days", math.ceil(count)),
        3600: ngettext("%(count)s hour", "%(count)s hours", math.ceil(count)),
        60: ngettext("%(count)s minute", "%(count)s minutes", math.ceil(count)),
        1: ngettext("%(count)s second", "%(count)s seconds", math.ceil(count)),
    }
    return words[size] % {"count": number(round(count, 1))}
