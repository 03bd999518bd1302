"""Forms and searches in which cities and countries are found and written."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.translation import get_language

from cities.names import codes_in_order, codes_named
from core.choosers import SearchForm
from multimedia.maps.coordinates import BadPosition, degrees_of, position_of


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


def halves_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude where a text is both; None where it is one number of degrees, or none."""
    try:
        degrees_of(text, "NS")
    except BadPosition:
        try:
            longitude, latitude = position_of(text)
        except BadPosition:
            return None
        return latitude, longitude
    return None


class DegreesField(forms.Field):
    """A latitude or a longitude as maps and encyclopedias give it; clean, a number of degrees to about a metre."""

    widget = forms.TextInput

    def __init__(self, letters: str, limit: int, beyond, **kwargs):
        """``letters``: "NS" or "EW"; ``limit``: the most degrees there are; ``beyond``: what is said of more."""
        self._letters, self._limit, self._beyond = letters, limit, beyond
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value):
        """Read what was typed or pasted."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            degrees = degrees_of(text, self._letters)
        except BadPosition as error:
            raise ValidationError(_reason(text) or str(error)) from error
        if abs(degrees) > self._limit:
            raise ValidationError(self._beyond)
        return Decimal(f"{degrees:.5f}")

    def has_changed(self, initial, data):
        """Whether it is another number of degrees."""
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


def _reason(text: str) -> str:
    """Why a text is no whole position either; empty if it is one."""
    try:
        position_of(text)
    except BadPosition as error:
        return str(error)
    return ""
