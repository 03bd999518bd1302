"""Forms and searches in which cities and countries are found and written."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language

from cities.names import codes_named
from core.choosers import SearchForm


class CountrySearch(SearchForm):
    """By name in the editor's language, or by code."""

    def matching(self, word: str) -> Q:
        """Countries whose name holds the word."""
        codes = codes_named(word, get_language() or settings.LANGUAGE_CODE)
        return Q(code__in=codes) | Q(code__iexact=word) | Q(fictional_name__icontains=word)
