"""The ai_ops app."""

from importlib import import_module

from django.apps import AppConfig


class AiOpsConfig(AppConfig):
    """The AI operations, their providers and their runs."""

    name = "ai_ops"
    verbose_name = "AI operations"

    def ready(self) -> None:
        """Register the system checks, and the runs with the ledger's proof."""
        import_module("ai_ops.checks")
        import_module("ai_ops.holds")
