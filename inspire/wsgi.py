"""The WSGI application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from inspire.starting import refuse_demo, start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspire.settings")

application = start(get_wsgi_application)
refuse_demo()
