"""What the pages read: a tenant's sources with their newest snapshots, without N+1."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from connectors import snapshots
from connectors.models import Snapshot, Source
from tenants.models import Tenant, User


@dataclass(frozen=True, slots=True)
class Row:
    """A source, and its newest snapshot if there is one."""

    source: Source
    snapshot: Snapshot | None


def sources_of(tenant: Tenant) -> QuerySet[Source]:
    """Return a tenant's sources by name."""
    return Source.objects.filter(tenant=tenant).select_related("tenant").order_by("name", "slug")


def rows_of(tenant: Tenant) -> list[Row]:
    """Return a tenant's sources with their newest snapshots, in two queries."""
    newest = {each.source_id: each for each in snapshots.latest_of(tenant).defer("notes", "fields")}
    return [Row(source, newest.get(source.pk)) for source in sources_of(tenant)]


def history_of(source: Source) -> QuerySet[Snapshot]:
    """Return a source's snapshots, newest first."""
    return Snapshot.objects.filter(source=source).order_by("-number").defer("notes", "fields")


def name_of(person: UUID | None) -> str:
    """Return a person's name, or nothing where they are unknown."""
    found = User.objects.filter(pk=person).first() if person else None
    return str(found) if found else ""
