"""System checks of the AI operations' settings."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from ai_ops import catalogue


@register()
def check_model(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Check that ANTHROPIC_MODEL names a model whose price is known."""
    known = [model.id for model in catalogue.models_of("anthropic")]
    if settings.ANTHROPIC_MODEL in known:
        return []
    return [
        Error(
            f"ANTHROPIC_MODEL is {settings.ANTHROPIC_MODEL!r}, which is not in the catalogue.",
            hint=f"Set it to one of {', '.join(known)}.",
            id="ai_ops.E001",
        )
    ]
