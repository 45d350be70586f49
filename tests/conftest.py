"""Fixtures for all tests. What one app's tests alone need stands in that app's conftest.py."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from tenants.models import Role, Tenant, User
from tests.factories import make_member, make_tenant


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
