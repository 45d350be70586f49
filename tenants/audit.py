"""The audit trail: who did what, when and from where.

Never a secret in it, and no name or address of a person, who may be erased while the trail
stays: people are named by their UUID.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tenants.models import AuditEvent, Tenant, User


def record(
    action: str,
    *,
    tenant: Tenant | None = None,
    person: User | None = None,
    target: str = "",
    detail: dict[str, Any] | None = None,
    request: HttpRequest | None = None,
) -> None:
    """Write one event, such as "member.invited".

    With a request, its tenant, person and address stand for those that are not given. `target`
    is the id or the slug of what it was done to; `detail` holds plain values and no secret.
    """
    tenant = tenant or getattr(request, "tenant", None)
    person = person or person_of(request)
    AuditEvent.objects.create(
        tenant_uuid=tenant.pk if tenant else None,
        person_uuid=person.pk if person else None,
        action=action,
        target=target[:200],
        detail=detail or {},
        address=_address_of(request),
    )


def person_of(request: HttpRequest | None) -> User | None:
    """Return the person who is signed in, if any."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None  # also sees through Django's lazy user


def _address_of(request: HttpRequest | None) -> str | None:
    if request is None:
        return None
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None
