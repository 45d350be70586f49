"""The adapters, each of which speaks to one provider through its SDK.

They are known by name and loaded when one is first asked for: an SDK takes a second to load, and
most processes never call a provider.
"""

from importlib import import_module
from typing import Any, Final, Protocol, cast

from ai_ops.providers.base import Answer, Call, ImageReply, ProviderError, Reply

MODULES: Final = {"anthropic": "ai_ops.providers.anthropic", "openai": "ai_ops.providers.openai"}


class Adapter(Protocol):
    """What an adapter's module offers."""

    FAILURES: tuple[type[Exception], ...]
    """What the SDK and its HTTP client raise where a call fails."""
    StatusFailure: Any
    """The one of them that holds an answer, with its `status_code` and `response`."""

    def generate(self, request: Any, call: Call) -> Reply | ImageReply:
        """Send one request of the kind that the provider answers. Raises ProviderError."""

    def fetch_models(self, call: Call) -> Answer:
        """Ask which models the key may use. Raises FAILURES."""

    def translate(self, error: Exception, call: Call) -> ProviderError:
        """Return our error for one of FAILURES."""


def of(provider: str) -> Adapter:
    """Return the adapter of a provider. The first time, that takes a second."""
    return cast("Adapter", import_module(MODULES[provider]))
