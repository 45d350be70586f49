"""Who works on a run: a lease that a worker takes, renews while it lives, and loses when it does not."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ai_ops.models import Attempt, Run

logger = structlog.get_logger(__name__)

# Locks one row, found by its primary key: of two workers the second sees state = 'running'.
CLAIM = """
    UPDATE ai_ops_run
    SET state = 'running', stage = 'preparing', attempt = attempt + 1, tokens_so_far = 0,
        lease_until = %(lease_until)s, started_at = COALESCE(started_at, %(at)s)
    WHERE id = %(id)s AND state = 'queued' AND deadline_at > %(at)s
    RETURNING attempt
"""

# One statement for all runs of this process. A lease that ran out stays so: its run is another's.
RENEW = """
    UPDATE ai_ops_run
    SET lease_until = %(lease_until)s
    FROM unnest(%(ids)s::uuid[], %(attempts)s::smallint[]) AS mine (id, attempt)
    WHERE ai_ops_run.id = mine.id AND ai_ops_run.attempt = mine.attempt
        AND state = 'running' AND lease_until >= %(at)s
"""


def claim(run_id: UUID, *, at: datetime) -> Run | None:
    """Take a queued run for this worker and return it, or None where there is nothing to take."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, {"id": run_id, "at": at, "lease_until": _lease_from(at)})
            if cursor.fetchone() is None:
                return None
        run = Run.objects.select_related("tenant").get(id=run_id)
        Attempt.objects.create(
            run=run,
            number=run.attempt,
            worker=worker_name(),
            model=run.model,
            prompt_version=run.prompt_version,
            started_at=at,
        )
        return run


def worker_name() -> str:
    """Return this process's name: host and process id."""
    return f"{socket.gethostname()}:{os.getpid()}"


def release_connection() -> None:
    """Give this thread's database connection back to the pool, unless a transaction holds it."""
    if not connection.in_atomic_block:
        connection.close()


def _lease_from(at: datetime) -> datetime:
    return at + timedelta(seconds=settings.RUN_LEASE_SECONDS)


class Heartbeat:
    """One thread of a process that renews the leases of all its runs, while there are any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: set[tuple[UUID, int]] = set()
        self._thread: threading.Thread | None = None
        self._is_idle = threading.Event()

    def add(self, run: Run) -> None:
        """Renew a run's lease from now on."""
        with self._lock:
            self._runs.add((run.id, run.attempt))
            self._is_idle.clear()
            if self._thread is None:
                self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
                self._thread.start()

    def remove(self, run: Run) -> None:
        """Let a run's lease end."""
        with self._lock:
            self._runs.discard((run.id, run.attempt))
            if not self._runs:
                self._is_idle.set()

    def _beat(self) -> None:
        while True:
            self._is_idle.wait(settings.RUN_LEASE_SECONDS / 3)
            with self._lock:
                if not self._runs:
                    self._thread = None
                    return
                runs = list(self._runs)
            _renew(runs)


def _renew(runs: list[tuple[UUID, int]]) -> None:
    """Renew the leases. A database that cannot be reached now may be so again at the next beat."""
    at = timezone.now()
    ids, attempts = [list(column) for column in zip(*runs, strict=True)]
    try:
        with connection.cursor() as cursor:
            cursor.execute(RENEW, {"at": at, "lease_until": _lease_from(at), "ids": ids, "attempts": attempts})
    except DatabaseError:
        logger.warning("leases_not_renewed", runs=len(runs), exc_info=True)
    finally:
        connection.close()


_heartbeat = Heartbeat()


@contextmanager
def renewing(run: Run) -> Iterator[None]:
    """Keep a run's lease alive for as long as the block runs and the process lives."""
    _heartbeat.add(run)
    try:
        yield
    finally:
        _heartbeat.remove(run)
