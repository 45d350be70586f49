"""Bring files of our own into the library: look first, ask where a name is taken, then write all or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from ai_ops import files, library, library_files, library_trail
from ai_ops import library_names as names
from ai_ops.base import InvalidFileError, Json, NewFile
from ai_ops.library_files import OwnFile
from ai_ops.models import SavedItem, StoredFile
from tenants.models import Tenant

MOST_FILES = 20
FIELD = "import"
"""Marks what was looked at and not yet brought in."""
WAITS = timedelta(hours=1)


class Taken(StrEnum):
    """What to do where the library has an item of that kind and name already."""

    RENAME = "rename"
    OVERWRITE = "overwrite"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Looked:
    """One file that was looked at: what it holds, or why it is refused. `key` names what waits to be brought in.

    `is_taken` says that the library, or an earlier one of these files, has the name; `free_name` is then free.
    """

    filename: str
    file: OwnFile | None = None
    problem: str = ""
    key: UUID | None = None
    is_taken: bool = False
    free_name: str = ""


def look(tenant: Tenant, uploads: Iterable[tuple[str, bytes]], *, at: datetime) -> list[Looked]:
    """Read files, each with its name, and keep the good ones for an hour, so that a person can decide."""
    seen: set[tuple[str, str]] = set()
    return [_look(tenant, filename, data, at=at, seen=seen) for filename, data in uploads]


def _look(tenant: Tenant, filename: str, data: bytes, *, at: datetime, seen: set[tuple[str, str]]) -> Looked:
    shown = "".join(each for each in filename if names.is_showable(each))[:100]
    try:
        file = library_files.read(data)
    except InvalidFileError as error:
        return Looked(shown, problem=str(error))
    waiting = files.write_one(tenant.pk, NewFile(FIELD, data, "application/json", ".json"))
    waiting.created_at = at
    waiting.save()
    name = (file.kind, file.name)
    is_taken = name in seen or names.live(tenant, file.kind).filter(name=file.name).exists()
    seen.add(name)
    return Looked(shown, file, "", waiting.pk, is_taken, names.free(tenant, file.kind, name=file.name))


def carry_out(
    tenant: Tenant,
    wanted: Mapping[UUID, Taken],
    *,
    author: UUID | None,
    at: datetime,
    request: HttpRequest | None = None,
) -> list[SavedItem]:
    """Bring in files that were looked at, each as wanted where its name is taken; return the items in their order.

    All are written, or none. What waits no more is left out. Raises InvalidFileError and NameTakenError.
    """
    waiting = {row.pk: row for row in _waiting(tenant, at=at).filter(pk__in=wanted)}
    importing = _Importing(tenant, author, at, request, [])
    try:
        with transaction.atomic():
            found = [importing.bring(waiting[key], taken) for key, taken in wanted.items() if key in waiting]
            StoredFile.objects.filter(pk__in=waiting).delete()
    except BaseException:
        files.discard(importing.written)
        raise
    files.discard(waiting.values())
    return [item for item in found if item]


def _waiting(tenant: Tenant, *, at: datetime) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(tenant=tenant, field=FIELD, run=None, created_at__gt=at - WAITS)


@dataclass(frozen=True, slots=True)
class _Importing:
    """One import on its way: for whom, and which files it wrote."""

    tenant: Tenant
    author: UUID | None
    at: datetime
    request: HttpRequest | None
    written: list[StoredFile]

    def bring(self, waiting: StoredFile, taken: Taken) -> SavedItem | None:
        """Write what a file holds; None where it is skipped."""
        try:
            with default_storage.open(waiting.name) as stored:
                file = library_files.read(stored.read())
        except FileNotFoundError:
            raise InvalidFileError("A file that was looked at is gone. Choose it once more.") from None
        former = names.live(self.tenant, file.kind).filter(name=file.name).first()
        if former and taken == Taken.SKIP:
            return None
        how = "new" if former is None else taken.value
        content = {name: self._kept(value) for name, value in file.content.items()}
        is_over = former is not None and taken == Taken.OVERWRITE
        item = self._overwrite(former, file, content) if former and is_over else self._add(file, content)
        library_trail.record("item.imported", item, request=self.request, how=how, version=item.version)
        return item

    def _kept(self, value: object) -> object:
        """Return a value as the content keeps it: of a new file, its id."""
        if not isinstance(value, NewFile):
            return value
        stored = files.write_one(self.tenant.pk, value)
        self.written.append(stored)
        stored.save()
        return str(stored.pk)

    def _add(self, file: OwnFile, content: Json) -> SavedItem:
        name = names.free(self.tenant, file.kind, name=file.name)
        item = SavedItem(tenant=self.tenant, kind=file.kind, name=name, content=content, author=self.author)
        item.is_ai_made = file.is_ai_made
        return library.add(item, at=self.at, note="imported")

    def _overwrite(self, former: SavedItem, file: OwnFile, content: Json) -> SavedItem:
        return library.replace(former, content, author=self.author, is_ai_made=file.is_ai_made, at=self.at)


def forget(*, at: datetime) -> int:
    """Remove what was looked at and not brought in within an hour; return how many files there were."""
    old = list(StoredFile.objects.filter(field=FIELD, run=None, created_at__lte=at - WAITS)[:500])
    StoredFile.objects.filter(pk__in=[each.pk for each in old]).delete()
    files.discard(old)
    return len(old)
