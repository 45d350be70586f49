"""Enter, test and keep checking the tenants' own keys: the provider is asked, and what it says is written down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Final

import structlog
from django.http import HttpRequest

from ai_ops import funding, leases, own_key_words
from ai_ops.providers import listing
from ai_ops.providers.base import ProviderError
from byok import checks, health, keys, notices, shapes
from byok.health import Verdict
from byok.models import KeyState, ProviderKey
from tenants import audit
from tenants.models import Tenant
from vault import redaction
from vault.errors import CannotOpenError, VaultError

logger = structlog.get_logger(__name__)

MOST_AT_ONCE: Final = 40
"""Keys that a pass takes at a time. Others may run beside it, and take others."""
SECONDS: Final = 30.0
"""After which a pass takes no more: the next is a minute away."""
THREADS: Final = 8


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a key that was entered or tested. `state` is a KeyState, `code` says why it is not active.

    `key` is the tenant's key now, or None. `is_kept` says whether it is the one that this is about.
    """

    state: str
    code: str
    is_kept: bool
    sentence: str
    key: ProviderKey | None


def enter(
    tenant: Tenant,
    provider: str,
    secret: str,
    *,
    may_be_unchecked: bool = False,
    at: datetime,
    request: HttpRequest | None = None,
) -> Entered:
    """Check a key and put it in the place of the one before, unless that would lose a working one.

    A refused key is never stored. One that could not be checked is stored where there was none
    before, or with `may_be_unchecked`. Raises VaultError.
    """
    verdict = _ask(provider, secret, is_sandbox=shapes.is_sandbox(provider, secret))
    with keys.changing(tenant):
        before = key = keys.current(tenant.pk, provider)
        is_kept = _may_replace(before, verdict, may_be_unchecked=may_be_unchecked)
        if is_kept:
            due = checks.next_check(verdict, at=at)
            key = keys.store(tenant, provider, secret, verdict=verdict, next_check_at=due, at=at, request=request)
    sentence = own_key_words.entered(verdict, provider=provider, is_kept=is_kept, has_before=before is not None)
    return Entered(verdict.state, verdict.code, is_kept, sentence, key)


def _may_replace(before: ProviderKey | None, verdict: Verdict, *, may_be_unchecked: bool) -> bool:
    """Return whether a key of which a check says this takes the place of the one that is there now."""
    if verdict.state == KeyState.UNCHECKED:
        return may_be_unchecked or before is None
    return verdict.state in (KeyState.ACTIVE, KeyState.LIMITED)


def test(
    key: ProviderKey,
    *,
    at: datetime,
    request: HttpRequest | None,
    is_for_staff: bool = False,  # noqa: PT028 - no test of pytest's
) -> Entered:
    """Check a stored key now, because a person asks, and record that. Active, it also ends `limited`.

    What an admin of the tenant learns in this way is not mailed; what staff learn is.
    """
    verdict = verdict_of(key)
    due = checks.next_check(verdict, at=at, before=key)
    is_kept = health.write_verdict(health.row_of(key.pk), verdict, at=at, next_check_at=due, is_manual=True)
    if is_kept:
        if not is_for_staff:
            health.row_of(key.pk).update(is_notice_due=False)  # whoever asked is told on the page
        detail = {"mask": key.mask, "state": verdict.state}
        audit.record("key.tested", tenant=key.tenant, target=key.provider, detail=detail, request=request)
    sentence = own_key_words.tested(verdict, provider=key.provider, is_gone=not is_kept)
    return Entered(verdict.state, verdict.code, is_kept, sentence, keys.current(key.tenant_id, key.provider))


def check_due(*, at: datetime) -> int:
    """Check the keys that are due, and tell admins of those that no longer work; return how many were checked.

    Where many are due, the longest due come first, and what is left waits for the next pass.
    """
    end, count = monotonic() + SECONDS, 0
    while monotonic() < end and (checked := _check_some(at=at)):
        count += checked
    notices.send_due(at=at)
    return count


def _check_some(*, at: datetime) -> int:
    due = checks.claim_due(ProviderKey.objects.all(), at=at, most=MOST_AT_ONCE)
    leases.release_connection()
    with ThreadPoolExecutor(THREADS) as pool:
        verdicts = list(pool.map(verdict_of, due))
    for key, verdict in zip(due, verdicts, strict=True):
        same = health.row_of(key.pk).filter(state=key.state)  # what a run said meanwhile is later, and stands
        health.write_verdict(same, verdict, at=at, next_check_at=checks.next_check(verdict, at=at, before=key))
    return len(due)


def verdict_of(key: ProviderKey) -> Verdict:
    """Return what the provider says of a stored key. Never raises: one bad key breaks nothing else."""
    try:
        secret = keys.reveal(key)
    except CannotOpenError:
        return Verdict(KeyState.UNREADABLE, "own_key_unreadable")
    except VaultError:
        return Verdict(KeyState.UNCHECKED, "vault_closed")
    with redaction.hiding(secret):  # until what went wrong is written to the log
        try:
            return _ask(key.provider, secret, is_sandbox=key.is_sandbox)
        except Exception:
            logger.exception("key_check_failed", key=str(key.pk))
            return Verdict(KeyState.UNCHECKED, "internal")


def _ask(provider: str, secret: str, *, is_sandbox: bool) -> Verdict:
    """Ask the provider, with the database's connection given back meanwhile."""
    try:
        endpoint = funding.endpoint_for(provider, secret, is_sandbox=is_sandbox)
    except ProviderError as error:  # a demo key outside local mode: nothing is sent
        return Verdict(KeyState.REFUSED, error.code)
    leases.release_connection()
    return listing.check(provider, endpoint)
