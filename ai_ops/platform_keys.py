"""The operator's own keys: whether they work, before runs on credits find out."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from ai_ops.models import AnsweredBy
from ai_ops.providers import addresses, listing, sentences
from ai_ops.providers.base import Endpoint
from byok import checks, health, notices, platform
from byok.models import KeyState, PlatformKey

KEY_VERSION: Final = "platform"


def problem_of(provider: str) -> str:
    """Say why runs on credits are refused at a provider for now, or return an empty text."""
    if not addresses.platform_key(provider):
        return ""
    refused = row_of(provider).filter(state=KeyState.REFUSED).first()
    return sentences.say(refused.error_code, provider=provider) if refused else ""


def row_of(provider: str) -> QuerySet[PlatformKey]:
    """Return the row of the key that this process has, as a queryset; empty without a key."""
    return platform.row_of(provider, fingerprint_of(provider))


def fingerprint_of(provider: str) -> str:
    """Return what tells this key from another and gives none of it away; an empty text without a key."""
    key = addresses.platform_key(provider)
    return salted_hmac("ai_ops.platform_keys", key, algorithm="sha256").hexdigest() if key else ""


def endpoint_of(provider: str) -> Endpoint:
    """Return where the operator's key is used."""
    key = addresses.platform_key(provider)
    return Endpoint(addresses.address(provider), key, AnsweredBy.PROVIDER, KEY_VERSION)


def check_due(*, at: datetime) -> int:
    """Follow the environment's keys, check those that are due, and tell staff; return how many were checked."""
    for provider in sentences.LABELS:
        platform.keep_in_step(provider, fingerprint_of(provider), at=at)
    ours = PlatformKey.objects.filter(provider__in=sentences.LABELS)  # a later version may leave one out
    due = checks.claim_due(ours, at=at, most=len(sentences.LABELS))
    for row in due:
        _check(row, at=at)
    notices.send_due(at=at)
    return len(due)


def _check(row: PlatformKey, *, at: datetime) -> None:
    """Check one key. What a run said meanwhile is later, and stands."""
    same = row_of(row.provider).filter(state=row.state)
    verdict = listing.check(row.provider, endpoint_of(row.provider))
    health.write_verdict(same, verdict, at=at, next_check_at=checks.next_check(verdict, at=at, before=row))
