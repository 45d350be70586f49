"""Count who holds the embedded servers: the first starts them, the last stops them.

Each holder keeps a shared lock on `holders.lock` as long as it lives; the kernel lets go of a
killed one's. Whoever comes or goes holds `gate.lock` meanwhile, alone. A server that a killed
holder left running is taken over by the next holder, and stopped by the last.
"""

import fcntl
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Server(Protocol):
    """An embedded server."""

    def start(self) -> str:
        """Start it if it is not running, and return its address."""

    def stop(self) -> None:
        """Stop it if it runs."""


@contextmanager
def hold(folder: Path, wanted: Sequence[Server], *, others: Sequence[Server] = ()) -> Iterator[list[str]]:
    """Hold the servers of `folder`: yield the wanted ones' addresses; the last holder stops all."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "holders.lock").open("a") as holders:
        try:
            with _gate(folder):
                fcntl.flock(holders, fcntl.LOCK_SH)
                addresses = [server.start() for server in wanted]
            yield addresses
        finally:
            with _undisturbed(), _gate(folder):
                if _is_last(holders):
                    for server in (*wanted, *others):
                        server.stop()


@contextmanager
def _gate(folder: Path) -> Iterator[None]:
    with (folder / "gate.lock").open("a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _is_last(holders: IO[str]) -> bool:
    """Give up the share, and tell whether nobody else has one."""
    try:
        fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ignore Ctrl-C and its kin, so that an impatient second one leaves nothing half stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [signal.signal(each, signal.SIG_IGN) for each in ENDINGS]
    try:
        yield
    finally:
        for each, handler in zip(ENDINGS, before, strict=True):
            signal.signal(each, handler)
