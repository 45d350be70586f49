"""Keep results under names. Every change is a version of its own: save, change, restore, rename, copy."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ai_ops import library_names as names
from ai_ops.base import Json
from ai_ops.errors import InvalidInputError, ItemGoneError, NameTakenError
from ai_ops.models import Run, SavedItem, SavedVersion, State
from tenants.models import Tenant


def save(run: Run, name: str, *, author: UUID | None, at: datetime, chosen: int | None = None) -> SavedItem:
    """Save a run's result under a name. Raises InvalidInputError and NameTakenError.

    `chosen` is the place, from 0, of the variant that was chosen of a result that has several.
    """
    if run.state != State.SUCCEEDED or run.result is None:
        raise InvalidInputError({"": ["Only a run that succeeded has a result to save."]})
    content = _content(run.result, chosen)
    item = SavedItem(tenant_id=run.tenant_id, kind=run.operation, name=name, content=content, run=run, author=author)
    return add(item, at=at, note="saved")


def _content(result: Json, chosen: int | None) -> Json:
    is_there = chosen is not None and 0 <= chosen < len(result.get("variants", ()))
    return {**result, "chosen": chosen} if is_there else result


def save_content(
    tenant: Tenant, kind: str, *, name: str, content: Json, author: UUID | None, at: datetime, is_ai_made: bool = False
) -> SavedItem:
    """Save content that is no run's result as it stands. Raises InvalidInputError and NameTakenError.

    What came of a run and was edited before it was first saved is written with `add`.
    """
    item = SavedItem(tenant=tenant, kind=kind, name=name, content=content, author=author, is_ai_made=is_ai_made)
    return add(item, at=at, note="saved")


def add(item: SavedItem, *, at: datetime, note: str) -> SavedItem:
    """Write a new item with its first version. Raises InvalidInputError and NameTakenError.

    `is_ai_made` with `is_edited` says that a person changed what a run made before it was saved.
    """
    item.name = names.clean(item.name)
    item.created_at = item.changed_at = at
    item.version = 1
    with transaction.atomic():
        _write(item)
        _keep(item, note=note, run=item.run, author=item.author)
    return item


def change(
    item: SavedItem,
    content: Json,
    *,
    author: UUID | None,
    note: str,
    is_ai_made: bool,
    at: datetime,
    run: Run | None = None,
) -> SavedItem:
    """Give an item new content, as a new version. Raises ItemGoneError.

    `is_ai_made` says whether a run made this content, `run`, or a person. Two changes at once are two
    versions, one after the other.
    """
    with transaction.atomic():
        locked = _lock(item)
        locked.is_edited = locked.is_edited or not is_ai_made or not locked.is_ai_made
        locked.is_ai_made = locked.is_ai_made or is_ai_made
        return _advance(locked, content, author=author, note=note, at=at, run=run)


def replace(item: SavedItem, content: Json, *, author: UUID | None, is_ai_made: bool, at: datetime) -> SavedItem:
    """Put what a file holds in an item's place, as a new version of it. Raises ItemGoneError."""
    with transaction.atomic():
        locked = _lock(item)
        locked.is_ai_made, locked.is_edited = is_ai_made, False
        return _advance(locked, content, author=author, note="imported", at=at, run=None)


def restore(item: SavedItem, number: int, *, author: UUID | None, at: datetime) -> SavedItem:
    """Make an earlier version the newest again, as a new version. Raises ItemGoneError."""
    with transaction.atomic():
        locked = _lock(item)
        version = locked.versions.filter(number=number).first()
        if version is None:
            raise ItemGoneError(f"“{item.name}” has no version {number}. Choose one of its history.")
        locked.is_edited = not version.is_ai_made
        note = f"restored from {number}"
        return _advance(locked, version.content, author=author, note=note, at=at, run=version.run)


def _lock(item: SavedItem) -> SavedItem:
    """Return the item's row, locked until the transaction ends."""
    locked = SavedItem.objects.select_for_update().filter(pk=item.pk, deleted_at=None).first()
    if locked is None:
        raise ItemGoneError(f"“{item.name}” was deleted meanwhile. Bring it back from the bin, then try again.")
    return locked


def _advance(
    item: SavedItem, content: Json, *, author: UUID | None, note: str, at: datetime, run: Run | None
) -> SavedItem:
    item.content = content
    item.version += 1
    item.changed_at = at
    item.save(update_fields=["content", "version", "changed_at", "is_ai_made", "is_edited"])
    _keep(item, note=note, run=run, author=author)
    return item


def _keep(item: SavedItem, *, note: str, run: Run | None, author: UUID | None) -> None:
    SavedVersion.objects.create(
        item=item,
        number=item.version,
        content=item.content,
        note=note[:200],
        run=run,
        author=author,
        is_ai_made=item.is_ai_made and not item.is_edited,
        created_at=item.changed_at,
    )


def duplicate(item: SavedItem, *, author: UUID | None, at: datetime) -> SavedItem:
    """Save a copy of an item's newest version under the next free name."""
    copy = SavedItem(
        tenant_id=item.tenant_id,
        kind=item.kind,
        name=names.free(item.tenant, item.kind, name=item.name),
        content=item.content,
        run=item.run,
        author=author,
        is_ai_made=item.is_ai_made,
        is_edited=item.is_edited,
    )
    return add(copy, at=at, note=f"copied from {item.name}")


def rename(item: SavedItem, name: str) -> None:
    """Give a saved item another name. Raises InvalidInputError and NameTakenError."""
    item.name = names.clean(name)
    _write(item, fields=["name"])


def _write(item: SavedItem, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            item.save(update_fields=fields)
    except IntegrityError:
        raise NameTakenError(
            f"Another saved item is called {item.name!r}. Choose another name, or delete or rename that one."
        ) from None
