"""A tenant's own keys: store, open, pause, resume, remove."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest

from byok import shapes
from byok.errors import KeyGoneError
from byok.health import Verdict
from byok.models import ProviderKey
from tenants import audit
from tenants.models import Tenant
from vault import sealing


def all_of(tenant: Tenant) -> dict[str, ProviderKey]:
    """Return the tenant's keys by provider, in one query."""
    return {key.provider: key for key in ProviderKey.objects.filter(tenant=tenant)}


def current(tenant_id: UUID, provider: str) -> ProviderKey | None:
    """Return the tenant's key at a provider, or None."""
    return ProviderKey.objects.filter(tenant_id=tenant_id, provider=provider).first()


def place_of(key: ProviderKey) -> bytes:
    """Return what the key's ciphertext is bound to: it opens in this row alone."""
    return place(key.tenant_id, key.provider, key.pk)


def place(tenant_id: UUID, provider: str, key_id: UUID) -> bytes:
    """Return the associated data of a key's ciphertext."""
    return f"byok.ProviderKey|{tenant_id}|{provider}|{key_id}".encode()


def reveal(key: ProviderKey) -> str:
    """Return the key in plain, for a call to its provider. Raises VaultError where it does not open."""
    return sealing.open(bytes(key.sealed), associated=place_of(key)).decode()


def is_readable(key: ProviderKey) -> bool:
    """Return whether the keyset still has what sealed this key. Nothing is opened."""
    return sealing.is_sealed_with_known_key(bytes(key.sealed))


@contextmanager
def changing(tenant: Tenant) -> Iterator[None]:
    """Keep other keys from being stored for the tenant in the meantime: one transaction. Runs go on."""
    with transaction.atomic():
        Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
        yield


def store(
    tenant: Tenant,
    provider: str,
    secret: str,
    *,
    verdict: Verdict,
    next_check_at: datetime,
    at: datetime,
    request: HttpRequest | None = None,
) -> ProviderKey:
    """Seal a checked key and put it in the place of the one before, and record it. Raises VaultError.

    A replaced key is gone at once; runs that wait use the new one. A pause does not outlive its key.
    """
    key_id = uuid4()
    person = audit.person_of(request)
    sealed = sealing.seal(secret.encode(), associated=place(tenant.pk, provider, key_id))
    key = ProviderKey(
        id=key_id,
        tenant=tenant,
        provider=provider,
        sealed=sealed,
        mask=shapes.mask_of(provider, secret),
        is_sandbox=shapes.is_sandbox(provider, secret),
        state=verdict.state,
        error_code=verdict.code,
        failed_at=at if verdict.code else None,
        checked_at=at,
        next_check_at=next_check_at,
        listed=list(verdict.models or ()),
        entered_by=person.pk if person else None,
        entered_at=at,
    )
    with changing(tenant):
        before = ProviderKey.objects.filter(tenant=tenant, provider=provider).first()
        if before is not None:
            before.delete()
        key.save(force_insert=True)
        detail = {"mask": key.mask, "state": key.state, "before": before.mask if before else None}
        audit.record("key.entered", tenant=tenant, target=provider, detail=detail, request=request)
    return key


def pause(key: ProviderKey, *, at: datetime, request: HttpRequest | None = None) -> None:
    """Let new runs use credits until the key is resumed, and record it. Raises KeyGoneError."""
    person = audit.person_of(request)
    _change(key, "key.paused", request=request, paused_at=at, paused_by=person.pk if person else None)


def resume(key: ProviderKey, *, request: HttpRequest | None = None) -> None:
    """Let new runs use the key again, and record it. Raises KeyGoneError."""
    _change(key, "key.resumed", request=request, paused_at=None, paused_by=None)


def _change(key: ProviderKey, action: str, *, request: HttpRequest | None, **values: object) -> None:
    """Pause or resume: twice at once, or twice, records it once."""
    with transaction.atomic():
        row = ProviderKey.objects.select_for_update().filter(pk=key.pk).first()
        if row is None:
            raise KeyGoneError(KeyGoneError.__doc__)
        if row.is_paused == (values["paused_at"] is not None):
            return
        ProviderKey.objects.filter(pk=key.pk).update(**values)
        audit.record(action, tenant=key.tenant, target=key.provider, detail={"mask": key.mask}, request=request)


def remove(key: ProviderKey, *, request: HttpRequest | None = None) -> bool:
    """Delete the key, and record it; return whether it was still there.

    Runs that wait for it fail, free; new runs use credits.
    """
    with transaction.atomic():
        deleted, _rows = ProviderKey.objects.filter(pk=key.pk).delete()
        if deleted:
            detail = {"mask": key.mask}
            audit.record("key.removed", tenant=key.tenant, target=key.provider, detail=detail, request=request)
    return bool(deleted)
