"""The row in which the health of an operator's own key at a provider is kept. The key is not in it."""

from datetime import datetime

from django.db.models import QuerySet

from byok.models import KeyState, PlatformKey


def keep_in_step(provider: str, fingerprint: str, *, at: datetime) -> None:
    """Make the row that of the key which the environment has now. Without a key there is no row.

    Nothing is known of a changed key: it is due to be checked at once.
    """
    rows = PlatformKey.objects.filter(provider=provider)
    if not fingerprint:
        rows.delete()
        return
    PlatformKey.objects.get_or_create(provider=provider, defaults={"fingerprint": fingerprint, "next_check_at": at})
    rows.exclude(fingerprint=fingerprint).update(
        fingerprint=fingerprint,
        state=KeyState.UNCHECKED,
        error_code="",
        failed_at=None,
        checked_at=None,
        next_check_at=at,
        last_used_at=None,
        listed=[],
        is_notice_due=False,
    )


def row_of(provider: str, fingerprint: str) -> QuerySet[PlatformKey]:
    """Return the row of this very key, as a queryset: a key that was changed meanwhile is another."""
    return PlatformKey.objects.filter(provider=provider, fingerprint=fingerprint)
