"""Mails about people, and the local mailbox that a browser reads."""

import logging
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tenants.models import Invitation

log = logging.getLogger(__name__)


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
