"""The library's bin: what was deleted stays for thirty days, and can be brought back until then."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ai_ops import files, library_trail
from ai_ops import library_names as names
from ai_ops.errors import ItemGoneError
from ai_ops.models import SavedItem, SavedVersion, StoredFile
from tenants.models import Tenant

KEPT = timedelta(days=30)
AT_ONCE = 500
TRIES = 3


def delete(item: SavedItem, *, at: datetime) -> None:
    """Put an item into the bin; its name is free at once, and the run that it came from stays."""
    SavedItem.objects.filter(pk=item.pk, deleted_at=None).update(deleted_at=at)
    item.deleted_at = at


def bring_back(item: SavedItem) -> SavedItem:
    """Take an item out of the bin, under the next free name where its own was given away. Raises ItemGoneError."""
    for _try in range(TRIES):  # another one may take the free name between look and write
        name = names.free(item.tenant, item.kind, name=item.name)
        try:
            with transaction.atomic():
                binned = SavedItem.objects.filter(pk=item.pk, deleted_at__isnull=False)
                found = binned.update(deleted_at=None, name=name)
        except IntegrityError:
            continue
        if found:
            item.deleted_at, item.name = None, name
            return item
        break
    raise ItemGoneError(f"“{item.name}” is not in the bin any more.")


def until(item: SavedItem) -> datetime | None:
    """Return when an item of the bin goes for good."""
    return item.deleted_at + KEPT if item.deleted_at else None


def purge(item: SavedItem) -> bool:
    """Delete an item of the bin for good, with the files that nothing else uses. Return whether it was there."""
    with transaction.atomic():
        unowned = _files_of(item)
        deleted, _by_model = SavedItem.objects.filter(pk=item.pk, deleted_at__isnull=False).delete()
        if deleted:
            _discard_unused(item.tenant, unowned)
    return bool(deleted)


def empty(*, at: datetime) -> int:
    """Delete for good what was deleted thirty days ago; return how many items there were."""
    old = SavedItem.objects.filter(deleted_at__lte=at - KEPT).select_related("tenant").defer("content")
    return sum(_purge_in_time(item) for item in old.order_by("deleted_at")[:AT_ONCE])


def _purge_in_time(item: SavedItem) -> bool:
    with transaction.atomic():
        is_gone = purge(item)
        if is_gone:
            library_trail.record("item.purged", item, by_time=True)
    return is_gone


def _files_of(item: SavedItem) -> list[StoredFile]:
    """Return the files that no run owns and that a version of the item shows."""
    contents = SavedVersion.objects.filter(item=item).values_list("content", flat=True)
    ids = {key for content in contents for value in content.values() if (key := _uuid(value))}
    return list(StoredFile.objects.filter(tenant=item.tenant_id, run=None, pk__in=ids))


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _discard_unused(tenant: Tenant, stored: list[StoredFile]) -> None:
    """Remove the files that no version of another item shows: copies share theirs."""
    versions = SavedVersion.objects.filter(item__tenant=tenant)
    unused = [each for each in stored if not versions.filter(**{f"content__{each.field}": str(each.pk)}).exists()]
    StoredFile.objects.filter(pk__in=[each.pk for each in unused]).delete()
    transaction.on_commit(lambda: files.discard(unused))
