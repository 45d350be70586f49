"""Clients of people who said a moment ago that it is they."""

from datetime import timedelta

import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from tenants.models import User


def confirm(client: Client, *, seconds_ago: float = 0) -> Client:
    """Write into the session what allauth does after a password that was asked for once more."""
    request = HttpRequest()
    request.session = client.session
    user = User.objects.get(pk=request.session["_auth_user_id"])
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds_ago), tick=False):
        record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    return client
