"""Names of countries in every language, from CLDR."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=2048)
def country_name(code: str, language: str) -> str:
    """The name of an ISO 3166 code in a language such as ``es`` or ``pt-br``; in English or as code where CLDR has none."""
    for tag in (language, "en"):
        try:
            name = Locale.parse(tag, sep="-").territories.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            return name
    return code
