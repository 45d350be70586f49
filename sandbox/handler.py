"""One connection: reads HTTP requests, and writes replies as slowly or as badly as they say."""

import sys
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, cast

from sandbox import anthropic, control, keys, openai
from sandbox.anthropic import Call
from sandbox.errors import ApiError
from sandbox.replies import Reply, json_reply

if TYPE_CHECKING:
    from sandbox.server import Listener

MAX_BODY = 32 * 1024 * 1024
MAX_DISCARDED = 2 * MAX_BODY
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Handler(BaseHTTPRequestHandler):
    """Answers the calls of one client, one after the other, on a kept-alive connection."""

    protocol_version = "HTTP/1.1"
    server_version = "sandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    key = ""

    @property
    def listener(self) -> "Listener":
        return cast("Listener", self.server)

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print a line for each reply, without any body and with the key masked, when asked to."""
        if self.listener.is_talkative:
            print(time.strftime("%H:%M:%S"), format % args, keys.mask(self.key), file=sys.stderr, flush=True)

    def _serve(self) -> None:
        reply = self._reply()
        if self.listener.wait(reply.delay, self.connection) and not reply.is_hung:
            self._send(reply)
        else:
            self.close_connection = True

    def _reply(self) -> Reply:
        """Return the reply to the request whose line and headers have been read."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.key = keys.key_of(headers)
        if problem := _stranger(headers):
            self.close_connection = True
            return json_reply(403, {"problem": problem})
        size = headers.get("content-length", "0")
        if not size.isdigit() or "transfer-encoding" in headers:
            self.close_connection = True
            return ApiError(400, "content-length: Field required").reply(anthropic.new_request_id())
        if int(size) > MAX_BODY:
            self._discard(int(size))
            return ApiError(413).reply(anthropic.new_request_id())
        body = self.rfile.read(int(size)).decode("utf-8", errors="replace")
        return self._route(Call(self.command, self.path.partition("?")[0], headers, body))

    def _discard(self, size: int) -> None:
        """Read a body away, so that its sender comes to read the answer; give up on a huge one."""
        self.close_connection = size > MAX_DISCARDED
        left = min(size, MAX_DISCARDED)
        while left > 0 and (piece := self.rfile.read(min(left, 65_536))):
            left -= len(piece)

    def _route(self, call: Call) -> Reply:
        listener = self.listener
        if call.path.startswith("/sandbox/"):
            return control.serve(call, listener.faults, listener.journal)
        fault = listener.faults.take(call.path, call.body)
        request_id = anthropic.new_request_id()
        listener.journal.write(
            call.method,
            call.path,
            body=call.content,
            key=keys.mask(call.key),
            key_sha256=keys.digest(call.key),
            request_id=request_id,
            fault=fault.fault if fault else "",
        )
        if openai.is_meant(call):
            return openai.serve(call, fault, request_id=request_id)
        return anthropic.serve(call, fault, request_id=request_id, pace=listener.pace)

    def _send(self, reply: Reply) -> None:
        try:
            self._send_head(reply)
            self._send_body(reply)
        except OSError:
            self.close_connection = True  # the client went away

    def _send_head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("content-type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.is_stream:
            self.send_header("transfer-encoding", "chunked")
        else:
            self.send_header("content-length", str(len(reply.body)))
        self.end_headers()

    def _send_body(self, reply: Reply) -> None:
        wire = [b"%x\r\n%b\r\n" % (len(part), part) for part in reply.parts] if reply.is_stream else [reply.body]
        wire = _cut(wire) if reply.is_cut else [*wire, *([b"0\r\n\r\n"] if reply.is_stream else [])]
        if reply.drip:
            wire = [bytes([byte]) for byte in b"".join(wire)]
        pause = reply.drip or reply.pace
        for piece in wire:
            self.wfile.write(piece)
            if pause:
                self.wfile.flush()
                if not self.listener.wait(pause, self.connection):
                    break
        self.wfile.flush()
        self.close_connection = self.close_connection or reply.is_cut


def _cut(wire: list[bytes]) -> list[bytes]:
    """Return the first half of what would be sent, broken off inside a piece."""
    body = b"".join(wire)
    return [body[: len(body) // 2]]


def _stranger(headers: dict[str, str]) -> str:
    """Return why a request is not from this machine's own programs, or "" when it is.

    A web page that made its own name point at 127.0.0.1 is known by its Host, any other web page
    by its Origin.
    """
    origin = headers.get("origin", "http://localhost")
    for name, value in (("Host", headers.get("host", "")), ("Origin", origin.partition("://")[2])):
        if value.rpartition(":")[0] not in LOCAL_NAMES and value not in LOCAL_NAMES:
            return f"The sandbox serves this machine only; {name} was {value!r}."
    return ""
