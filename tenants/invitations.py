"""Invite people into a tenant, and let them in. Only a token's hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from tenants import audit
from tenants.errors import AccountExistsError, AlreadyInvitedError, AlreadyMemberError, InvitationClosedError
from tenants.models import Invitation, Membership, Role, Tenant, User

LIFETIME = timedelta(days=7)
TOKEN_BYTES = 32


class State(StrEnum):
    """What an invitation is good for."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


def state_of(invitation: Invitation, *, at: datetime) -> State:
    """Return what an invitation is good for at a moment."""
    if invitation.accepted_at:
        return State.USED
    if invitation.revoked_at:
        return State.REVOKED
    return State.OPEN if at < invitation.expires_at else State.EXPIRED


def invite(
    tenant: Tenant, email: str, *, role: Role | str, at: datetime, request: HttpRequest | None = None
) -> tuple[Invitation, str]:
    """Invite an address; return the invitation and its token, which is shown once and kept nowhere.

    Raises AlreadyMemberError or AlreadyInvitedError.
    """
    email = email.strip().lower()
    if tenant.memberships.filter(user__email=email).exists():
        raise AlreadyMemberError
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                tenant=tenant,
                email=email,
                role=role,
                token_hash=_hash(token),
                invited_by=audit.person_of(request),
                created_at=at,
                expires_at=at + LIFETIME,
            )
            _record("member.invited", invitation, request)
    except IntegrityError:
        raise AlreadyInvitedError from None
    return invitation, token


@transaction.atomic
def renew(invitation: Invitation, *, at: datetime, request: HttpRequest | None = None) -> str:
    """Give an unused invitation a new token and seven more days; the old link ends. Returns the token."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    _change_unused(invitation, token_hash=_hash(token), expires_at=at + LIFETIME)
    _record("member.invited", invitation, request)
    return token


@transaction.atomic
def revoke(invitation: Invitation, *, at: datetime, request: HttpRequest | None = None) -> None:
    """End an unused invitation."""
    _change_unused(invitation, revoked_at=at)
    _record("member.invitation_revoked", invitation, request)


def _change_unused(invitation: Invitation, **values: object) -> None:
    unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not unused.update(**values):
        raise InvitationClosedError


def find(token: str) -> Invitation | None:
    """Return the invitation that a token opens, whatever its state; None if it opens none."""
    return Invitation.objects.select_related("tenant").filter(token_hash=_hash(token)).first()


@transaction.atomic
def accept_as_new(
    token: str, *, name: str, password: str, at: datetime, request: HttpRequest | None = None
) -> Membership:
    """Make an account for the invited address, and join. Raises TenantsError."""
    invitation = _lock_open(token, at=at)
    if User.objects.filter(email=invitation.email).exists():
        raise AccountExistsError
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name)
    except IntegrityError:
        raise AccountExistsError from None
    return _join(invitation, user, at=at, request=request)


@transaction.atomic
def accept_as(user: User, token: str, *, at: datetime, request: HttpRequest | None = None) -> Membership:
    """Let a person with an account join. Raises InvitationClosedError, also for another's address."""
    invitation = _lock_open(token, at=at)
    if user.email.lower() != invitation.email:
        raise InvitationClosedError
    return _join(invitation, user, at=at, request=request)


def _lock_open(token: str, *, at: datetime) -> Invitation:
    """Return the open invitation, locked, so that of two clicks at once only one joins."""
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True).select_related("tenant")
    invitation = rows.filter(token_hash=_hash(token)).first()
    if invitation is None or state_of(invitation, at=at) != State.OPEN:
        raise InvitationClosedError
    return invitation


def _join(invitation: Invitation, user: User, *, at: datetime, request: HttpRequest | None) -> Membership:
    membership, _is_new = Membership.objects.get_or_create(
        tenant=invitation.tenant, user=user, defaults={"role": invitation.role, "created_at": at}
    )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=at)
    audit.record(
        "member.joined",
        tenant=invitation.tenant,
        person=user,
        target=str(user.pk),
        detail={"role": membership.role, "invitation": str(invitation.pk)},
        request=request,
    )
    return membership


def _record(action: str, invitation: Invitation, request: HttpRequest | None) -> None:
    detail = {"role": str(invitation.role)}
    audit.record(action, tenant=invitation.tenant, target=str(invitation.pk), detail=detail, request=request)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
