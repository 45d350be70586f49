"""System checks of the AI operations' settings."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's name

from ai_ops import catalogue


@register()
def check_models(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Check that each provider's setting names a model of the catalogue."""
    wanted = (("ANTHROPIC_MODEL", "anthropic"), ("OPENAI_IMAGE_MODEL", "openai"))
    return [error for name, provider in wanted for error in _check_model(name, provider)]


def _check_model(name: str, provider: str) -> list[CheckMessage]:
    known = [model.id for model in catalogue.models_of(provider)]
    model = getattr(settings, name)
    if model in known:
        return []
    return [
        Error(
            f"{name} is {model!r}, which is not in the catalogue.",
            hint=f"Set it to one of {', '.join(known)}.",
            id="ai_ops.E001",
        )
    ]


@register(deploy=True)
def check_storage(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of files in a folder: workers and web servers on several hosts do not share it."""
    if "FileSystemStorage" not in settings.STORAGES["default"]["BACKEND"] or settings.IS_LOCAL:
        return []
    return [
        Warning(
            "STORAGE_URL names a folder of this host, so other hosts do not see its images.",
            hint="Set STORAGE_URL to database: or s3://…, unless all hosts mount the same folder.",
            id="ai_ops.W001",
        )
    ]
