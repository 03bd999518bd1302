"""What a result shows of a work: plain values, read in a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from core.localised import Localised, localise
from core.models import BasePage
from multimedia.pictures import Picture, picture_of, prefetch_pictures

#: The columns of a page that every row needs: its words, its address, its language.
PAGE_FIELDS = (
    "title",
    "slug",
    "url_path",
    "live",
    "content_type",
    "locale",
    "translation_key",
    "source_page",
    "is_demonstration",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What `components/row.html` draws of a work; see there."""

    work_id: int
    url: str
    headline: str
    place: str = ""
    years: str = ""
    focus: Sequence[int] = ()
    evidence_level: int = 0
    evidence_words: str = ""
    contested: bool = False
    media: str = ""
    image: Any = None
    name_on_colour: str = ""
    demonstration: str = ""
    #: Code of the language of the words, where it is not the reader's; then ``language_note`` says so.
    language: str = ""
    language_note: str = ""
    #: Names of the photographers, said once under the results.
    credit: str = ""
    #: What rows of one kind of listing alone show, read by their own template.
    extra: Any = None


@dataclass(frozen=True, slots=True)
class RowImage:
    """The picture of a row; it says nothing that the words beside it do not say."""

    url: str
    width: int
    height: int
    picture: Picture


def pages_of(
    works: Sequence[int], pages: QuerySet, request: HttpRequest | None, joined: tuple[str, ...] = ()
) -> list[tuple[BasePage, Localised]]:
    """The source pages of these works, in order, each with what the reader gets. One query, two with translations.

    ``joined`` names what to read along with translations, from a plain page: ``("citypage",)``. A work that is gone
    since the index was read is left out.
    """
    found = pages.in_bulk(works)
    shown = localise(found.values(), request, joined)
    return [(found[work], shown[work]) for work in works if work in found]


def row_images(images: Iterable) -> dict[int, RowImage]:
    """By id of the image, what a row draws. One query for all."""
    images = [image for image in images if image is not None]
    prefetch_pictures(images)
    pictures = {image.pk: picture_of(image, "row") for image in images}
    return {
        pk: RowImage(picture.src, picture.width, picture.height, picture) for pk, picture in pictures.items() if picture
    }


def language_values(shown: Localised) -> dict[str, str]:
    """The values ``language`` and ``language_note`` of a row."""
    if shown.is_translated or not shown.language:
        return {}
    name = get_language_info(shown.language)["name_translated"]
    return {"language": shown.language, "language_note": _("In %(language)s, not yet translated") % {"language": name}}


def demonstration_mark(page: BasePage, *, fictional: bool) -> str:
    """The words of the dashed mark, or an empty string; the page itself says the whole sentence."""
    if fictional:
        return _("Fictional city")
    return _("Demonstration") if page.is_demonstration else ""
