"""Write down what allauth tells by signals only: sign-ins, passwords and second factors."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.dispatch import receiver
from django.http import HttpRequest

from tenants import audit
from tenants.adapters import AccountAdapter
from tenants.models import User


@receiver(account_signals.user_logged_in)
def record_sign_in(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """Write down a sign-in, after the second factor if there is one."""
    audit.record("person.signed_in", person=user, request=request)


@receiver(account_signals.password_changed)
@receiver(account_signals.password_set)
def record_password_change(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """Write down that a person changed the password."""
    audit.record("person.password_changed", person=user, request=request)


@receiver(account_signals.password_reset)
def record_password_reset(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """Write down a reset, and let the new password sign in at once."""
    audit.record("person.password_reset", person=user, request=request)
    AccountAdapter(request).forgive_failures(request, user)


@receiver(mfa_signals.authenticator_added)
def record_factor_on(*, request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    """Write down that a second factor is on. Its recovery codes go with it."""
    if authenticator.type == Authenticator.Type.TOTP:
        audit.record("person.second_factor_on", person=user, request=request)


@receiver(mfa_signals.authenticator_removed)
def record_factor_off(*, request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    """Write down that a second factor is off."""
    if authenticator.type == Authenticator.Type.TOTP:
        audit.record("person.second_factor_off", person=user, request=request)


@receiver(mfa_signals.authenticator_reset)
def record_new_codes(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """Write down that recovery codes were made anew."""
    audit.record("person.recovery_codes_made", person=user, request=request)


@receiver(mfa_signals.authentication_failed)
def record_wrong_code(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """Write down a wrong code of a second factor."""
    audit.record("person.second_factor_failed", person=user, request=request)
