"""The server itself: a thread for each connection, loopback only, quick to stop."""

import os
import selectors
import socket
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from typing import Any, Self

from sandbox.faults import FaultQueue
from sandbox.handler import Handler
from sandbox.journal import Journal

LOOPBACK = ("127.0.0.1", "localhost")
LONGEST_WAIT = 3600


class SandboxRefusedError(Exception):
    """The sandbox does not start here, for a reason that the message says."""


def refuse_production() -> None:
    """Raise SandboxRefusedError when INSPIRE_MODE is set to anything but local."""
    mode = os.environ.get("INSPIRE_MODE", "")
    if mode not in ("", "local"):
        raise SandboxRefusedError(
            f"The sandbox gives demo answers and runs in local mode only, and INSPIRE_MODE is {mode!r}. "
            "Set INSPIRE_MODE=local on a developer's machine; in production enter a provider key instead."
        )


class Listener(ThreadingHTTPServer):
    """Listens, and holds what all connections share: faults, journal, pace, and the end."""

    request_queue_size = 1024
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], *, pace: float, is_talkative: bool) -> None:
        self.faults = FaultQueue()
        self.journal = Journal()
        self.pace = pace
        self.is_talkative = is_talkative
        self._lock = threading.Lock()
        self.connections: set[socket.socket] = set()
        self._stop_reader, self._stop_writer = socket.socketpair()
        super().__init__(address, Handler)

    def wait(self, seconds: float, client: socket.socket) -> bool:
        """Wait; return False at once when the server stops or the client goes away meanwhile."""
        if seconds <= 0:
            return True
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._stop_reader, selectors.EVENT_READ)
            selector.register(client, selectors.EVENT_READ)
            while (left := until - time.monotonic()) > 0:
                for key, _ in selector.select(min(left, LONGEST_WAIT)):
                    if key.fileobj is self._stop_reader or _is_gone(client):
                        return False
                    selector.unregister(client)  # it sent ahead: that is read when its turn comes
        return True

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self.connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away; print everything else."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def end(self) -> None:
        """Wake all that wait, close all connections, and let the port go."""
        self._stop_writer.close()
        self.shutdown()
        self.server_close()
        until = time.monotonic() + 2
        while self._close_connections() and time.monotonic() < until:
            time.sleep(0.005)
        self._stop_reader.close()

    def _close_connections(self) -> int:
        """Break off the connections that are still open; return how many those were."""
        with self._lock:
            connections = list(self.connections)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        return len(connections)


def _is_gone(client: socket.socket) -> bool:
    try:
        return client.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


class SandboxServer:
    """The sandbox in a thread of this process, for as long as the `with` block lasts.

    `port` 0 takes a free one. `pace` is the seconds between two pieces of a streamed answer.
    """

    def __init__(
        self, port: int = 0, *, host: str = "127.0.0.1", pace: float = 0.0, is_talkative: bool = False
    ) -> None:
        refuse_production()
        if host not in LOOPBACK:
            raise SandboxRefusedError(
                f"The sandbox serves this machine only, and the host asked for is {host!r}. Use 127.0.0.1."
            )
        self.listener = Listener(("127.0.0.1", port), pace=pace, is_talkative=is_talkative)
        self._thread = threading.Thread(
            target=self.listener.serve_forever, kwargs={"poll_interval": 0.02}, name="sandbox", daemon=True
        )

    @property
    def port(self) -> int:
        return self.listener.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        self.listener.end()
        self._thread.join(timeout=2)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *details: object) -> None:
        self.stop()
