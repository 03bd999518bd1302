"""A developer's machine: errors in full, no cache in the way."""

from bigbold.settings.base import *
from bigbold.settings.base import SECRET_KEY, WAGTAIL_CONTENT_LANGUAGES

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only-key-never-used-where-others-can-reach-it"
# Arabic has no interface translation yet; it is here so that right-to-left pages can be looked at.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*WAGTAIL_CONTENT_LANGUAGES, ("ar", "العربية")]
