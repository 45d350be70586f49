"""The Celery application. `celery -A inspire worker` and `beat` find it here."""

import logging.config
import os
import warnings
from typing import Any

from celery import Celery, signals
from celery.exceptions import SecurityWarning
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

from inspire.env import IS_LOCAL
from inspire.starting import refuse_demo, start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspire.settings")

app = Celery("inspire")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@signals.setup_logging.connect
def set_up_logs(**kwargs: Any) -> None:
    """Log as the web does, in place of Celery's own set-up."""
    logging.config.dictConfig(settings.LOGGING)


@app.on_configure.connect
def refuse_unfit_settings(**kwargs: Any) -> None:
    """Say what is wrong with the settings, in place of a traceback, before Celery reads them."""
    start(lambda: settings.INSPIRE_MODE)


@signals.worker_init.connect
@signals.beat_init.connect
def refuse_to_serve_demo(**kwargs: Any) -> None:
    """End worker and beat where production would serve demo accounts."""
    refuse_demo()


if IS_LOCAL:  # `make run` says once that it runs as root; Celery would say it in seven lines
    warnings.filterwarnings("ignore", category=SecurityWarning)
