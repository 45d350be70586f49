import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.utils import timezone

from tenants import invitations
from tenants.models import Role, Tenant, User
from tests.factories import PASSWORD


@pytest.fixture
def invite(tenant) -> Callable[..., str]:
    """Return a function that invites an address and gives the invitation's path."""

    def make(email: str = "new@example.com", *, role: Role = Role.DESIGNER, into: Tenant = tenant, at=None) -> str:
        _invitation, token = invitations.invite(into, email, role=role, at=at or timezone.now())
        return f"/invitations/{token}/"

    return make


def sign_in(email: str, password: str = PASSWORD, *, client: Client | None = None) -> Client:
    """Sign in through the page, as a browser does."""
    client = client or Client()
    client.post("/accounts/login/", {"login": email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def mailed_path(start: str) -> str:
    """Return the path of the link that begins so in the newest mail."""
    found = re.search(rf"https?://[^/\s]+({start}\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def turn_on_second_factor(client: Client, password: str = PASSWORD) -> str:
    """Turn on the second factor through the pages, and return its secret."""
    page = "/accounts/2fa/totp/activate/"
    client.post("/accounts/reauthenticate/", {"password": password, "next": page})
    secret = client.get(page).context["form"].secret
    answer = client.post(page, {"code": code_now(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return str(secret)


def newest_person(email: str) -> User:
    return User.objects.get(email=email)
