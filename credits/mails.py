"""Mails about credits. A template's first line is the subject; what follows is the body."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from tenants.models import Role, Tenant, User

log = logging.getLogger(__name__)


def admins_of(tenant: Tenant) -> list[str]:
    """Return the addresses of the tenant's admins who can sign in."""
    people = User.objects.filter(memberships__tenant=tenant, memberships__role=Role.ADMIN, is_active=True)
    return list(people.order_by("email").values_list("email", flat=True))


def send(template: str, context: dict[str, Any], *, to: list[str], reply_to: str = "") -> bool:
    """Send one mail, and return whether the mail server took it. A server that is down raises nothing."""
    try:
        deliver(template, context, to=to, reply_to=reply_to)
    except OSError as error:  # SMTPException is one
        log.warning("A mail about credits was not sent: %s", type(error).__name__)
        return False
    return bool(to)


def deliver(template: str, context: dict[str, Any], *, to: list[str], reply_to: str = "") -> None:
    """Send one mail to everybody in `to`, if anybody is there. Raises OSError where the mail server fails."""
    text = render_to_string(template, {**context, "public_url": settings.PUBLIC_URL})
    subject, _newline, body = text.strip().partition("\n")
    replies = [reply_to] if reply_to else None
    EmailMessage(" ".join(subject.split()), f"{body.strip()}\n", None, to, reply_to=replies).send()
