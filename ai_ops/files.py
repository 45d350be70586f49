"""Keep the files of results in the storage, under names that nobody can guess."""

import hashlib
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ai_ops.base import NewFile
from ai_ops.models import Run, StoredFile


def write(run: Run, new: Iterable[NewFile]) -> list[StoredFile]:
    """Write files to the storage and return their rows, unsaved: the run's end saves them, or discards them."""
    return [write_one(run.tenant_id, each, run=run) for each in new]


def write_one(tenant_id: UUID, new: NewFile, *, run: Run | None = None) -> StoredFile:
    """Write a file to the storage, of a run or of none, and return its row, unsaved."""
    random = uuid4().hex
    name = default_storage.save(
        f"{'runs' if run else 'library'}/{random[:2]}/{random}{new.suffix}", ContentFile(new.data)
    )
    return StoredFile(
        tenant_id=tenant_id,
        run=run,
        field=new.field,
        name=name,
        content_type=new.content_type,
        size=len(new.data),
        sha256=hashlib.sha256(new.data).hexdigest(),
    )


def discard(stored: Iterable[StoredFile]) -> None:
    """Remove files whose run ended otherwise."""
    for each in stored:
        default_storage.delete(each.name)
