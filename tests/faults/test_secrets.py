"""A platform key is nowhere but in the call: not in a worker's log, the broker, or the database."""

from typing import Any

import pytest
from django.db import connection

from ai_ops.models import State
from tests.faults.conftest import has_ended, wait_until

CANARY = "sk-ant-api03-canary-5d1e7b90c4"


def everything_in(broker) -> bytes:
    """Return all that the broker holds."""
    found = []
    for key in broker.scan_iter():
        found += [key, *read(broker, key)]
    return b"\n".join(found)


def read(broker, key: bytes) -> Any:
    match broker.type(key):
        case b"list":
            return broker.lrange(key, 0, -1)
        case b"hash":
            return [part for pair in broker.hgetall(key).items() for part in pair]
        case b"set":
            return list(broker.smembers(key))
        case b"zset":
            return broker.zrange(key, 0, -1)
        case _:
            return [broker.get(key) or b""]


def every_row() -> str:
    """Return all rows of all tables, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608 - names from the database itself
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["", "status", pytest.param("cut", marks=pytest.mark.proof)])
def test_a_platform_key_is_in_no_log_no_task_and_no_row(start_worker, start_run, sandbox, broker, settings, fault):
    settings.ANTHROPIC_API_KEY = CANARY
    settings.ANTHROPIC_API_BASE = sandbox.url
    if fault:
        sandbox.fault(fault, status=401, times=0)
    run = start_run()
    queued = everything_in(broker)
    assert str(run.id).encode() in queued
    worker = start_worker(ANTHROPIC_API_KEY=CANARY, ANTHROPIC_API_BASE=sandbox.url, LOG_LEVEL="DEBUG")
    wait_until(lambda: has_ended(run))
    assert run.state == (State.FAILED if fault else State.SUCCEEDED)
    assert sandbox.requests()[0]["key"].startswith("sk-ant-")
    log = worker.log.read_text()
    assert str(run.id) in log
    assert str(run.id) in every_row()
    for place in (queued.decode(errors="replace"), everything_in(broker).decode(errors="replace"), log, every_row()):
        assert CANARY not in place
