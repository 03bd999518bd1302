"""The pictures of a page, and what each still lacks before readers may see it."""

from collections.abc import Iterator

from django.db.models import ForeignKey
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks.streams import values_in
from multimedia.models import Image


def pictures_of(page: Page) -> Iterator[tuple[str, Image]]:
    """Every picture of the page with the name of the field it stands in; in streams at any depth."""
    for field in page._meta.get_fields():
        if isinstance(field, ForeignKey) and field.related_model is Image:
            if picture := getattr(page, field.name):
                yield field.name, picture
        elif isinstance(field, StreamField):
            for picture in values_in(getattr(page, field.name), Image):
                yield field.name, picture


def problem_of(picture: Image) -> str:
    """One sentence: which picture, what is missing, what to do. Empty if nothing is missing."""
    if not (missing := picture.missing_for_publication()):
        return ""
    return _("The picture “%(title)s” cannot be published yet. Missing: %(missing)s. Open it under Pictures.") % {
        "title": picture.title,
        "missing": ", ".join(missing),
    }
