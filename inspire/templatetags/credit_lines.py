"""The tag of the strip that tells admins on every page that credits run out."""

from typing import Any

from django import template
from django.template.context import Context

from credits.alert_rules import AT_LIMIT, line_reached
from inspire.context_processors import Frame
from tenants.models import Role

register = template.Library()


@register.inclusion_tag("partials/credits_strip.html", takes_context=True)
def credits_strip(context: Context) -> dict[str, Any]:
    """Return what the strip says: nothing below the lines, and nothing for those who are no admins.

    It stands on the meter that the frame shows already, so it costs no query.
    """
    frame: Frame | None = context.get("frame")
    if frame is None or frame.membership is None or frame.membership.role != Role.ADMIN or frame.meter is None:
        return {"line": None}
    meter = frame.meter
    line = line_reached(meter, warn_at=meter.warn_at, is_at_limit=meter.is_told_at_limit)
    percent = 100 * meter.used // max(meter.allowance, 1)
    is_out = line == AT_LIMIT
    return {"line": line, "is_out": is_out, "percent": percent, "meter": meter, "request": context["request"]}
