"""The Celery application. `celery -A inspire worker` and `beat` find it here."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspire.settings")

app = Celery("inspire")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
