"""Send a request through its provider's adapter."""

from dataclasses import fields, replace
from typing import Any

from ai_ops.base import Request
from ai_ops.providers import adapters
from ai_ops.providers.base import Call, ImageReply, Reply
from vault import redaction


def send(request: Request, call: Call) -> Reply | ImageReply:
    """Send a request through its provider's adapter. Raises ProviderError.

    Whatever answers may say the key back, in its text or in a header that is kept: it is cut out.
    """
    adapter = adapters.of(call.provider)
    with redaction.hiding(call.endpoint.key):
        return _without_secrets(adapter.generate(request, call))


def _without_secrets(reply: Reply | ImageReply) -> Reply | ImageReply:
    """Return the reply with its texts redacted; an image is made anew from its pixels, so nothing hides in it."""
    said = {each.name: getattr(reply, each.name) for each in fields(reply) if each.name != "image"}
    texts: dict[str, Any] = {name: redaction.redact(value) for name, value in said.items() if isinstance(value, str)}
    return replace(reply, **texts)
