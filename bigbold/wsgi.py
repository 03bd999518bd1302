"""WSGI entry point: the web server imports ``application`` from here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigbold.settings.production")
application = get_wsgi_application()

# Before the server forks: its workers share the index, and no reader waits for it. Needs the models loaded above.
from browse.index import warm  # noqa: E402

warm()
