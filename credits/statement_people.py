"""Whom a statement names: the tenant's members, and all who ever ran something for it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from credits.models import Rollup
from tenants.models import Membership, Tenant, User


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is a member, or was one when a run was made."""

    id: UUID
    name: str
    is_member: bool


def people_of(tenant: Tenant) -> dict[UUID, Person]:
    """Return them by their ids, members first, then by name, in one query. Who was erased is missing.

    Index: the tenant's memberships, and the rollups of its months by credits_rollup_key.
    """
    here = Membership.objects.filter(tenant=tenant, user=OuterRef("pk"))
    ran = Rollup.objects.filter(period__account=tenant.pk).values("member")
    rows = (
        User.objects.filter(Q(memberships__tenant=tenant) | Q(pk__in=ran)).annotate(is_member=Exists(here)).distinct()
    )
    people = [Person(row.pk, str(row), row.is_member) for row in rows]
    people.sort(key=lambda each: (not each.is_member, each.name.casefold()))
    return {each.id: each for each in people}
