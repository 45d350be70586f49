"""The ASGI application, where a server wants one. WSGI is what we measure and recommend."""

import os

from django.core.asgi import get_asgi_application

from inspire.starting import refuse_demo, start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspire.settings")

application = start(get_asgi_application)
refuse_demo()
