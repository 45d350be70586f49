"""Prove the ledger: recompute periods and rollups from the entries, and say every difference."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from credits import sql
from tenants.models import Tenant

LiveReferences = Callable[[set[UUID]], set[UUID]]

CHECKS: Final = dict(re.findall(r"^-- check: (\w+)\n(.*?;)\n", sql.read("proof"), re.DOTALL | re.MULTILINE))

# Lock: none. Index: credits_entry_held_once_key and credits_entry_closed_once_key serve the anti-join.
OPEN_HOLDS: Final = """
SELECT hold.reference, tenant.slug, hold.credits
FROM credits_entry AS hold
JOIN credits_period AS period ON period.id = hold.period_id
JOIN tenants_tenant AS tenant ON tenant.id = period.account_id
WHERE hold.kind = 'reserve'
    AND (%(account)s::uuid IS NULL OR period.account_id = %(account)s::uuid)
    AND NOT EXISTS (
        SELECT FROM credits_entry AS closing
        WHERE closing.reference = hold.reference AND closing.kind IN ('settle', 'void')
    )
ORDER BY hold.id
"""

_providers: list[LiveReferences] = []


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the tables say and the entries do not."""

    check: str
    tenant: str
    subject: str
    field: str
    stored: str
    computed: str

    def __str__(self) -> str:
        return f"{self.tenant}: {self.subject}: {self.field} is {self.stored}, and should be {self.computed}"


def register_live_references(provider: LiveReferences) -> LiveReferences:
    """Register a function that returns which of these references belong to something still at work.

    The ledger does not know what its holds are for. Whoever reserves registers here, in its
    AppConfig's ready(); a hold that nobody calls live is then a difference.
    """
    if provider not in _providers:
        _providers.append(provider)
    return provider


def find_differences(tenant: Tenant | None = None) -> list[Difference]:
    """Return every difference, of one tenant or of all, as of one moment."""
    parameters = {"account": tenant.pk if tenant else None}
    with _one_moment():
        found = [Difference(check, *row) for check, statement in CHECKS.items() for row in _rows(statement, parameters)]
        return found + list(_dead_holds(parameters))


def _dead_holds(parameters: dict[str, UUID | None]) -> Iterator[Difference]:
    if not _providers:
        return
    holds = {reference: (slug, credits) for reference, slug, credits in _rows(OPEN_HOLDS, parameters)}
    live = set[UUID]().union(*(provider(set(holds)) for provider in _providers))
    for reference, (slug, credits) in holds.items():
        if reference not in live:
            yield Difference(
                "hold", slug, f"hold {reference}", "held", f"{credits} credits without a live run", "closed"
            )


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything from one snapshot. Inside a transaction, that one's isolation level counts."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _rows(statement: str, parameters: dict[str, UUID | None]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
