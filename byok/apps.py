"""The app of the tenants' own provider keys."""

from django.apps import AppConfig


class ByokConfig(AppConfig):
    """Bring your own key."""

    name = "byok"
    verbose_name = "Own keys"
