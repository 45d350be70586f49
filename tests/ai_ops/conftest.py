"""What the tests of runs need: a small operation, its inputs, and the sandbox's control."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from celery import current_app
from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.models import Run
from tests.ai_ops.echo import Echo


@pytest.fixture
def echo() -> Iterator[Echo]:
    """A small operation that exists in tests alone."""
    registry.all_operations()
    registry.register(Echo)
    echo = registry.get("echo")
    assert isinstance(echo, Echo)
    yield echo
    del registry._registered["echo"]


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, tuple[str, ...]]]:
    """What is handed to the broker, instead of being handed to it: the task's name and arguments."""
    tasks: list[tuple[str, tuple[str, ...]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: tasks.append((name, args)))
    return tasks


@pytest.fixture
def start_run(tenant, echo) -> Callable[..., Run]:
    """Return a function that starts a run of the small operation."""

    def start(**changes) -> Run:
        arguments = {
            "member": None,
            "role": "designer",
            "inputs": {"text": "a calm harbour"},
            "submission_key": uuid4().hex,
            "at": timezone.now(),
        }
        return runner.start(tenant, echo, **arguments | changes)

    return start
