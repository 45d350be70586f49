"""How keys do: what a check or a run says of a key is written down once, and told once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When

from byok.models import Health, KeyState, ProviderKey

STATE_OF: Final = {
    "key_refused": KeyState.REFUSED,
    "key_lacks_access": KeyState.REFUSED,
    "out_of_money": KeyState.LIMITED,
    "own_key_unreadable": KeyState.UNREADABLE,
}
"""What the failure of a run says of its key. Every other failure says nothing of it."""

TOLD: Final = (KeyState.REFUSED, KeyState.LIMITED, KeyState.UNREADABLE)
"""States whose beginning is mailed."""

USED_EVERY: Final = timedelta(minutes=1)
"""How often, at most, the use of a healthy key is written down."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: a KeyState, our error code where it is not active, and the models listed.

    `models` is None where the provider listed none, and what was listed before is kept.
    """

    state: str
    code: str = ""
    models: tuple[dict[str, Any], ...] | None = None


def report_failure[H: Health](rows: QuerySet[H], code: str, *, at: datetime) -> bool:
    """Mark a key by the failure of a run on it; return whether that is news.

    `rows` is the key's one row, as a queryset: a key that was replaced meanwhile is not marked. Of
    many at once, one finds that it is news.
    """
    state = STATE_OF.get(code)
    if state is None:
        return False
    changed = rows.exclude(state=state).update(
        state=state, error_code=code, failed_at=at, is_notice_due=True, next_check_at=at + timedelta(hours=1)
    )
    return bool(changed)


def report_success[H: Health](rows: QuerySet[H], *, began_at: datetime, at: datetime) -> None:
    """Write down that a run used a key: it works, whatever was said of it before the call began.

    A long answer that began before a key was revoked says nothing of the key any more.
    """
    is_news = ~Q(state=KeyState.ACTIVE) | Q(last_used_at=None) | Q(last_used_at__lt=at - USED_EVERY)
    is_later = Q(failed_at=None) | Q(failed_at__lt=began_at)
    rows.filter(is_news, is_later).update(
        state=KeyState.ACTIVE, error_code="", failed_at=None, is_notice_due=False, last_used_at=at
    )


def write_verdict[H: Health](
    rows: QuerySet[H], verdict: Verdict, *, at: datetime, next_check_at: datetime, is_manual: bool = False
) -> bool:
    """Write down what a check found; return whether there was still a row to write to.

    `is_manual` says that a person asked for it.
    """
    state, is_told = Value(verdict.state), Value(verdict.state in TOLD)
    kept, same = _outlives(verdict, is_manual=is_manual), Q(state=verdict.state)
    listed = {} if verdict.models is None else {"listed": list(verdict.models)}
    began = Case(When(same & Q(failed_at__isnull=False), then=F("failed_at")), default=Value(at))
    written = rows.update(
        state=Case(When(kept, then=F("state")), default=state),
        error_code=Case(When(kept, then=F("error_code")), default=Value(verdict.code)),
        failed_at=Case(When(kept, then=F("failed_at")), default=began if verdict.code else Value(None)),
        is_notice_due=Case(When(kept | same, then=F("is_notice_due")), default=is_told),
        checked_at=at,
        next_check_at=next_check_at,
        **listed,
    )
    return bool(written)


UNSEEN: Final = Q(state=KeyState.LIMITED) | Q(state=KeyState.REFUSED, error_code="key_lacks_access")
"""What a list of models does not show: whether there is money, and what the key may do beside listing."""


def _outlives(verdict: Verdict, *, is_manual: bool) -> Q:
    """Return the condition of states that a verdict leaves as they are.

    A check by itself does not end what it cannot see: else it would be news again with every run.
    A check that could not tell leaves whatever is known.
    """
    match verdict.state:
        case KeyState.ACTIVE:
            return Q(pk__in=[]) if is_manual else UNSEEN
        case KeyState.UNCHECKED:
            return ~Q(state=KeyState.UNCHECKED)
        case _:
            return Q(pk__in=[])


def row_of(key_id: UUID) -> QuerySet[ProviderKey]:
    """Return one own key's row, as a queryset."""
    return ProviderKey.objects.filter(pk=key_id)
