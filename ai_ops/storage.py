"""A storage in the database, for an installation of several hosts without a shared folder or S3."""

from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from ai_ops.models import StoredBytes


@deconstructible
class DatabaseStorage(Storage):
    """Django's storage interface over one table. Files are small and never change."""

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        try:
            row = StoredBytes.objects.get(name=name)
        except StoredBytes.DoesNotExist:
            raise FileNotFoundError(name) from None
        return File(BytesIO(bytes(row.data)), name=name)

    def _save(self, name: str, content: "File[Any]") -> str:
        StoredBytes.objects.create(name=name, data=content.read())
        return name

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is no error."""
        StoredBytes.objects.filter(name=name).delete()

    def exists(self, name: str) -> bool:
        """Return whether there is a file of that name."""
        return StoredBytes.objects.filter(name=name).exists()

    def size(self, name: str) -> int:
        """Return a file's size in bytes."""
        with self.open(name) as file:
            return len(file.read())
