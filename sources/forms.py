"""Forms in which sources and citations are written, also in the tabs of their choosers."""

from django import forms

from core.choosers import SearchForm
from core.forms import BaseModelForm
from sources.models import Citation, Source


class SourceForm(BaseModelForm):
    """A source, as far as one knows it while writing."""

    class Meta(BaseModelForm.Meta):
        model = Source
        fields = [
            "type",
            "title",
            "authors",
            "container_title",
            "volume",
            "issue",
            "page",
            "publisher",
            "issued",
            "url",
            "archive_url",
            "doi",
            "language",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class CitationForm(BaseModelForm):
    """A place in a source, and what it supports."""

    class Meta(BaseModelForm.Meta):
        model = Citation
        fields = ["source", "locator", "note", "confidence"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}


class SourceSearch(SearchForm):
    """By title, author, place of publication and date."""

    search_in = ("title", "authors", "container_title", "publisher", "issued")


class CitationSearch(SearchForm):
    """By what is known of the source, and by the place in it."""

    search_in = (
        "source__title",
        "source__authors",
        "source__container_title",
        "source__publisher",
        "source__issued",
        "locator",
        "note",
    )
