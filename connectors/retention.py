"""Which snapshots are kept: so many, so many days, and of pushed rows one an hour."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, NamedTuple
from uuid import UUID

from connectors.models import PUSH, Push, Snapshot, Source, State

GRACE: Final = timedelta(minutes=10)
"""Younger snapshots always stay: a run that has begun may still read them."""
SILENT: Final = timedelta(hours=24)
"""A source of pushed rows that got none for so long is idle."""
REPLAYED: Final = timedelta(hours=24)
"""So long a push that comes again is known by its key."""


class Taken(NamedTuple):
    """A snapshot, and when it was taken."""

    id: UUID
    at: datetime


def outdated(taken: Sequence[Taken], source: Source, *, at: datetime) -> list[UUID]:
    """Return the snapshots, of all of a source's from the newest on, that are no longer kept. The newest stays."""
    old = [each for each in taken[1:] if each.at < at - GRACE]
    standing = _one_an_hour(old) if source.kind == PUSH else old
    kept = [each for each in standing[: source.keep_snapshots - 1] if each.at >= at - timedelta(days=source.keep_days)]
    return [each.id for each in old if each not in kept]


def _one_an_hour(taken: Iterable[Taken]) -> list[Taken]:
    by_hour = groupby(taken, key=lambda each: each.at.replace(minute=0, second=0, microsecond=0))
    return [next(group) for _hour, group in by_hour]


def prune(source: Source, *, at: datetime) -> int:
    """Delete the snapshots of a source that are no longer kept; return how many those were."""
    rows = Snapshot.objects.filter(source=source).order_by("-number").values_list("id", "taken_at")
    gone = outdated([Taken(*row) for row in rows], source, at=at)
    Snapshot.objects.filter(pk__in=gone).delete()
    return len(gone)


def sweep(*, at: datetime) -> int:
    """Prune every source, find those that wait for rows in vain, forget old pushes; return how many snapshots went."""
    Push.objects.filter(pushed_at__lt=at - REPLAYED).delete()
    waiting = Source.objects.filter(kind=PUSH, state=State.ACTIVE, refreshed_at__lt=at - SILENT)
    waiting.update(state=State.IDLE)
    return sum(prune(source, at=at) for source in Source.objects.iterator())
