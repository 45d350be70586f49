"""Tags for the statement: signed credits, months and ranges of days in words."""

from calendar import monthrange
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms import BoundField, Form
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from credits.models import Period
from credits.statement_totals import MonthSum
from inspire.pages.statement_rows import Text, operation_label
from tenants.ranges import DayRange

register = template.Library()

MINUS: Final = "\N{MINUS SIGN}"


@register.filter
def signed(credits: int) -> str:
    """Return credits with their sign: +100, a minus before 5, 0."""
    sign = "+" if credits > 0 else MINUS if credits < 0 else ""
    return f"{sign}{intcomma(abs(credits))}"


@register.filter
def taken(credits: int) -> str:
    """Return credits that were taken, with their sign: a minus before 5, 0."""
    return signed(-credits)


@register.simple_tag(takes_context=True)
def short(context: Context, moment: datetime) -> str:
    """Return a moment in the tenant's zone, short: 24 Nov, 09:30."""
    tenant = context["request"].tenant
    return date_format(moment.astimezone(ZoneInfo(tenant.time_zone)), "j M, H:i")


@register.filter
def iso_day(day: date) -> str:
    """Return a day as an address holds it: 2026-11-24."""
    return day.isoformat()


@register.filter
def field(form: Form, name: str) -> BoundField:
    """Return a form's field by its name."""
    return form[name]


@register.filter
def words(text: str) -> list[str]:
    """Return a text's words, to go through them."""
    return text.split()


@register.filter
def month_label(month: Period | MonthSum) -> str:
    """Return a month in words: November 2026, or its first and last day where it is no calendar month."""
    first, last = month.first_day, month.last_day
    if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        return date_format(first, "F Y")
    return days_label(DayRange(first, last))


@register.filter
def days_label(days: DayRange) -> str:
    """Return a range of days in words: 3 to 9 November 2026."""
    first, last = (date_format(each, "j F Y") if each else "" for each in (days.first, days.last))
    if first and last:
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s") % {"first": first}
    return _("until %(last)s") % {"last": last} if last else _("from the beginning")


@register.filter
def operation_name(slug: str) -> Text:
    """Return an operation's label, or its slug where it is no longer built in."""
    return operation_label(slug)
