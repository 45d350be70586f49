"""Tags for pages about months of credits."""

from django import template

from credits.models import Period
from inspire.pages import months

register = template.Library()


@register.filter
def month_name(period: Period) -> str:
    """Return a month's name: November 2026, or its first and last day where it is no calendar month."""
    return months.name_of(period)


@register.filter
def percent_of(part: int, whole: int) -> int:
    """Return a part in whole percent of the whole, rounded to the nearest; 0 of nothing."""
    return round(100 * part / whole) if whole else 0
