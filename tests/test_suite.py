import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection

from tests.factories import make_member, make_tenant
from tests.flushing import KEPT, TABLES, Flush, fetch


@pytest.mark.django_db
def test_the_suite_runs_on_real_postgresql_and_valkey():
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_after_it_and_what_migrations_make_is_there():
    kept = Permission.objects.count(), Group.objects.count()
    flush = Flush()
    make_member(make_tenant())
    flush.run()
    tables = [name for name, _is_guarded in fetch(TABLES) if name not in KEPT]
    assert [name for name in tables if fetch(f"SELECT FROM {name}")] == []
    assert (Permission.objects.count(), Group.objects.count()) == kept
    Group.objects.earliest("pk").delete()
    flush.run()
    assert (Permission.objects.count(), Group.objects.count()) == kept
