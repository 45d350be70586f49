"""Which keys are due to be checked, and when each is due again."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from byok.health import Verdict
from byok.models import Health, KeyState

CLAIMED_FOR: Final = timedelta(minutes=5)
"""How long a check that was begun keeps others from it. One that was lost comes again after that."""
FIRST_WAIT: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(hours=1)
WAITS: Final = {
    KeyState.ACTIVE: timedelta(days=1),
    KeyState.LIMITED: LONGEST_WAIT,
    KeyState.REFUSED: LONGEST_WAIT,
    KeyState.UNREADABLE: LONGEST_WAIT,
}


@transaction.atomic
def claim_due[H: Health](rows: QuerySet[H], *, at: datetime, most: int) -> list[H]:
    """Take the keys of `rows` whose check is due, as they stood before. Two at once share them.

    Lock: SKIP LOCKED, for a moment. Index: byok_providerkey_due_idx.
    """
    due = rows.filter(next_check_at__lte=at).order_by("next_check_at")
    claimed = list(due.select_for_update(skip_locked=True)[:most])
    rows.filter(pk__in=[key.pk for key in claimed]).update(next_check_at=at + CLAIMED_FOR)
    return claimed


def next_check(verdict: Verdict, *, at: datetime, before: Health | None = None) -> datetime:
    """Return when a key is due again after a check.

    A healthy key is checked daily, for the models that it lists. Where a check could not tell, the
    wait of `before`, the key as it stood, is doubled.
    """
    wait = WAITS.get(KeyState(verdict.state))
    if wait is None:
        waited = before.next_check_at - before.checked_at if before and before.checked_at else timedelta()
        wait = min(max(2 * waited, FIRST_WAIT), LONGEST_WAIT)
    return at + wait
