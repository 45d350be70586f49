"""Which adapter speaks to which provider."""

from dataclasses import fields, replace
from typing import Any, Final

from ai_ops.base import ImageRequest, Request
from ai_ops.providers import anthropic, openai
from ai_ops.providers.base import Call, Generate, GenerateImage, ImageReply, Reply
from vault import redaction

TEXT_PROVIDERS: Final[dict[str, Generate]] = {"anthropic": anthropic.generate}
IMAGE_PROVIDERS: Final[dict[str, GenerateImage]] = {"openai": openai.generate}


def send(request: Request, call: Call) -> Reply | ImageReply:
    """Send a request through its provider's adapter. Raises ProviderError.

    Whatever answers may say the key back, in its text or in a header that is kept: it is cut out.
    """
    with redaction.hiding(call.endpoint.key):
        if isinstance(request, ImageRequest):
            return _without_secrets(IMAGE_PROVIDERS[call.provider](request, call))
        return _without_secrets(TEXT_PROVIDERS[call.provider](request, call))


def _without_secrets[R: (Reply, ImageReply)](reply: R) -> R:
    """Return the reply with its texts redacted; an image is made anew from its pixels, so nothing hides in it."""
    said = {each.name: getattr(reply, each.name) for each in fields(reply) if each.name != "image"}
    texts: dict[str, Any] = {name: redaction.redact(value) for name, value in said.items() if isinstance(value, str)}
    return replace(reply, **texts)
