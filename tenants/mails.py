"""Mails to people, and the local mailbox that a browser reads."""

import logging
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tenants.models import Invitation, Role, Tenant, User

log = logging.getLogger(__name__)


def admins_of(tenant: Tenant) -> list[str]:
    """Return the addresses of the tenant's admins who can sign in."""
    people = User.objects.filter(memberships__tenant=tenant, memberships__role=Role.ADMIN, is_active=True)
    return list(people.order_by("email").values_list("email", flat=True))


def deliver(template: str, context: dict[str, Any], *, to: list[str], reply_to: str = "") -> None:
    """Send one mail to everybody in `to`, if anybody is there. Raises OSError where the mail server fails.

    The template's first line is the subject; what follows is the body.
    """
    text = render_to_string(template, {**context, "public_url": settings.PUBLIC_URL})
    subject, _newline, body = text.strip().partition("\n")
    replies = [reply_to] if reply_to else None
    EmailMessage(" ".join(subject.split()), f"{body.strip()}\n", None, to, reply_to=replies).send()


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Mail an invitation's link; return whether the mail server took it."""
    subject = _("You are invited to %(tenant)s on Inspire") % {"tenant": invitation.tenant.name}
    body = render_to_string("tenants/email/invitation.txt", {"invitation": invitation, "link": link})
    try:
        send_mail(" ".join(subject.split()), body, None, [invitation.email])
    except (OSError, SMTPException) as error:
        log.warning("An invitation was not mailed: %s", error)
        return False
    return True


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that was written to a file instead of being sent."""

    sender: str
    to: str
    subject: str
    date: str
    text: str


def local_letters(*, limit: int = 50) -> list[Letter]:
    """Return the mails of local mode, newest first."""
    folder = Path(settings.LOCAL_MAIL_DIR)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    letters = [letter for file in files[:limit] for letter in reversed(_letters_in(file))]
    return letters[:limit]


def _letters_in(file: Path) -> list[Letter]:
    """Return the mails in one file of Django's file backend, which rules a line of 79 dashes after each."""
    texts = file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    return [_letter(text) for text in texts if text.strip()]


def _letter(text: bytes) -> Letter:
    message = message_from_bytes(text, policy=policy.default)
    body = message.get_body(("plain",))
    return Letter(
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        date=str(message["Date"]),
        text=body.get_content() if body else "",
    )
