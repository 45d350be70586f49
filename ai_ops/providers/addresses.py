"""Where each provider is called, and the operator's own key for it: both from the settings."""

from typing import Final

from django.conf import settings

DEFAULT_ADDRESSES: Final = {"anthropic": "https://api.anthropic.com", "openai": "https://api.openai.com/v1"}
SANDBOX_PATHS: Final = {"anthropic": "", "openai": "/v1"}
"""What each SDK expects its base address to end in."""


def address(provider: str) -> str:
    """Return the address that a provider is called at."""
    return str(getattr(settings, f"{provider.upper()}_API_BASE"))


def platform_key(provider: str) -> str:
    """Return the operator's own key at a provider, or an empty text."""
    return str(getattr(settings, f"{provider.upper()}_API_KEY", ""))
