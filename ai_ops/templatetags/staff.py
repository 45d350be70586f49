"""What staff must see at once in the admin: dead keys of the operator's, and standard models that end."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from ai_ops.admin import key_words, retiring
from byok.models import KeyState, PlatformKey

register = template.Library()


@register.inclusion_tag("admin/staff_notices.html", takes_context=True)
def staff_notices(context: dict[str, Any]) -> dict[str, Any]:
    """Show what those who may see it should mend: two queries at most."""
    user = context["request"].user
    may_see_keys = user.has_perm("byok.view_platformkey")
    may_see_models = user.has_perm("ai_ops.view_modelchoice")
    return {
        "keys": _failing() if may_see_keys else [],
        "missing": key_words.missing() if may_see_keys and not settings.IS_LOCAL else [],
        "lines": retiring.standard_lines(at=timezone.now()) if may_see_models else [],
    }


def _failing() -> list[dict[str, Any]]:
    """Return the operator's keys that are refused or out of money, with what mends them."""
    rows = PlatformKey.objects.filter(state__in=(KeyState.REFUSED, KeyState.LIMITED)).order_by("provider")
    return [
        {"key": key, "provider": key_words.label_of(key.provider), "why": key_words.why(key, key.provider)}
        for key in rows
    ]
