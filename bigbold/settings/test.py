"""Tests: fast and silent, otherwise as production."""

from bigbold.settings.base import *  # noqa: F403
from bigbold.settings.base import MIDDLEWARE, WAGTAIL_CONTENT_LANGUAGES

SECRET_KEY = "tests"
# Hashing passwords is slow on purpose; tests log in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tasks run at once, so that a test sees what the worker would have done.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*WAGTAIL_CONTENT_LANGUAGES, ("ar", "العربية")]
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
