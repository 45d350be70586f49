"""The app of the tenants' own provider keys."""

from importlib import import_module

from django.apps import AppConfig


class ByokConfig(AppConfig):
    """Bring your own key."""

    name = "byok"
    verbose_name = "Own keys"

    def ready(self) -> None:
        """Register the keys with the vault."""
        import_module("byok.sealed")
