"""Tests: fast and silent, otherwise as production."""

import os
import tempfile

# Everything that tests write goes to a directory of their own, which vanishes with the process that made it: nothing
# of theirs reaches var/. Processes that a test starts inherit the directory, and with it the database.
if "BIGBOLD_TEST_DIR" not in os.environ:
    _directory = tempfile.TemporaryDirectory(prefix="bigbold-tests-")
    os.environ["BIGBOLD_TEST_DIR"] = _directory.name
_worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
os.environ["BIGBOLD_VAR_DIR"] = os.path.join(os.environ["BIGBOLD_TEST_DIR"], _worker)

from bigbold.settings.base import *  # noqa: E402
from bigbold.settings.base import DATABASES, MIDDLEWARE, VAR_DIR, WAGTAIL_CONTENT_LANGUAGES  # noqa: E402

VAR_DIR.mkdir(exist_ok=True)
SECRET_KEY = "tests"
# Hashing passwords is slow on purpose; tests log in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tasks run at once, so that a test sees what the worker would have done.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*WAGTAIL_CONTENT_LANGUAGES, ("ar", "العربية")]
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]

# The name is that of the copy which tests/database.py makes for this worker: never that of a real database.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["NAME"] = str(VAR_DIR / "db.sqlite3")
    # Nothing here must survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["NAME"] = f"test_{DATABASES['default']['NAME']}_{_worker}"
    DATABASES["default"]["CONN_MAX_AGE"] = 0
