"""What the tests of pages need: runs of themes, made through the engine and answered by the sandbox."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from ai_ops import registry, runner
from ai_ops.following import Follows
from ai_ops.models import Run, State
from tests.inspire.making import INPUTS

DUSK = "A calm harbour café at dusk, brand colour #0E7C86"


@pytest.fixture
def start_theme(tenant, sandbox) -> Callable[..., Run]:
    """Return a function that starts a theme's run and leaves it waiting."""

    def start(*, member=None, description: str = DUSK, of=None, **inputs) -> Run:
        return runner.start(
            of or tenant,
            registry.get("theme"),
            member=member,
            role=None,
            inputs={"description": description, **inputs},
            submission_key=uuid4().hex,
            at=timezone.now(),
        )

    return start


@pytest.fixture
def make_theme(start_theme) -> Callable[..., Run]:
    """Return a function that makes a theme: a run that has succeeded."""

    def make(**inputs) -> Run:
        run: Run = start_theme(**inputs)
        runner.execute(run.pk)
        run.refresh_from_db()
        return run

    return make


@pytest.fixture
def make(tenant, sandbox, settings, tmp_path) -> Callable[..., Run]:
    """Return a function that makes a run of any operation and executes it."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }

    def start(slug: str, *, of=None, former: Run | None = None, note: str = "", **inputs) -> Run:
        run = runner.start(
            of or tenant,
            registry.get(slug),
            member=None,
            role=None,
            inputs={**INPUTS[slug], **inputs},
            submission_key=uuid4().hex,
            at=timezone.now(),
            follows=Follows(former=former.pk if former else None, note=note),
        )
        runner.execute(run.pk)
        run.refresh_from_db()
        assert run.state == State.SUCCEEDED, run.error
        return run

    return start
