"""Uploads that are too large are refused while they come in: neither memory nor disk ever holds them."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from connectors.reading import limits

HOPELESS = 20 * limits.MAX_BYTES
"""A body that is not even read to its end; the browser may then show that the connection was closed."""
ENVELOPE = 100_000
"""What a form's other fields and its boundaries may take beside the file."""


class CappedUploadHandler(FileUploadHandler):
    """Skip a file of more than `most` bytes and mark the request; hand others on to the next handler."""

    @property
    def most(self) -> int:
        """Return the most bytes that one file may have."""
        return limits.MAX_BYTES

    @property
    def most_of_all(self) -> int:
        """Return the most bytes that all files of a request may have together."""
        return self.most

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's own signature
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note what the body's length says of the file in it."""
        self.is_hopeless = content_length > HOPELESS
        self.is_over = content_length > self.most_of_all + ENVELOPE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip a file of a body that is too large."""
        super().new_file(*args, **kwargs)
        self.received = 0
        if self.is_over:
            self._skip()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and skip what is too large after all."""
        self.received += len(raw_data)
        if self.received > self.most:
            self._skip()
        return raw_data

    def _skip(self) -> None:
        if self.request is not None:
            self.request.is_upload_too_large = True  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=True) if self.is_hopeless else SkipFile

    def file_complete(self, file_size: int) -> None:
        """Return no file: the next handler has it."""
        return


def is_too_large(request: HttpRequest) -> bool:
    """Return whether a file of the request was skipped for its size."""
    return getattr(request, "is_upload_too_large", False)
