"""`manage.py generate` as a person runs it: a process of its own, beside a worker of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from ai_ops.models import Run, State
from tests.ai_ops import books
from tests.faults.conftest import ROOT, database_url, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

INPUT = json.dumps({"description": "A calm harbour café at dusk"})


@pytest.fixture
def generate(tenant, sandbox, broker) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Return a function that starts the command and gives it its input."""
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "generate", "theme", "--tenant", tenant.slug, "--input", "-", *options],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database_url(), "SANDBOX_URL": sandbox.url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdin
        process.stdin.write(INPUT)
        process.stdin.close()
        process.stdin = None
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.proof
def test_the_command_waits_for_a_worker_and_prints_the_result(tenant, start_worker, generate):
    start_worker(RUN_LEASE_SECONDS="60")
    out, err = generate().communicate(timeout=120)
    assert json.loads(out)["modes"], err
    assert "queued" in err
    assert books.kinds(tenant) == ["reserve", "settle"]


@pytest.mark.proof
def test_ctrl_c_cancels_a_run_that_waits(tenant, generate):
    process = generate()
    wait_until(Run.objects.exists)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 4, err
    assert "was cancelled" in err
    assert "Traceback" not in err
    assert Run.objects.get().state == State.CANCELLED
    assert books.kinds(tenant) == ["reserve", "void"]


def test_ctrl_c_cancels_a_run_in_mid_call(tenant, generate, sandbox):
    sandbox.fault("slow", seconds=90)
    process = generate("--inline", "--json")
    wait_until(lambda: len(sandbox.requests()) == 1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 4, err
    assert json.loads(out)["state"] == "cancelled"
    assert "Traceback" not in err
    assert books.kinds(tenant) == ["reserve", "void"]
