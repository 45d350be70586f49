"""Run image generation in this process, with the sandbox as provider and a folder for files."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from ai_ops import executing, registry, runner
from ai_ops.models import Run
from ai_ops.providers.retrying import call_with_retries

PROMPT = "Fishing boats in a calm harbour at dusk"


@pytest.fixture(autouse=True)
def _quick(settings, monkeypatch):
    """Wait little between tries."""
    settings.RUN_DEADLINE_SECONDS = 30
    monkeypatch.setattr(executing, "call_with_retries", partial(call_with_retries, wait=0.01))


@pytest.fixture
def folder(settings, tmp_path):
    """The folder that files are stored in."""
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": local}
    return tmp_path


@pytest.fixture
def generate(tenant, sandbox, folder) -> Callable[..., Run]:
    """Return a function that runs image generation from its start to its end."""

    def generate(**inputs) -> Run:
        run = runner.start(
            tenant,
            registry.get("image"),
            member=None,
            role="designer",
            inputs={"prompt": PROMPT} | inputs,
            submission_key=uuid4().hex,
            at=timezone.now(),
        )
        runner.execute(run.id)
        run.refresh_from_db()
        return run

    return generate
