"""Keep the files of results in the storage, under names that nobody can guess."""

import hashlib
from collections.abc import Iterable
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ai_ops.base import NewFile
from ai_ops.models import Run, StoredFile


def write(run: Run, new: Iterable[NewFile]) -> list[StoredFile]:
    """Write files to the storage and return their rows, unsaved: the run's end saves them, or discards them."""
    return [_write(run, each) for each in new]


def _write(run: Run, new: NewFile) -> StoredFile:
    random = uuid4().hex
    name = default_storage.save(f"runs/{random[:2]}/{random}{new.suffix}", ContentFile(new.data))
    return StoredFile(
        tenant_id=run.tenant_id,
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
