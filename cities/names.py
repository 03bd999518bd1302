"""Names of countries in every language, from CLDR."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=2048)
def country_name(code: str, language: str) -> str:
    """The name of an ISO 3166 code in a language such as ``es`` or ``pt-br``; else in English, else the code."""
    for tag in (language, "en"):
        try:
            name = Locale.parse(tag, sep="-").territories.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            return name
    return code


def codes_named(word: str, language: str) -> list[str]:
    """The ISO 3166 codes of the countries whose name in that language holds the word, in whatever case."""
    wanted = word.casefold()
    codes = {code for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha()}
    return sorted(code for code in codes if wanted in country_name(code, language).casefold())
