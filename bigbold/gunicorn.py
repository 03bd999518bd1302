"""How the web server runs: ``gunicorn --config python:bigbold.gunicorn bigbold.wsgi``. Why: docs/decisions/0002."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bigbold.settings.production")

bind = f"127.0.0.1:{settings.PORT}"
workers = settings.WEB_CONCURRENCY
# Threads, so that a slow reader of a recording does not hold up a whole process.
worker_class = "gthread"
threads = 4
# The code is read once and shared by the workers.
preload_app = True
proc_name = "bigbold"
loglevel = "error"
graceful_timeout = 10

# A line of the access log holds time, method, path, status, size and milliseconds: no address, no query string,
# no referrer, no browser. Nothing that tells who looked for what.
accesslog = "-" if settings.ACCESS_LOG else None
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
