"""The project: settings, addresses, and what joins the apps."""

from inspire.celery import app as celery_app

__all__ = ["celery_app"]
