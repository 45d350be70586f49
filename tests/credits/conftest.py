"""A ledger's fixtures: an account, holds of it, and threads with database connections of their own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections
from django.test import Client

from credits import proof
from credits.ledger import HoldRequest
from credits.models import Account
from tenants.models import User

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _ledger_alone(monkeypatch):
    """Prove the ledger by itself: these tests hold credits without any run."""
    monkeypatch.setattr(proof, "_providers", [])


@pytest.fixture
def account(tenant) -> Account:
    return Account.objects.get(tenant=tenant)


@pytest.fixture
def other_account(other_tenant) -> Account:
    return Account.objects.get(tenant=other_tenant)


def hold(credits: int = 1, **content: Any) -> HoldRequest:
    """Return a request for a hold, of credits and for a theme unless told otherwise."""
    defaults: dict[str, Any] = {
        "reference": uuid4(),
        "operation": "theme",
        "member": None,
        "model": "claude-haiku-5-5",
        "funding": "credits",
    }
    return HoldRequest(credits=credits, **(defaults | content))


def hold_on_own_key(**content: Any) -> HoldRequest:
    return hold(0, funding="own_key", **content)


def same(number: int) -> UUID:
    """Return a reference that a test can name."""
    return UUID(int=number)


@pytest.fixture
def own_connections(transactional_db):
    """Give every thread a database connection of its own, in place of the pool's few."""
    options = connections.settings["default"]["OPTIONS"]
    connection.close()  # back to the pool, while there is one
    pool = options.pop("pool", None)
    yield
    connection.close()
    if pool is not None:
        options["pool"] = pool


def all_at_once[T, R](function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Call the function for each item, each in a thread that waits until all are connected."""
    items = list(items)
    barrier = Barrier(len(items))

    def call(item: T) -> R:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            return function(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(items)) as threads:
        return list(threads.map(call, items))


@pytest.fixture
def staff(client_of: Callable[[User], Client], db: None) -> Client:
    """A browser of somebody who may do everything in the Django admin."""
    browser: Client = client_of(User.objects.create_superuser("staff@example.com", "harbour-lights-at-dusk"))
    return browser
