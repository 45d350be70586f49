import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_the_suite_runs_on_real_postgresql_and_valkey():
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert connection.vendor == "postgresql"
