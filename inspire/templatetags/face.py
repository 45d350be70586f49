"""Tags for every page: icons, meters, times in the tenant's zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return one of our icons. It is decoration: the words beside it say what it means."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), name)


@register.inclusion_tag("partials/meter.html")
def meter_bar(*, used: int, held: int, allowance: int) -> dict[str, str]:
    """Return a bar of what is used and held of an allowance."""
    whole = max(allowance, 1)
    return {"used": f"{100 * used / whole:.2f}", "reached": f"{100 * (used + held) / whole:.2f}"}


def _zone(context: Context) -> ZoneInfo:
    tenant = getattr(context.get("request"), "tenant", None)
    return ZoneInfo(tenant.time_zone if tenant else "UTC")


@register.simple_tag(takes_context=True)
def exact(context: Context, moment: datetime) -> str:
    """Return a moment in the tenant's zone, with the zone's name."""
    local = timezone.localtime(moment, _zone(context))
    return f"{date_format(local, 'j F Y, H:i')} {local.tzname()}"


@register.simple_tag(takes_context=True)
def day(context: Context, moment: datetime) -> str:
    """Return a moment's day in the tenant's zone: 1 December."""
    return date_format(timezone.localtime(moment, _zone(context)), "j F")


@register.simple_tag(takes_context=True)
def ago(context: Context, moment: datetime) -> SafeString:
    """Return how long ago a moment was, with the exact time on hover."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact(context, moment), naturaltime(moment)
    )


@register.filter
def get(mapping: dict[str, Any] | None, key: str) -> Any:
    """Return a mapping's value for a key that is not a plain name, or None."""
    return (mapping or {}).get(key)
