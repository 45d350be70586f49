"""Real workers in processes of their own, which tests kill, freeze and wake."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection

from ai_ops.models import Run
from tests.ai_ops.conftest import echo, sent, start_run

__all__ = ["echo", "sent", "start_run"]

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = 2


class Worker:
    """A Celery worker process on the test's database and broker."""

    def __init__(self, log: Path, **environment: str) -> None:
        self.log = log
        command = [sys.executable, "-m", "celery", "-A", "inspire", "worker", "-P", "threads", "-c", "4"]
        options = ["-I", "tests.ai_ops.echo_registered", "-l", "DEBUG", "--without-gossip", "--without-mingle"]
        self._output = log.open("wb")
        self.process = subprocess.Popen(
            [*command, *options],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )

    def wait_until_ready(self) -> None:
        wait_until(lambda: b" ready." in self.log.read_bytes() or self.process.poll() is not None)
        assert self.process.poll() is None, self.log.read_text()

    def kill(self) -> None:
        """Kill it with SIGKILL: nothing in it gets a last word."""
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self.wake()
        self.kill()
        self._output.close()


def wait_until(is_true: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait until something is true, or fail."""
    end = monotonic() + seconds
    while not is_true():
        assert monotonic() < end, "It did not come true in time."
        sleep(0.05)


@pytest.fixture(autouse=True)
def _short_leases(settings, sandbox):
    settings.RUN_LEASE_SECONDS = LEASE_SECONDS
    settings.RUN_DEADLINE_SECONDS = 120


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """The broker of this test, empty."""
    client = redis.Redis.from_url(django_settings.REDIS_URL)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture
def start_worker(transactional_db, sandbox, broker, tmp_path) -> Iterator[Callable[..., Worker]]:
    """Return a function that starts a worker; without `wait`, several can start at once."""
    workers: list[Worker] = []

    def start(**environment: str) -> Worker:
        defaults = {
            "DATABASE_URL": database_url(),
            "SANDBOX_URL": sandbox.url,
            "RUN_LEASE_SECONDS": str(LEASE_SECONDS),
        }
        worker = Worker(tmp_path / f"worker-{len(workers)}.log", **defaults | environment)
        workers.append(worker)
        worker.wait_until_ready()
        return worker

    yield start
    for worker in workers:
        worker.close()


def database_url() -> str:
    """Return the address of the test's database, for other processes."""
    name = connection.settings_dict["NAME"]
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def has_ended(run: Run) -> bool:
    """Return whether a run has ended, as the database says now."""
    run.refresh_from_db()
    return not run.is_live
