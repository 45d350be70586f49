"""API tokens: make, find, and revoke them. A token is `ik_<id>_<secret>`, and only the secret's hash is kept."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from tenants import audit
from tenants.errors import TokenGoneError, TooManyTokensError
from tenants.models import ApiToken, Scope, Tenant

ID_BYTES: Final = 6
SECRET_BYTES: Final = 32
SHAPE: Final = re.compile(r"ik_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)
MOST_TOKENS: Final = 50
SEEN_EVERY: Final = timedelta(minutes=1)
"""A use is written at most so often."""
NO_HASH: Final = "0" * 64
"""Compared with where a token is unknown, so that an answer takes as long as for a wrong secret."""


class State(StrEnum):
    """What a token is good for."""

    WORKS = "works"
    EXPIRED = "expired"
    REVOKED = "revoked"


def state_of(token: ApiToken, *, at: datetime) -> State:
    """Return what a token is good for at a moment."""
    if token.revoked_at:
        return State.REVOKED
    return State.EXPIRED if token.expires_at and token.expires_at <= at else State.WORKS


def create(
    tenant: Tenant,
    name: str,
    *,
    scopes: Collection[Scope | str],
    days: int | None,
    at: datetime,
    request: HttpRequest | None = None,
) -> tuple[ApiToken, str]:
    """Make a token; return its row and its text, which is shown once and kept nowhere.

    It works for so many days, or with None until it is revoked. Raises TooManyTokensError.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
        if _working(tenant, at).count() >= MOST_TOKENS:
            raise TooManyTokensError
        token = ApiToken.objects.create(
            tenant=tenant,
            name=name,
            public_id=secrets.token_hex(ID_BYTES),
            secret_hash=_hash(secret),
            scopes=sorted(str(each) for each in scopes),
            created_by=audit.person_of(request),
            created_at=at,
            expires_at=at + timedelta(days=days) if days else None,
        )
        detail = {"name": name, "scopes": token.scopes, "days": days}
        audit.record("token.created", tenant=tenant, target=str(token), detail=detail, request=request)
    return token, f"{token}_{secret}"


def _working(tenant: Tenant, at: datetime) -> QuerySet[ApiToken]:
    alive = Q(expires_at=None) | Q(expires_at__gt=at)
    return ApiToken.objects.filter(alive, tenant=tenant, revoked_at=None)


def find(text: str, *, at: datetime) -> ApiToken | None:
    """Return the token that a text is, with its tenant, and note that it is used; None where it does not work."""
    shape = SHAPE.fullmatch(text)
    if shape is None:
        return None
    public_id, secret = shape.groups()
    token = ApiToken.objects.select_related("tenant").filter(public_id=public_id).first()
    is_right = hmac.compare_digest(token.secret_hash if token else NO_HASH, _hash(secret))
    if token is None or not is_right or state_of(token, at=at) != State.WORKS:
        return None
    _note_use(token, at)
    return token


def _note_use(token: ApiToken, at: datetime) -> None:
    """Write when it was used, unless it was a moment ago; of requests at once, one writes."""
    if token.last_used_at and token.last_used_at > at - SEEN_EVERY:
        return
    before = Q(last_used_at=None) | Q(last_used_at__lte=at - SEEN_EVERY)
    ApiToken.objects.filter(before, pk=token.pk).update(last_used_at=at)


def revoke(token: ApiToken, *, at: datetime, request: HttpRequest | None = None) -> None:
    """End a token at once and for good. Raises TokenGoneError where that was done already."""
    with transaction.atomic():
        if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            raise TokenGoneError
        detail = {"name": token.name}
        audit.record("token.revoked", tenant=token.tenant, target=str(token), detail=detail, request=request)


def tokens_of(tenant: Tenant) -> QuerySet[ApiToken]:
    """Return a tenant's tokens that were not revoked, newest first, with who made them."""
    rows = ApiToken.objects.filter(tenant=tenant, revoked_at=None)
    return rows.select_related("created_by", "tenant").order_by("-created_at", "-id")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
