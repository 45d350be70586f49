"""How allauth behaves here: sign-up is closed, failures are written down, second factors are sealed."""

import base64
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants import audit
from tenants.models import User
from vault import sealing
from vault.errors import VaultError

log = logging.getLogger(__name__)

MFA_PLACE = b"mfa"  # allauth's hooks do not say whose secret it is, so the place is the same for all


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed; a mail server that is down is said, not a crash."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address and the password do not belong together. Check both."),
        "too_many_login_attempts": _(
            "There were too many failed sign-ins. Wait five minutes and try again, or reset your password."
        ),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the failure down. What was typed is not kept: it may be a password in the wrong field."""
        user = User.objects.filter(email=credentials.get("email", "").lower()).first()
        audit.record("person.sign_in_failed", person=user, request=request, detail={"is_known": user is not None})

    def forgive_failures(self, request: HttpRequest, user: User) -> None:
        """Forget failed sign-ins after a reset, so that the new password works at once."""
        key = self._get_login_attempts_cache_key(request, email=user.email)
        ratelimit.clear(request, action="login_failed", key=key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.warning("A mail was not sent: %s", error)
            messages.error(
                self.request, _("The mail could not be sent, because the mail server does not answer. Try again later.")
            )


class MFAAdapter(DefaultMFAAdapter):
    """Second factors, sealed by the vault."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or was used already. Enter the next one that your app shows."),
        "cannot_open": _("Your second factor cannot be read. Ask the operator's staff to remove it, then add it anew."),
    }

    def encrypt(self, text: str) -> str:
        sealed = sealing.seal(text.encode(), associated=MFA_PLACE)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return sealing.open(base64.b64decode(encrypted_text), associated=MFA_PLACE).decode()
        except VaultError as error:
            log.exception("A second factor does not open")
            raise self.validation_error("cannot_open") from error
