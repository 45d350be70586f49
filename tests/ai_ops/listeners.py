"""Small HTTP servers for tests of where calls go: each remembers all that it was sent, and answers in one way."""

import http.client
from collections.abc import Callable, Iterator
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


type Answer = tuple[int, dict[str, str], bytes]
"""Status, headers and body."""


def nothing(_seen: Seen) -> Answer:
    return 200, {"Content-Type": "application/json"}, b"{}"


def redirecting(status: int, place: str) -> Callable[[Seen], Answer]:
    """Return what sends every request elsewhere."""
    return lambda _seen: (status, {"Location": place, "Content-Type": "application/json"}, b"{}")


def relaying(url: str) -> Callable[[Seen], Answer]:
    """Return what answers as the server at another address does."""

    def relay(seen: Seen) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        try:
            connection.request(seen.method, seen.target, seen.body.encode(), seen.headers)
            response = connection.getresponse()
            return response.status, {"Content-Type": response.headers["Content-Type"]}, response.read()
        finally:
            connection.close()

    return relay


class Listener(ThreadingHTTPServer):
    """Remembers every request, and answers as `answer` says: at first with nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []
        self.answer: Callable[[Seen], Answer] = nothing

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *arguments: object) -> None:
        """Say nothing of clients that went away."""


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = Seen(self.command, self.path, headers, body.decode())
        self.server.seen.append(seen)
        status, said, answer = self.server.answer(seen)
        self.send_response(status)
        for name, value in {**said, "Content-Length": str(len(answer))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_CONNECT = serve  # noqa: N815 - http.server's names

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
