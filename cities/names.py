"""Names of countries in every language, from CLDR."""

from functools import lru_cache
from unicodedata import combining, normalize

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
    return sorted(code for code in _codes() if wanted in country_name(code, language).casefold())


@lru_cache(maxsize=32)
def codes_in_order(language: str) -> list[str]:
    """All ISO 3166 codes in the order of their names in that language; Åland stands under A."""
    return sorted(_codes(), key=lambda code: _without_marks(country_name(code, language)))


def _without_marks(name: str) -> str:
    return "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))


def _codes() -> set[str]:
    return {code for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha()}
