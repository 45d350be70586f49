"""Which adapter speaks to which provider."""

from typing import Final

from ai_ops.providers import anthropic
from ai_ops.providers.base import Generate

TEXT_PROVIDERS: Final[dict[str, Generate]] = {"anthropic": anthropic.generate}
