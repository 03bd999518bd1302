"""Pictures as pages draw them: from renditions that exist, in one query for all pictures of a page."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import AbstractRendition

from multimedia.models import Image, Rendition
from multimedia.renditions import KINDS, matching
from multimedia.tasks import make_renditions

logger = logging.getLogger(__name__)

_ASKED_SECONDS = 300


@dataclass(frozen=True)
class Source:
    """A ``<source>``: one format in all its widths."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """Everything `components/picture.html` draws and a caption says. Sizes are in pixels."""

    image: Image
    alt: str  #: Text alternative; empty for a decorative picture.
    src: str
    srcset: str  #: Empty when there is only one width.
    sizes: str
    width: int
    height: int
    sources: tuple[Source, ...]
    largest_url: str  #: The widest there is, for a link that opens it by itself.

    @property
    def caption(self) -> str:
        """What is seen, for everybody."""
        return self.image.caption

    @property
    def credit(self) -> str:
        """The maker, as they want to be named."""
        return self.image.credit

    @property
    def licence(self) -> str:
        """Name of the licence, empty while it is unknown."""
        return self.image.licence_name

    @property
    def licence_url(self) -> str:
        """Address of the licence, or an empty string."""
        return self.image.licence_url

    @property
    def stand_in(self) -> bool:
        """Whether the page must say that another place is shown."""
        return self.image.stand_in


def prefetch_pictures(images: Iterable[Image | None]) -> None:
    """Fetch the renditions of all these pictures in one query, so that ``picture_of`` needs none."""
    found = [image for image in images if image is not None and not hasattr(image, "prefetched_renditions")]
    if found:
        prefetch_related_objects(
            found, Prefetch("renditions", Rendition.objects.all(), to_attr="prefetched_renditions")
        )


def picture_of(image: Image | None, kind: str, alt: str = "") -> Picture | None:
    """The picture in one of the ``KINDS``; None when nothing can be shown, which pages draw as a missing picture.

    ``alt`` replaces the picture's own text alternative where it says something else here, or in another language.
    What is not made yet is asked of the task worker, and meanwhile the widest rendition there is stands in for it.
    """
    if image is None:
        return None
    prefetch_pictures([image])
    place, renditions = KINDS[kind], image.prefetched_renditions
    wanted = {name: place.specs(image, name) for name in place.formats}
    made = {name: matching(image, renditions, specs) for name, specs in wanted.items()}
    if any(len(made[name]) < len(specs) for name, specs in wanted.items()):
        _ask_for_renditions(image)
    fallback = made["jpeg"] or [max(renditions, key=_readable_width, default=None)]
    if fallback[0] is None:
        return None
    largest = fallback[-1]
    return Picture(
        image=image,
        alt=alt or image.alt,
        src=fallback[len(fallback) // 2].url,
        srcset=_srcset(fallback) if len(fallback) > 1 else "",
        sizes=place.sizes,
        width=largest.width,
        height=largest.height,
        sources=tuple(Source(f"image/{name}", _srcset(made[name])) for name in made if name != "jpeg" and made[name]),
        largest_url=largest.url,
    )


def _readable_width(rendition: AbstractRendition) -> tuple[bool, int]:
    """What every browser reads before the newer formats, then by width."""
    return not rendition.file.name.endswith((".avif", ".webp")), rendition.width


def _srcset(renditions: list[AbstractRendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def _ask_for_renditions(image: Image) -> None:
    """Queue the work once in five minutes; a reader's page does not depend on the queue."""
    if cache.add(f"renditions-asked-{image.pk}", True, _ASKED_SECONDS):
        try:
            make_renditions.enqueue(image.pk)
        except DatabaseError:
            logger.warning("The renditions of picture %s could not be queued.", image.pk)
