"""The ai_ops app."""

from django.apps import AppConfig


class AiOpsConfig(AppConfig):
    """The AI operations, their providers and their runs."""

    name = "ai_ops"
    verbose_name = "AI operations"
