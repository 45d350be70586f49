"""The project as an app: its commands and checks."""

from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django_structlog.celery.signals import bind_extra_task_metadata
from django_structlog.signals import bind_extra_request_finished_metadata, bind_extra_request_metadata

from inspire import checks, staff_groups
from inspire.log_ids import bind_run, bind_tenant, name_run


class InspireConfig(AppConfig):
    """Commands and checks that join the apps."""

    name = "inspire"
    verbose_name = "Inspire"

    def ready(self) -> None:
        bind_extra_request_metadata.connect(bind_tenant)
        bind_extra_request_finished_metadata.connect(name_run)
        bind_extra_task_metadata.connect(bind_run)
        register(checks.check_demo_accounts, Tags.database)
        staff_groups.make_after_migrations([app for app in apps.get_app_configs() if app.models_module][-1])
