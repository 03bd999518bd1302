"""The sizes and formats in which pictures are public, and the making of them, never in a reader's request.

Three formats: AVIF for nearly everyone, WebP for browsers of some years ago, JPEG for whatever is left and for other
programs. A browser takes the first one it knows.
"""

import logging
from dataclasses import dataclass
from functools import cache

from wagtail.images.models import AbstractImage, AbstractRendition, Filter

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PictureKind:
    """A place that pictures have in pages: its crops or widths, and how wide it is drawn (``sizes`` of HTML)."""

    sizes: str
    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None  #: Height is cut to this; None keeps the picture's own.
    formats: tuple[str, ...] = ("avif", "webp", "jpeg")  #: In the order browsers are offered them; JPEG is always last.

    def specs(self, image: AbstractImage, file_format: str) -> list[str]:
        """Wagtail's filter specs, narrowest first; widths beyond the original are left out but for the first."""
        narrower = [width for width in self.widths if width < image.width]
        widths = self.widths[: len(narrower) + 1]
        return [f"{self._size(width)}|format-{file_format}" for width in widths]

    def _size(self, width: int) -> str:
        if not self.ratio:
            return f"width-{width}"
        return f"fill-{width}x{width * self.ratio[1] // self.ratio[0]}"


KINDS = {
    # At the opening of a page, edge to edge.
    "hero": PictureKind(sizes="100vw", widths=(800, 1440, 2000)),
    # The same beside words, on two thirds of a wide sheet.
    "opening": PictureKind(sizes="(max-width: 60rem) 100vw, 67vw", widths=(800, 1440, 2000)),
    # In a story, from where its text begins to the edge of the sheet.
    "figure": PictureKind(sizes="(max-width: 60rem) 95vw, 78vw", widths=(800, 1440)),
    # In a story, as wide as its text.
    "column": PictureKind(sizes="(max-width: 38rem) 95vw, 38rem", widths=(800, 1440)),
    # Square, one of many.
    "tile": PictureKind(sizes="(max-width: 36rem) 47vw, 25vw", widths=(280, 560), ratio=(1, 1)),
    # Square, in a row of results.
    "row": PictureKind(sizes="(max-width: 36rem) 30vw, 17rem", widths=(280, 560), ratio=(1, 1)),
    # Square, a third of the sheet: similar items.
    "next": PictureKind(sizes="(max-width: 36rem) 100vw, 33vw", widths=(280, 560), ratio=(1, 1)),
    # Preview when an address is shared; no page draws it.
    "card": PictureKind(sizes="1200px", widths=(1200,), ratio=(1200, 630), formats=("jpeg",)),
}


def all_specs(image: AbstractImage) -> list[str]:
    """Every rendition the site may ask for of this picture, each once."""
    specs = (spec for kind in KINDS.values() for file_format in kind.formats for spec in kind.specs(image, file_format))
    return list(dict.fromkeys(specs))


def matching(image: AbstractImage, renditions: list[AbstractRendition], specs: list[str]) -> list[AbstractRendition]:
    """Those of ``renditions`` that fit ``specs`` and the picture's present focal point, in the order of ``specs``."""
    by_key = {(rendition.filter_spec, rendition.focal_point_key): rendition for rendition in renditions}
    keys = ((spec, _filter(spec).get_cache_key(image)) for spec in specs)
    return [by_key[key] for key in keys if key in by_key]


@cache
def _filter(spec: str) -> Filter:
    """One of our specs, read once."""
    return Filter(spec)


def ensure_renditions(image: AbstractImage, *, verify: bool = False) -> int:
    """Make what is missing of this picture; how many were made. A lost or broken original is logged, not raised.

    ``verify`` also looks for renditions whose file is gone and makes them again.
    """
    existing = list(image.renditions.all())
    if verify:
        lost = [rendition for rendition in existing if not rendition.file.storage.exists(rendition.file.name)]
        image.renditions.filter(pk__in=[rendition.pk for rendition in lost]).delete()
        existing = [rendition for rendition in existing if rendition not in lost]
    # With the rows at hand Wagtail does not ask its cache, which may remember renditions that another process deleted.
    image.prefetched_renditions = existing
    before = len(existing)
    try:
        image.get_renditions(*all_specs(image))
    except Exception as error:  # noqa: BLE001 - codecs raise whatever they like; one bad picture must not stop the rest
        logger.warning("No renditions of picture %s (%s): %s", image.pk, image.title, error)
    return len(image.prefetched_renditions) - before
