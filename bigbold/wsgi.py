"""WSGI entry point: the web server imports ``application`` from here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigbold.settings.production")
application = get_wsgi_application()
