"""What the tests of own keys need: the providers' addresses lead to the sandbox, and waits are short."""

from functools import partial

import pytest

from ai_ops import executing
from ai_ops.providers.retrying import call_with_retries
from sandbox.steering import Remote


@pytest.fixture
def providers(sandbox: Remote, settings, monkeypatch) -> Remote:
    """Both providers, as the sandbox plays them, for keys that look real; files stay in memory."""
    settings.ANTHROPIC_API_BASE = sandbox.url
    settings.OPENAI_API_BASE = f"{sandbox.url}/v1"
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    settings.RUN_DEADLINE_SECONDS = 30
    monkeypatch.setattr(executing, "call_with_retries", partial(call_with_retries, wait=0.01))
    return sandbox
