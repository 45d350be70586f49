"""Copies of the project, each with its own var/ and .env, in which real commands are run."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from inspire.env import BASE_DIR

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", ".env", "staticfiles", ".*_cache", "docs")
FROM_OUTSIDE = ("PATH", "HOME", "LANG")


class Copy:
    """A copy of the project in local mode, as `make setup` leaves a fresh clone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(BASE_DIR, folder, ignore=LEFT_OUT, dirs_exist_ok=True)
        assert self.run("-m", "inspire.first_run").returncode == 0

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy, with nothing in the environment but these settings."""
        return subprocess.run(
            [sys.executable, *arguments],
            check=False,
            cwd=self.folder,
            env=self.environment(settings),
            capture_output=True,
            text=True,
            timeout=120,
        )

    def manage(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a management command to its end."""
        return self.run("manage.py", *arguments, **settings)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start Python in the copy, in a session of its own."""
        return subprocess.Popen(
            [sys.executable, "-u", *arguments],
            cwd=self.folder,
            env=self.environment(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def environment(self, settings: dict[str, str]) -> dict[str, str]:
        return {**{name: os.environ[name] for name in FROM_OUTSIDE if name in os.environ}, **settings}

    def processes(self) -> list[psutil.Process]:
        """Return every process that works in the copy, servers included."""
        return [each for each in psutil.process_iter() if self._is_ours(each)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return Path(process.cwd()).is_relative_to(self.folder) and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def servers(self) -> set[str]:
        """Return the names of the embedded servers that run in the copy."""
        return {name for each in self.processes() if (name := each.name()) in {"postgres", "valkey-server"}}


@contextmanager
def a_copy(*below: str):
    """Yield a copy in a folder that other users may pass through, and leave nothing of it behind."""
    top = Path(tempfile.mkdtemp(prefix="inspire-copy-"))
    top.chmod(0o755)
    folder = top.joinpath(*below)
    folder.mkdir(parents=True, exist_ok=True)
    copy = Copy(folder)
    try:
        yield copy
    finally:
        for process in copy.processes():
            process.send_signal(signal.SIGKILL)
        shutil.rmtree(top, ignore_errors=True)


def lines_of(process: subprocess.Popen[str]) -> Iterator[str]:
    """Return what the process says, line by line, to its end."""
    assert process.stdout
    return iter(process.stdout.readline, "")
