"""One `manage.py up` at a time in a project folder, and no remains of a killed one."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psutil

from inspire.env import VAR_DIR

PATIENCE = 10  # seconds that the remains of a killed one have to end


class AlreadyRunningError(Exception):
    """Inspire is running from this folder already."""


def record_path() -> Path:
    """Return where the running one writes its address and its processes."""
    return VAR_DIR / "up.json"


@contextmanager
def only_one(address: str) -> Iterator[None]:
    """Hold the lock while Inspire runs from this folder. Raises AlreadyRunningError, which says where it runs.

    A POSIX lock: the kernel lets go of it with this very process, whatever its children do.
    """
    VAR_DIR.mkdir(exist_ok=True)
    with (VAR_DIR / "up.lock").open("a") as lock:
        _take(lock)
        _end_remains()
        write_record({"address": address, "pid": os.getpid(), "processes": []})
        try:
            yield
        finally:
            record_path().unlink(missing_ok=True)


def _take(lock: IO[str]) -> None:
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        running = read_record()
        raise AlreadyRunningError(
            f"Inspire is already running at {running.get('address')} (process {running.get('pid')}). "
            "Stop it there with Ctrl-C first."
        ) from error


def read_record() -> dict[str, Any]:
    """Return what the running one, or a killed one, wrote."""
    try:
        return dict(json.loads(record_path().read_text()))
    except (OSError, ValueError):
        return {}


def write_record(record: dict[str, Any]) -> None:
    """Write the record whole."""
    fresh = record_path().with_suffix(".new")
    fresh.write_text(json.dumps(record))
    fresh.replace(record_path())


def add_process(pid: int) -> None:
    """Note a process that must not outlive us, with its start, which tells it from a later owner of its pid."""
    record = read_record()
    record["processes"].append([pid, psutil.Process(pid).create_time()])
    write_record(record)


def _end_remains() -> None:
    """End what a killed `up` left running."""
    families = [each for pid, start in read_record().get("processes", ()) for each in _family(pid, start)]
    for process in families:
        process.terminate()
    _gone, alive = psutil.wait_procs(families, timeout=PATIENCE)
    for process in alive:
        process.kill()


def _family(pid: int, start: float) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)] if process.create_time() == start else []
    except psutil.Error:
        return []
