"""Tags for results that follow others."""

from django import template
from django.utils.functional import Promise

from ai_ops.base import Json
from ai_ops.templatetags.theme import MODES

register = template.Library()


@register.filter
def changed_roles(former: Json, result: Json) -> list[tuple[str, str | Promise, list[tuple[str, str, str]]]]:
    """Return, for each mode that two themes share, the roles whose colour differs: role, before, after."""
    shared = [(mode, label) for mode, label in MODES if mode in former["modes"] and mode in result["modes"]]
    return [(mode, label, _changed(former["modes"][mode], result["modes"][mode])) for mode, label in shared]


def _changed(before: Json, after: Json) -> list[tuple[str, str, str]]:
    pairs = [(role, before["roles"].get(role, ""), colour) for role, colour in after["roles"].items()]
    return [(role, old, new) for role, old, new in pairs if old != new]
