"""What the pages read: runs and saved items of one tenant, a page at a time, without N+1."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import UUID

from django.db.models import Q, QuerySet

from ai_ops.models import Run, SavedItem, SavedVersion, State
from tenants.models import Tenant, User

RUNS_A_PAGE = 25
ITEMS_A_PAGE = 24
TYPICAL_OF = 20
CHOICES = 100
THREAD = 8
VERSIONS_A_PAGE = 10
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Page[T: (Run, SavedItem)]:
    """Some rows, newest first, and the mark that the next older ones begin after, or None."""

    rows: list[T]
    older: str | None


def runs_of(tenant: Tenant) -> QuerySet[Run]:
    """Return a tenant's runs, newest first."""
    return Run.objects.filter(tenant=tenant).order_by("-created_at", "-id")


def saved_items_of(tenant: Tenant) -> QuerySet[SavedItem]:
    """Return a tenant's saved items, newest first; what lies in the bin is none of them."""
    return SavedItem.objects.filter(tenant=tenant, deleted_at=None).order_by("-created_at", "-id").select_related("run")


def filter_items(rows: QuerySet[SavedItem], wanted: Mapping[str, str]) -> QuerySet[SavedItem]:
    """Return the saved items that an address asks for: `kind`, and `q`, a part of the name in any case."""
    if kind := wanted.get("kind"):
        rows = rows.filter(kind=kind)
    return rows.filter(name__icontains=wanted["q"]) if wanted.get("q") else rows


def bin_of(tenant: Tenant) -> QuerySet[SavedItem]:
    """Return what lies in a tenant's bin, the newest deletion first."""
    binned = SavedItem.objects.filter(tenant=tenant, deleted_at__isnull=False)
    return binned.order_by("-deleted_at", "-id").select_related("run")


@dataclass(frozen=True, slots=True)
class History:
    """Some versions of an item, newest first, without their content, and the number that older ones begin before."""

    rows: list[SavedVersion]
    older: int | None


def history_of(item: SavedItem, *, before: str = "") -> History:
    """Return the versions of an item before a number, or the newest ones."""
    rows = item.versions.defer("content").select_related("run").order_by("-number")
    if before.isascii() and before.isdecimal() and len(before) < LONGEST_NUMBER:
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: VERSIONS_A_PAGE + 1])
    shown = found[:VERSIONS_A_PAGE]
    return History(shown, shown[-1].number if len(found) > VERSIONS_A_PAGE else None)


def choices_of(tenant: Tenant, kind: str) -> list[tuple[str, str]]:
    """Return a tenant's saved items of one kind as choices: id and name, newest first."""
    items = saved_items_of(tenant).select_related(None).filter(kind=kind)
    return [(str(pk), name) for pk, name in items.values_list("pk", "name")[:CHOICES]]


def thread_of(run: Run) -> list[Run]:
    """Return a run with those that it follows and those that follow it, oldest first; each has a result.

    Only runs of the run's own tenant count, whatever a row may name.
    """
    before = [row.pk for row in Run.objects.raw(BEFORE, [run.former_id, run.tenant_id, THREAD])]
    after = runs_of(run.tenant).filter(former=run.pk, created_at__gte=run.created_at).values_list("pk", flat=True)
    thread = Run.objects.filter(tenant=run.tenant_id, pk__in=[*before, run.pk, *after[:THREAD]], state=State.SUCCEEDED)
    return list(thread.defer("context", "inputs").order_by("created_at", "id"))


def last_like(run: Run, by: str) -> Run | None:
    """Return the last run before this one that succeeded with the same input `by`, or None; its context stays unread.

    It is looked for along the index of the tenant's runs of an operation that succeeded, the newest first.
    """
    alike = {f"inputs__{by}": run.inputs.get(by), "operation": run.operation, "state": State.SUCCEEDED}
    return runs_of(run.tenant).filter(created_at__lt=run.created_at, **alike).defer("context").first()


BEFORE = """
WITH RECURSIVE before AS (
    SELECT id, tenant_id, former_id, 1 AS steps FROM ai_ops_run WHERE id = %s AND tenant_id = %s
    UNION ALL
    SELECT run.id, run.tenant_id, run.former_id, before.steps + 1
    FROM ai_ops_run AS run
    JOIN before ON run.id = before.former_id AND run.tenant_id = before.tenant_id
    WHERE before.steps < %s
)
SELECT id FROM before
"""
"""Each step is one look-up by primary key; nothing is locked."""


def page_of[T: (Run, SavedItem)](rows: QuerySet[T], *, before: str, size: int, by: str = "created_at") -> Page[T]:
    """Return the page of rows after a mark, by keyset: as fast on the last page as on the first.

    The rows stand in the order of the moment `by`, the newest first.
    """
    found = list(_older_than(rows, before, by=by)[: size + 1])
    shown = found[:size]
    older = f"{getattr(shown[-1], by).isoformat()}_{shown[-1].pk}" if len(found) > size else None
    return Page(shown, older)


def _older_than[T: (Run, SavedItem)](rows: QuerySet[T], mark: str, *, by: str) -> QuerySet[T]:
    moment, _separator, key = mark.partition("_")
    try:
        at, pk = datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        return rows
    if at.tzinfo is None:
        return rows
    return rows.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at}, pk__lt=pk))


def filter_runs(rows: QuerySet[Run], wanted: Mapping[str, str]) -> QuerySet[Run]:
    """Return the runs that an address asks for: operation, state, member. Nonsense matches nothing."""
    if operation := wanted.get("operation"):
        rows = rows.filter(operation=operation)
    if state := wanted.get("state"):
        rows = rows.filter(state=state)
    if member := wanted.get("member"):
        rows = rows.filter(member=member) if _is_uuid(member) else rows.none()
    return rows


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return people's names by their ids, in one query. Who was erased is missing."""
    known = {each for each in people if each}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=known)} if known else {}


def members_of(tenant: Tenant) -> list[tuple[str, str]]:
    """Return the tenant's members as choices: id and name, by name."""
    people = User.objects.filter(memberships__tenant=tenant)
    return sorted(((str(user.pk), str(user)) for user in people), key=lambda choice: choice[1].casefold())


def typical_seconds(tenant: Tenant, operation: str) -> float | None:
    """Return the median time of the last twenty runs that succeeded, in seconds, or None."""
    times = runs_of(tenant).filter(operation=operation, state=State.SUCCEEDED)
    spans = times.values_list("created_at", "ended_at")[:TYPICAL_OF]
    seconds = [(ended - created).total_seconds() for created, ended in spans if ended]
    return median(seconds) if seconds else None
