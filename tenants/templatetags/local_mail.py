"""Say whether mails are read in the browser."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def local_mailbox() -> bool:
    """Say whether this installation keeps its mails at /mail/ instead of sending them."""
    return bool(settings.HAS_LOCAL_MAILBOX)
