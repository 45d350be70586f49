"""The keyset is replaced while runs on own keys go on: no run fails, and no key is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle

import pytest
from django.core.management import call_command
from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.models import LIVE_STATES, Attempt, Run, State
from byok import keys
from byok.health import Verdict
from byok.models import KeyState, ProviderKey
from credits.models import Entry
from tenants.models import Tenant
from tests.ai_ops import books
from tests.factories import make_tenant
from tests.faults.conftest import ROOT, Worker, database_url, wait_until
from tests.vault import keysets
from vault import sealing

RUNS = 200 if os.environ.get("INSPIRE_PROOF") else 36
TENANTS = 6
LEASE = "30"
"""Seconds: nobody is killed here, and a busy machine should not look like a dead worker."""


def give_key(tenant: Tenant) -> None:
    at = timezone.now()
    secret = f"sk-ant-sandbox-{tenant.slug}-{at:%H%M%S%f}-good"
    keys.store(tenant, "anthropic", secret, verdict=Verdict(KeyState.ACTIVE), next_check_at=at, at=at)


def runs_of(tenants: list[Tenant]) -> Iterator[Run]:
    """Start a run on the next tenant's own key, each time it is asked."""
    for number, tenant in enumerate(cycle(tenants)):
        inputs = {"text": f"harbour {number}"}
        yield runner.start(
            tenant,
            registry.get("echo"),
            member=None,
            role="designer",
            inputs=inputs,
            submission_key=f"run-{number}",
            at=timezone.now(),
        )


def take(runs: Iterator[Run], count: int) -> None:
    for _each in range(count):
        next(runs)


def rotate_beside(runs: Iterator[Run], tenant: Tenant, *, keyset: str) -> tuple[datetime, datetime]:
    """Run manage.py rotate_keys in a process of its own, with runs and a replaced key meanwhile; return when."""
    began_at = timezone.now()
    command = subprocess.Popen(
        [sys.executable, "manage.py", "rotate_keys"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url(), "VAULT_KEYSET": keyset},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    take(runs, RUNS // 4)
    give_key(tenant)
    said, _nothing = command.communicate(timeout=120)
    assert command.returncode == 0, said
    return began_at, timezone.now()


def stop(worker: Worker) -> None:
    """Let a worker finish what it has, as a deployment does."""
    worker.process.terminate()
    worker.process.wait(timeout=60)


def sealed_with() -> set[int | None]:
    return {sealing.key_id_of(bytes(sealed)) for sealed in ProviderKey.objects.values_list("sealed", flat=True)}


def all_have_ended() -> bool:
    runner.sweep(at=timezone.now())  # what a worker that stopped had taken from the broker
    return not Run.objects.filter(state__in=LIVE_STATES).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.proof(is_sampled=True)
def test_a_rotation_during_live_runs_fails_none_of_them(start_worker, echo, sandbox, settings, tmp_path):
    steps = keysets.steps()
    sandbox.fault("slow", seconds=0.3, times=0)
    tenants = [make_tenant(f"tenant-{number}") for number in range(TENANTS)]
    settings.VAULT_KEYSET = steps.one
    for tenant in tenants:
        give_key(tenant)
    runs = runs_of(tenants)

    # The new key is added and rolled out; then the keyset with it as primary is on its way out.
    settings.VAULT_KEYSET = steps.added
    old = start_worker(RUN_LEASE_SECONDS=LEASE, VAULT_KEYSET=steps.added)
    take(runs, RUNS // 4)
    middle = start_worker(RUN_LEASE_SECONDS=LEASE, VAULT_KEYSET=steps.promoted)
    rotated = rotate_beside(runs, tenants[0], keyset=steps.promoted)
    assert sealed_with() >= {steps.new}

    # Nobody seals with the old key any more: a second pass seals anew what came in between.
    settings.VAULT_KEYSET = steps.promoted
    stop(old)
    take(runs, RUNS // 4)
    call_command("rotate_keys", verbosity=0)
    assert sealed_with() == {steps.new}

    # The old key is retired and rolled out.
    keyset = tmp_path / "keyset.json"
    keyset.write_text(steps.promoted)
    call_command("keyset", "retire", "--key", str(steps.old), "--file", str(keyset))
    settings.VAULT_KEYSET = keyset.read_text()
    new = start_worker(RUN_LEASE_SECONDS=LEASE, VAULT_KEYSET=keyset.read_text())
    stop(middle)
    give_key(tenants[1])
    take(runs, RUNS // 4)
    wait_until(all_have_ended, seconds=120)

    assert list(Run.objects.exclude(state=State.SUCCEEDED).values_list("error_code", "error")) == []
    assert (Run.objects.count(), Run.objects.filter(funding="own_key").count()) == (RUNS, RUNS)
    assert (
        list(
            Attempt.objects.exclude(outcome="succeeded").values_list(
                "worker", "outcome", "started_at", "ended_at", "run__started_at", "run__ended_at", "run__attempt"
            )
        )
        == []
    )
    began_at, ended_at = rotated
    assert Run.objects.filter(started_at__lt=ended_at, ended_at__gt=began_at).exists()
    assert {worker_of(each) for each in (old, middle, new)} == workers()
    assert sealed_with() == {steps.new}
    assert all(key.state == KeyState.ACTIVE and keys.reveal(key) for key in ProviderKey.objects.all())
    assert not Entry.objects.filter(funding="own_key").exclude(credits=0).exists()
    books.check()


def worker_of(worker: Worker) -> int:
    return worker.process.pid


def workers() -> set[int]:
    """Return the processes that worked on runs."""
    return {int(name.rpartition(":")[2]) for name in Attempt.objects.values_list("worker", flat=True)}
