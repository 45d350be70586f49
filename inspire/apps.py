"""The project as an app: its commands and checks."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from inspire import checks


class InspireConfig(AppConfig):
    """Commands and checks that join the apps."""

    name = "inspire"
    verbose_name = "Inspire"

    def ready(self) -> None:
        register(checks.check_demo_accounts, Tags.database)
