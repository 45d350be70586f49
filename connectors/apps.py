"""The app of the tenants' data."""

from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    """Sources and their snapshots."""

    name = "connectors"
    verbose_name = "Data"
