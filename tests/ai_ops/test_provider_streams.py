"""Answers that no decent server gives: the SDK takes some of them for whole messages, we take none."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from ai_ops.base import TextRequest
from ai_ops.providers import anthropic, http
from ai_ops.providers.base import Call, Endpoint, ProviderError
from tests.ai_ops.echo import Echo

REQUEST = TextRequest(system="You say things again.", prompt="Say again.", schema=Echo.schema())
START = (
    b'event: message_start\ndata: {"type": "message_start", "message": {"id": "m", "type": "message", "role": '
    b'"assistant", "content": [], "model": "x", "usage": {"input_tokens": 1, "output_tokens": 1}}}\n\n'
)
STOP = b'event: message_stop\ndata: {"type": "message_stop"}\n\n'
PING = b"event: ping\ndata: {}\n\n"


class Server(ThreadingHTTPServer):
    """Answers every request with the same pieces of a body, and then pings until it is told to stop."""

    def __init__(self, pieces: tuple[bytes, ...], *, content_type: str, status: int, pings: bool) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pieces, self.content_type, self.status, self.pings = pieces, content_type, status, pings
        self.is_over = Event()

    def handle_error(self, *arguments: object) -> None:
        """A client that goes away is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)
        self.send_header("Content-Type", self.server.content_type)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        for piece in self.server.pieces:
            self.wfile.write(piece)
        while self.server.pings and not self.server.is_over.wait(0.05):
            self.wfile.write(PING)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def serve() -> Iterator[Callable[..., Call]]:
    """Return a function that serves pieces of a body for ever after, and gives the call to it."""
    servers: list[Server] = []

    def start(
        *pieces: bytes, content_type="text/event-stream", status: int = 200, seconds: float = 5, pings: bool = False
    ) -> Call:
        server = Server(pieces, content_type=content_type, status=status, pings=pings)
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}", "sk-ant-x", "provider")
        return Call("anthropic", endpoint, "claude-haiku-5-5", seconds, lambda tokens: None)

    yield start
    for server in servers:
        server.is_over.set()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ((START,), "unreachable"),
        ((START, b'event: content_block_delta\ndata: {"type": "content_bl', b"\n\n", STOP), "bad_answer"),
        ((START, b'event: message_delta\ndata: {"type": "message_delta", "delta": null}\n\n', STOP), "bad_answer"),
        ((START, b"event: message_delta\ndata: [1, 2]\n\n"), "unreachable"),
        ((b"event: message_start\ndata: {}\n\n",), "unreachable"),
        ((START, b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error"}}\n\n'), "overloaded"),
        ((START, b"event: error\ndata: no json at all\n\n"), "unavailable"),
        ((b"",), "unreachable"),
    ],
)
def test_a_stream_that_is_no_whole_message_is_an_error(serve, pieces, code):
    with pytest.raises(ProviderError) as failure:
        anthropic.generate(REQUEST, serve(*pieces))
    assert failure.value.code == code


@pytest.mark.parametrize("content_type", ["text/html", "application/json", "text/plain"])
def test_a_page_in_place_of_a_stream_is_an_error(serve, content_type):
    with pytest.raises(ProviderError, match="not_the_api"):
        anthropic.generate(REQUEST, serve(b"{}", content_type=content_type))


def test_a_redirect_is_not_followed(serve):
    with pytest.raises(ProviderError, match="redirected"):
        anthropic.generate(REQUEST, serve(status=307))


def test_a_stream_that_only_pings_ends_with_its_budget(serve):
    with pytest.raises(ProviderError, match="timed_out"):
        anthropic.generate(REQUEST, serve(START, pings=True, seconds=0.5))


def test_a_body_without_end_is_cut_off(serve, monkeypatch):
    monkeypatch.setattr(http, "LARGEST_BODY", 1_000)
    with pytest.raises(ProviderError, match="unreachable"):
        anthropic.generate(REQUEST, serve(START, *[PING] * 100))


@pytest.mark.parametrize(
    "pieces",
    [
        (START, STOP),
        (b'event: message_start\ndata: {"type": "message_start"}\n\n', STOP),
        (START, b'event: content_block_delta\ndata: {"type": "content_block_delta"}\n\n', STOP),
    ],
)
def test_a_message_that_says_nothing_has_neither_text_nor_stop_reason(serve, pieces):
    reply = anthropic.generate(REQUEST, serve(*pieces))
    assert (reply.text, reply.stop_reason) == ("", "")


@pytest.mark.parametrize("count", ["-5000000", "100000001", "1e12", "true", "null", '"many"', "9" * 40])
def test_what_cannot_be_a_count_of_tokens_counts_nothing(serve, count):
    said = f'{{"type": "message_delta", "delta": {{}}, "usage": {{"input_tokens": {count}, "output_tokens": {count}}}}}'
    reply = anthropic.generate(REQUEST, serve(START, f"event: message_delta\ndata: {said}\n\n".encode(), STOP))
    assert (reply.usage.input, reply.usage.output) == (1, 1)


def test_threads_that_begin_at_once_share_one_client():
    http.pooled_client().close()
    http.the_client.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        assert len({id(client) for client in threads.map(lambda _each: http.pooled_client(), range(8))}) == 1
