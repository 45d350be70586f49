"""Replace a keyset's file in place: all of the old one or all of the new one, and one change at a time."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Write what `change` makes of the file's text in its place. Raises OSError.

    Two at once wait for each other, so neither loses the other's key. Whoever reads meanwhile, or
    after a crash, reads the old file or the new one. Mode and owner stay as they are.
    """
    path = path.resolve()  # a link stays a link
    with _alone_in(path.parent):
        text = change(path.read_text(encoding="utf-8"))
        copy = path.with_name(f".{path.name}.new")
        try:
            _write(copy, text, like=path.stat())
            copy.replace(path)
        finally:
            copy.unlink(missing_ok=True)
        _flush(path.parent)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, text: str, *, like: os.stat_result) -> None:
    path.unlink(missing_ok=True)  # what a killed process left
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text.rstrip() + "\n")
        file.flush()
        with suppress(PermissionError):  # the owner alone may give a file away
            os.fchown(descriptor, like.st_uid, like.st_gid)
        os.fchmod(descriptor, like.st_mode & 0o777)
        os.fsync(descriptor)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
