"""Forms and searches in which cities and countries are found and written."""

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.translation import get_language

from cities.names import codes_in_order, codes_named
from core.choosers import SearchForm


class CountrySearch(SearchForm):
    """By name in the editor's language, or by code."""

    def matching(self, word: str) -> Q:
        """Countries whose name holds the word."""
        codes = codes_named(word, get_language() or settings.LANGUAGE_CODE)
        return Q(code__in=codes) | Q(code__iexact=word) | Q(fictional_name__icontains=word)


def in_order_of_names(countries: QuerySet, language: str) -> QuerySet:
    """Countries as a reader of that language looks them up; those with an invented name come last."""
    places = (When(code=code, then=place) for place, code in enumerate(codes_in_order(language)))
    return countries.order_by("is_fictional", Case(*places, output_field=IntegerField()), "code")
