"""A real Chromium, a real server, a real worker, and the sandbox that answers for the provider."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import current_app
from celery.contrib.testing.worker import start_worker
from celery.worker import state
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect

from tenants.models import User
from tests import chromium
from tests.e2e.places import Site
from tests.faults.conftest import wait_until

collect_ignore = [] if os.environ.get("INSPIRE_SCREENSHOTS") else ["test_screenshots.py"]

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
)
SECONDS = 30  # of patience: the machine may be busy with other tests
expect.set_options(timeout=SECONDS * 1000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def worker(django_db_setup, django_db_blocker, _sandbox_server) -> Iterator[None]:
    """A worker in threads of this process, as the server is. A worker of its own process has tests of its own."""
    with (
        django_db_blocker.unblock(),
        override_settings(SANDBOX_URL=_sandbox_server.url),
        start_worker(current_app, concurrency=4, pool="threads", perform_ping_check=False) as started,
    ):
        its: Any = started
        connection = its.consumer.connection
        yield
        wait_until(lambda: not state.active_requests)  # the call of a cancelled run
    connection.collect()


@pytest.fixture
def watch() -> Iterator[Callable[[BrowserContext], None]]:
    """Return a function that watches a context's pages; what breaks the security policy fails the test."""
    complaints: list[str] = []

    def listen(page: Page) -> None:
        page.set_default_timeout(SECONDS * 1000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if is_violation(message.text) else None)

    yield lambda context: context.on("page", listen)
    assert not complaints


def is_violation(text: str) -> bool:
    return "Content Security Policy" in text or "Refused to" in text


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address for all tests: each test's server has its own."""


@pytest.fixture
def site(context, watch, live_server, sandbox, people) -> Site:
    """The site in a browser, with a tenant and its three members; nobody is signed in."""
    watch(context)
    return Site(context.new_page(), live_server.url)


@pytest.fixture
def people(admin: User, designer: User, viewer: User) -> dict[str, User]:
    return {"admin": admin, "designer": designer, "viewer": viewer}
