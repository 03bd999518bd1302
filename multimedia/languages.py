"""Names of the languages people speak; more of them than the site is written in."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language


def language_name(code: str) -> str:
    """The name of a language code (``es``, ``es-MX``) in the reader's language; the code itself if it has none."""
    return _name(code, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=1024)
def _name(code: str, reader: str) -> str:
    try:
        name = Locale.parse(code, sep="-").get_display_name(Locale.parse(reader, sep="-"))
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code
