"""The vault as an app, for its command."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Seals and opens secrets."""

    name = "vault"
    verbose_name = "Vault"
