"""Which adapter speaks to which provider."""

from typing import Final

from ai_ops.base import ImageRequest, Request
from ai_ops.providers import anthropic, openai
from ai_ops.providers.base import Call, Generate, GenerateImage, ImageReply, Reply

TEXT_PROVIDERS: Final[dict[str, Generate]] = {"anthropic": anthropic.generate}
IMAGE_PROVIDERS: Final[dict[str, GenerateImage]] = {"openai": openai.generate}


def send(request: Request, call: Call) -> Reply | ImageReply:
    """Send a request through its provider's adapter. Raises ProviderError."""
    if isinstance(request, ImageRequest):
        return IMAGE_PROVIDERS[call.provider](request, call)
    return TEXT_PROVIDERS[call.provider](request, call)
