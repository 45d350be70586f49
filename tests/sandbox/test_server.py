import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import anthropic
import httpx2
import pytest

from sandbox.server import SandboxRefusedError, SandboxServer
from sandbox.steering import Remote
from tests.sandbox.asking import client_of, theme_request


def command(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "sandbox", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


@pytest.mark.parametrize("mode", ["production", "staging", "Local"])
def test_it_refuses_to_start_outside_local_mode(monkeypatch, mode):
    monkeypatch.setenv("INSPIRE_MODE", mode)
    with pytest.raises(SandboxRefusedError, match="local mode only"):
        SandboxServer(port=0)


@pytest.mark.parametrize("mode", ["", "local"])
def test_it_starts_in_local_mode_and_without_a_mode(monkeypatch, mode):
    monkeypatch.setenv("INSPIRE_MODE", mode)
    with SandboxServer(port=0) as server:
        assert server.port > 0


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", ""])  # noqa: S104 - what must be refused
def test_it_refuses_any_host_but_loopback(host):
    with pytest.raises(SandboxRefusedError, match="this machine only"):
        SandboxServer(port=0, host=host)


def test_it_listens_on_loopback_only():
    with SandboxServer(port=0) as server:
        assert server.listener.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "sandbox.evil.example"},
        {"host": "127.0.0.1.evil.example:80"},
        {"host": "192.0.2.1:80"},
        {"host": ""},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_web_page_of_another_origin_is_turned_away(sandbox, headers):
    answer = httpx2.get(f"{sandbox.url}/sandbox/requests", headers=headers, trust_env=False)
    assert answer.status_code == 403
    assert "this machine only" in answer.json()["problem"]


@pytest.mark.parametrize("host", ["localhost", "localhost:8001", "127.0.0.1", "[::1]:8001"])
def test_this_machines_own_names_are_served(sandbox, host):
    assert httpx2.get(f"{sandbox.url}/sandbox/health", headers={"host": host}, trust_env=False).status_code == 200


def test_it_stops_at_once_while_requests_hang():
    failures = []

    def ask(client):
        try:
            client.messages.create(**theme_request())
        except anthropic.APIConnectionError as error:
            failures.append(error)

    with SandboxServer(port=0) as server, client_of(server.url, timeout=30) as client:
        Remote(server.url).fault("hang", times=0)
        threads = [threading.Thread(target=ask, args=(client,)) for _ in range(5)]
        for thread in threads:
            thread.start()
        while len(Remote(server.url).requests()) < 5:
            time.sleep(0.01)
        started = time.monotonic()
        server.stop()
        stopped = time.monotonic() - started
        for thread in threads:
            thread.join(5)
    assert stopped < 1
    assert len(failures) == 5


def test_its_port_is_free_again_after_it_stops():
    with SandboxServer(port=0) as first:
        port = first.port
    with SandboxServer(port=port) as second:
        assert second.port == port


def test_it_lets_go_of_a_hung_request_when_the_client_goes():
    with SandboxServer(port=0) as server:
        Remote(server.url).fault("hang")
        with client_of(server.url) as client, pytest.raises(anthropic.APITimeoutError):
            client.messages.create(**theme_request(), timeout=0.2)
        until = time.monotonic() + 2
        while server.listener.connections and time.monotonic() < until:
            time.sleep(0.01)
        assert not server.listener.connections


def test_a_connection_is_kept_and_used_again(sandbox):
    with socket.create_connection(("127.0.0.1", int(sandbox.url.rsplit(":", 1)[1]))) as connection:
        for _ in range(3):
            connection.sendall(b"GET /sandbox/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "head",
    ["Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Content-Length: many\r\n\r\n", "Content-Length: -1\r\n\r\n"],
)
def test_a_body_of_unknown_length_is_refused(sandbox, head):
    with socket.create_connection(("127.0.0.1", int(sandbox.url.rsplit(":", 1)[1]))) as connection:
        connection.sendall(f"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\n{head}".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 400")


def test_a_fault_of_the_sandbox_itself_is_told_as_an_error(sandbox, monkeypatch, capsys):
    monkeypatch.setattr("sandbox.messages.create", lambda *_, **__: 1 / 0)
    with client_of(sandbox.url) as client, pytest.raises(anthropic.InternalServerError, match="a fault of its own"):
        client.messages.create(**theme_request())
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(("count", "seconds"), [(100, 0.5), pytest.param(400, 2.0, marks=pytest.mark.proof)])
def test_many_slow_calls_at_once_take_little_longer_than_one(sandbox, count, seconds):
    sandbox.fault("slow", seconds=seconds, times=0)
    body = {**theme_request(), "stream": True}
    headers = {"x-api-key": "sandbox", "anthropic-version": "2026-10-21"}
    limits = httpx2.Limits(max_connections=count)
    with httpx2.Client(trust_env=False, timeout=60, limits=limits) as client, ThreadPoolExecutor(count) as pool:
        started = time.monotonic()
        calls = [
            pool.submit(client.post, f"{sandbox.url}/v1/messages", json=body, headers=headers) for _ in range(count)
        ]
        assert all("message_stop" in call.result().text for call in calls)
        took = time.monotonic() - started
    assert took < seconds * count / 10


def test_the_command_serves_until_it_is_told_to_stop():
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[4]
        key = "sk-ant-sandbox-good-secret-0042"
        with client_of(url, key) as client:
            assert client.messages.create(**theme_request("a rainy quay")).stop_reason == "end_turn"
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=5)
    assert process.returncode == 0
    assert '"POST /v1/messages HTTP/1.1" 200' in log
    assert "sk-ant-…0042" in log
    assert "secret" not in log
    assert "quay" not in log


def test_the_command_says_why_it_does_not_start_in_production():
    ended = command(INSPIRE_MODE="production")
    assert ended.returncode == 2
    assert "local mode only" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_command_says_when_its_port_is_taken(sandbox):
    ended = command("--port", sandbox.url.rsplit(":", 1)[1])
    assert ended.returncode == 2
    assert "Choose another --port" in ended.stderr
