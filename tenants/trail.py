"""Reads of the audit page: a tenant's events, newest first, a page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenants import downloads
from tenants.models import AuditEvent, Membership, Tenant, User

A_PAGE: Final = 50
NO_EVENT_IS_LATER: Final = 2**63 - 1
STAFF: Final = "staff"
"""Stands for the operator's people, who are not named to tenants."""
STAFFS_ACTIONS: Final = ("account.", "plan.", "price.", "run.returned", "person.rights_changed")
"""What only staff can do begins so: they are not named for it, though they be members too."""
NOBODY: Final = "nobody"
"""Stands for events without a person."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events an audit page shows. Empty values want all.

    `person` is a person's id, STAFF or NOBODY; `since` and `until` are instants, the second not counted.
    """

    action: str = ""
    person: str = ""
    address: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything narrows the events."""
        return bool(self.action or self.person or self.address or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, newest first, and the mark that the next older ones begin after, or None."""

    events: list[AuditEvent]
    older: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom an event names, as the tenant knows them now."""

    name: str
    is_member: bool
    is_staff: bool


def page_of(tenant: Tenant, wanted: Wanted, *, before: str, size: int = A_PAGE) -> Page:
    """Return the page after a mark, or the newest for what is no mark."""
    found = read(tenant, wanted, before=_number(before), size=size + 1)
    shown = found[:size]
    return Page(shown, str(shown[-1].pk) if len(found) > size else None)


def read(tenant: Tenant, wanted: Wanted, *, before: int, size: int) -> list[AuditEvent]:
    """Return the events before a number, newest first. Index: tenants_audit_tenant_idx, from the number on."""
    events = AuditEvent.objects.filter(_matches(tenant, wanted), tenant_uuid=tenant.pk, pk__lt=before)
    return list(events.order_by("-pk")[:size])


def read_in_pieces(tenant: Tenant, wanted: Wanted) -> Iterator[list[AuditEvent]]:
    """Yield all wanted events, newest first, a short query for each piece."""

    def read_after(last: AuditEvent | None, size: int) -> list[AuditEvent]:
        return read(tenant, wanted, before=last.pk if last else NO_EVENT_IS_LATER, size=size)

    return downloads.in_pieces(read_after)


def people_of(tenant: Tenant, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return people by their ids, in one query. Who was erased is missing."""
    here = Membership.objects.filter(tenant=tenant, user=OuterRef("pk"))
    people = User.objects.filter(pk__in=set(ids)).annotate(is_member=Exists(here))
    return {user.pk: Person(str(user), user.is_member, user.is_staff) for user in people}


def members_of(tenant: Tenant) -> list[tuple[str, str]]:
    """Return the tenant's members as choices: id and name, by name."""
    people = User.objects.filter(memberships__tenant=tenant)
    return sorted(((str(user.pk), str(user)) for user in people), key=lambda choice: choice[1].casefold())


def _number(text: str) -> int:
    number = int(text[:20]) if text.isascii() and text.isdecimal() else 0
    return number if 0 < number < NO_EVENT_IS_LATER else NO_EVENT_IS_LATER


def _matches(tenant: Tenant, wanted: Wanted) -> Q:
    matches = _by(tenant, wanted.person)
    if wanted.action:
        matches &= Q(action=wanted.action)
    if wanted.address:
        matches &= Q(address=wanted.address) & _not_by_staff(tenant)
    if wanted.since:
        matches &= Q(created_at__gte=wanted.since)
    return matches & Q(created_at__lt=wanted.until) if wanted.until else matches


def _by(tenant: Tenant, person: str) -> Q:
    if person == STAFF:
        return Q(person_uuid__in=_staff_of(tenant).values("pk")) | Q(detail__by=STAFF) | _only_staffs()
    if not person:
        return Q()
    is_theirs = Q(person_uuid=None if person == NOBODY else person)
    return is_theirs & Q(detail__by__isnull=True) & ~_only_staffs()


def _only_staffs() -> Q:
    return reduce(or_, (Q(action__startswith=start) for start in STAFFS_ACTIONS))


def _not_by_staff(tenant: Tenant) -> Q:
    """Return the events whose address a tenant sees. Written out, because NOT of an unknown is unknown."""
    is_not_staff = Q(person_uuid=None) | ~Q(person_uuid__in=_staff_of(tenant).values("pk"))
    return is_not_staff & Q(detail__by__isnull=True) & ~_only_staffs()


def _staff_of(tenant: Tenant) -> QuerySet[User]:
    """Return the operator's people who are not members of the tenant themselves."""
    here = Membership.objects.filter(tenant=tenant, user=OuterRef("pk"))
    return User.objects.filter(~Exists(here), is_staff=True)
