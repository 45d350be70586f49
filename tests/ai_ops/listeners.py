"""Small HTTP servers for tests of where calls go: each remembers all that it was sent, and answers in one way."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came: the method, the target, the headers in small letters, and the body."""

    method: str
    target: str
    headers: dict[str, str]
    body: str

    @property
    def whole(self) -> str:
        return f"{self.method} {self.target}\n{self.headers}\n{self.body}"


class Listener(ThreadingHTTPServer):
    """Answers 200 with `{}`, or with a redirect, or with what the server at `relays_to` answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []
        self.redirects: tuple[int, str] | None = None
        self.relays_to = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *arguments: object) -> None:
        """Say nothing of clients that went away."""


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append(Seen(self.command, self.path, headers, body.decode()))
        if self.server.redirects:
            status, place = self.server.redirects
            self._send(status, {"Location": place, "Content-Type": "application/json"}, b"{}")
        elif self.server.relays_to:
            self._send(*self._relayed(body))
        else:
            self._send(200, {"Content-Type": "application/json"}, b"{}")

    do_GET = do_POST = do_CONNECT = answer  # noqa: N815 - http.server's names

    def _relayed(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(urlsplit(self.server.relays_to).netloc, timeout=10)
        try:
            connection.request(self.command, self.path, body, dict(self.headers))
            response = connection.getresponse()
            return response.status, {"Content-Type": response.headers["Content-Type"]}, response.read()
        finally:
            connection.close()

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def listening() -> Iterator[Listener]:
    """Run a listener for as long as the block lasts."""
    listener = Listener()
    Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield listener
    finally:
        listener.shutdown()
        listener.server_close()
