"""The project as an app: its commands and checks."""

from django.apps import AppConfig


class InspireConfig(AppConfig):
    """Commands and checks that join the apps."""

    name = "inspire"
    verbose_name = "Inspire"
