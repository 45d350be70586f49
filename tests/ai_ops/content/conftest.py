"""Layouts from the form's inputs to their end, through the real SDK and the sandbox."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.following import Follows
from ai_ops.models import Run
from connectors import sources
from connectors.models import Source

BRIEF = "A board for the hall: what matters now, and how it got there"


@pytest.fixture
def upload(tenant) -> Callable[..., Source]:
    """Return a function that makes a source of a file."""

    def upload(data: bytes, *, filename: str = "shop.csv", name: str = "") -> Source:
        return sources.create_upload(tenant, name, data, filename=filename, at=timezone.now())

    return upload


@pytest.fixture
def begin(tenant, sandbox) -> Callable[..., Run]:
    """Return a function that starts a layout of sources."""

    def begin(*made: Source, follows: Follows = Follows(), **inputs) -> Run:  # noqa: B008 - nothing in it changes
        return runner.start(
            tenant,
            registry.get("content"),
            member=None,
            role="designer",
            inputs={"brief": BRIEF, "sources": [each.slug for each in made]} | inputs,
            submission_key=uuid4().hex,
            at=timezone.now(),
            follows=follows,
        )

    return begin


@pytest.fixture
def lay_out(begin) -> Callable[..., Run]:
    """Return a function that takes a layout of sources from its start to its end."""

    def lay_out(*made: Source, **inputs) -> Run:
        run: Run = begin(*made, **inputs)
        runner.execute(run.id)
        run.refresh_from_db()
        return run

    return lay_out
