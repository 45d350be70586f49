"""Fixtures for data: a source of a small CSV, one of pushed rows, and their clock."""

from datetime import UTC, datetime

import pytest

from connectors import snapshots, sources
from connectors.models import Snapshot, Source

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
SALES = b"day,region,revenue\n2026-11-01,north,10.5\n2026-11-02,south,-20\n2026-11-03,north,30\n"


@pytest.fixture
def sales(tenant) -> Source:
    return sources.create_upload(tenant, "Sales 2026", SALES, filename="sales.csv", at=AT)


@pytest.fixture
def quay(tenant) -> Source:
    return sources.create_push(tenant, "Quay", at=AT)


def newest(source: Source) -> Snapshot:
    """Return a source's newest snapshot, which must be there."""
    found = snapshots.latest(source)
    assert found
    return found
