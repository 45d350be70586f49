"""The credits app."""

from django.apps import AppConfig


class CreditsConfig(AppConfig):
    """Plans, accounts, periods and the ledger."""

    name = "credits"
    verbose_name = "Credits"
