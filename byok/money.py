"""Amounts of US dollars as they are written."""

from typing import Final

from django.utils.translation import gettext as _

CENT: Final = 10_000
"""In microdollars, which are millionths of a US dollar."""


def of_cents(cents: int) -> str:
    """Return an amount of cents: $1,250.00."""
    return f"${cents // 100:,}.{cents % 100:02}"


def of_microdollars(microdollars: int) -> str:
    """Return an amount to the nearest cent: $1,250.00; what is less than a cent and not nothing is called so."""
    if 0 < microdollars < CENT:
        return _("less than %(cent)s") % {"cent": of_cents(1)}
    return of_cents((microdollars + CENT // 2) // CENT)
