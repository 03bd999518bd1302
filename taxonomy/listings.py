"""Filters and columns by term for the listings of the admin."""

from functools import partial

from django_filters.filters import ChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from taxonomy import catalogue
from taxonomy.choices import Vocabulary
from taxonomy.forms import terms_of


def term_filter(vocabulary: Vocabulary) -> ChoiceFilter:
    """Pages that carry a term of the vocabulary."""
    return ChoiceFilter(
        field_name="term_rows__term_id",
        label=vocabulary.label,
        choices=lambda: catalogue.current().choices(vocabulary),
    )


def _names(vocabulary: Vocabulary, page: Page) -> str:
    labels = catalogue.current().labels
    return ", ".join(labels[pk].name for pk in terms_of(page, vocabulary))


def term_column(name: str, vocabulary: Vocabulary, **kwargs) -> Column:
    """The page's terms of a vocabulary, the primary one first."""
    return Column(name, label=vocabulary.label, accessor=partial(_names, vocabulary), **kwargs)
