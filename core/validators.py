"""Limits that keep texts short enough to be read."""

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.html import strip_tags
from django.utils.translation import gettext as _


@deconstructible
class MaxWords:
    """Refuse a text of more than ``limit`` words, and say how many to cut."""

    def __init__(self, limit: int):
        self.limit = limit

    def __call__(self, value: str) -> None:
        count = len(strip_tags(value or "").split())
        if count > self.limit:
            raise ValidationError(
                _("%(count)s words; at most %(limit)s. Cut %(excess)s.")
                % {"count": count, "limit": self.limit, "excess": count - self.limit},
                code="max_words",
            )

    def __eq__(self, other):
        return isinstance(other, MaxWords) and other.limit == self.limit

    def __hash__(self):
        return hash((MaxWords, self.limit))
