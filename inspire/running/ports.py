"""Ask for ports before anything is started on them, and wait for an answer after."""

import contextlib
import socket
import time
import urllib.error
import urllib.request


def problem_of(setting: str, port: int) -> str:
    """Return why the loopback port cannot be used, in a sentence, or "" when it is free."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers themselves do
            probe.bind(("127.0.0.1", port))
    except OverflowError:
        return f"{setting} is {port}, which is no port. It must be between 1 and 65535."
    except PermissionError:
        return f"Port {port} is for root alone. Choose another: {setting}={free_port()} make run"
    except OSError:
        return f"Port {port} is taken by another program. Choose another: {setting}={free_port()} make run"
    return ""


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_page(address: str, *, seconds: float) -> bool:
    """Wait until the web server answers, with whatever status; tell whether it did."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            try:
                opener.open(address, timeout=10).close()
            except urllib.error.HTTPError as answer:
                answer.close()
            return True
        time.sleep(0.1)
    return False
