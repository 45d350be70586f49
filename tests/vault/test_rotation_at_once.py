"""Rotations that are killed, and two at the same time."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from byok import keys
from byok.models import ProviderKey
from byok.sealed import PLACE
from inspire.env import BASE_DIR
from tests.faults.conftest import database_url, wait_until
from vault import keyset, rotation, sealing
from vault.rotation import Outcome

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def rows(turning, settings, own_key):
    """Six own keys under the old key, in the order in which they are sealed anew; the new key is primary now."""
    for number in range(6):
        own_key(f"provider-{number}", secret=f"sk-number-{number}")
    settings.VAULT_KEYSET = turning.promoted
    return list(ProviderKey.objects.order_by("pk"))


@contextmanager
def held(row):
    """Keep a row from being replaced, until the end of the block."""
    with transaction.atomic():
        ProviderKey.objects.select_for_update().get(pk=row.pk)
        yield


def wait_for(count, *, process=None):
    """Wait until that many connections wait for the row; fail if the process that should is gone."""

    def are_waiting():
        assert process is None or process.poll() is None
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(f"SELECT count(*) {WAITING}")
            return cursor.fetchone()[0] == count

    wait_until(are_waiting)


@contextmanager
def running(*arguments, **environment):
    """Start Python with these settings; at the end of the block it is gone."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=BASE_DIR, env=os.environ | environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def end_those_that_wait():
    """Do what PostgreSQL does once it sees that a client is gone."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {WAITING}")
    wait_for(0)


def sealed_by():
    return [sealing.key_id_of(bytes(row.sealed)) for row in ProviderKey.objects.order_by("pk")]


def all_open(rows):
    return [keys.reveal(row) for row in ProviderKey.objects.order_by("pk")] == [
        row.provider.replace("provider", "sk-number") for row in rows
    ]


def test_a_rotation_that_is_killed_in_the_middle_is_finished_by_the_next(turning, rows):
    environment = {"DATABASE_URL": database_url(), "VAULT_KEYSET": turning.promoted}
    with held(rows[3]), running("manage.py", "rotate_keys", **environment) as process:
        wait_for(1, process=process)
        process.kill()
        process.wait()
        end_those_that_wait()
    assert sealed_by() == [turning.new] * 3 + [turning.old] * 3
    assert all_open(rows)
    tally = rotation.rotate(PLACE, pytest.fail)
    assert +tally == {Outcome.CURRENT: 3, Outcome.RESEALED: 3}
    assert sealed_by() == [turning.new] * 6
    assert all_open(rows)


def test_two_rotations_at_once_seal_each_secret_anew_once_and_lose_none(turning, rows):
    def rotate():
        try:
            return rotation.rotate(PLACE, pytest.fail)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        with held(rows[0]):
            both = [pool.submit(rotate) for _each in range(2)]
            wait_for(2)
        tallies = [each.result(60) for each in both]
    assert sum(tally[Outcome.RESEALED] for tally in tallies) == len(rows)
    assert [tally[Outcome.CHANGED] + tally[Outcome.BROKEN] for tally in tallies] == [0, 0]
    assert sealed_by() == [keyset.current().primary] * 6
    assert all_open(rows)
