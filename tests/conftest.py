"""Fixtures for all tests. What one app's tests alone need stands in that app's conftest.py."""

import gc
import os
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.core.cache import cache
from django.test import Client, TransactionTestCase, override_settings

from ai_ops.providers.http import pooled_client
from sandbox.server import SandboxServer
from sandbox.steering import Remote
from tenants.models import Role, Tenant, User
from tests import lingering
from tests.factories import make_member, make_tenant
from tests.flushing import Flush

# A machine that is busy with other tests is slow: that is no failure.
hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Make the test database, as pytest-django does, and have it emptied quickly after tests that commit.

    It is emptied once before the first test as well: no test may stand on rows of migrations, which are
    gone as soon as another one has committed.
    """
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            flush = Flush()
            flush.run()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test_case: flush.run())
        yield
    with django_db_blocker.unblock():
        lingering.end()


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> Iterator[None]:
    """Hash passwords as the site does, at the least cost; look a static file up when it is asked for.

    Each new client would list them all first, which takes longer than most pages.
    """
    with override_settings(PASSWORD_HASHERS=["tests.hashing.QuickArgon2"], WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """Empty the cache, which holds throttles, before each test."""
    cache.clear()


@pytest.fixture
def tenant(db) -> Tenant:
    return make_tenant("harbour-cafe")


@pytest.fixture
def other_tenant(db) -> Tenant:
    return make_tenant("rival-bakery")


@pytest.fixture
def admin(tenant) -> User:
    return make_member(tenant, Role.ADMIN)


@pytest.fixture
def designer(tenant) -> User:
    return make_member(tenant, Role.DESIGNER)


@pytest.fixture
def viewer(tenant) -> User:
    return make_member(tenant, Role.VIEWER)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a function that gives a browser-like client, signed in as a person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture(scope="session")
def _sandbox_server() -> Iterator[SandboxServer]:
    with SandboxServer(port=0) as server:
        yield server
        pooled_client().close()


@pytest.fixture
def sandbox(_sandbox_server, settings) -> Iterator[Remote]:
    """The local server that stands for the providers: .url, .fault(name, **options), .requests(), .clear()."""
    remote = Remote(_sandbox_server.url)
    remote.clear()
    settings.SANDBOX_URL = remote.url
    yield remote
    remote.clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long matrices and fault runs to `make proof`; of those that sample themselves, run the sample."""
    if os.environ.get("INSPIRE_PROOF"):
        return
    long = [each for each in items if (mark := each.get_closest_marker("proof")) and not mark.kwargs.get("is_sampled")]
    config.hook.pytest_deselected(items=long)
    items[:] = [each for each in items if each not in long]


def pytest_collection_finish() -> None:
    """Leave out of garbage collections what stays to the end anyway: looking at it again and again takes long."""
    gc.collect()
    gc.freeze()
