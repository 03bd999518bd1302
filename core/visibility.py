"""Which pages the public may see: live ones that no view restriction closes.

A restriction closes a page and all below it; one on a page in its source language closes it in every language, since
the record is the same. Readers with a password or a login see closed pages at their addresses (`BasePage`), and
nowhere else: what names pages asks here, and names what everybody may see.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from wagtail.models import Page

from core import publication


@dataclass(frozen=True, slots=True)
class _Closed:
    """The paths in the tree below which everything is closed, as of one version of the public content."""

    version: int
    paths: tuple[str, ...]


_kept: _Closed | None = None


def public(pages: QuerySet, prefix: str = "") -> QuerySet:
    """Keep what is public; ``prefix`` leads from the rows to the page, as in ``"interview__"``. No query of its own."""
    closed = Q()
    for path in _closed_paths():
        closed |= Q(**{f"{prefix}path__startswith": path})
    pages = pages.filter(**{f"{prefix}live": True})
    return pages.exclude(closed) if closed else pages


def is_public(page: Page) -> bool:
    """The same of one page at hand."""
    return page.live and not page.path.startswith(_closed_paths())


def ids_below(page: Page) -> QuerySet:
    """Ids of the pages at and below a place in the tree and of the same pages in other languages: their works too."""
    below = Page.objects.filter(path__startswith=page.path).order_by()
    return Page.objects.filter(translation_key__in=below.values("translation_key")).values_list("pk", flat=True)


def _closed_paths() -> tuple[str, ...]:
    global _kept
    version = publication.current().version
    kept = _kept
    if kept is None or kept.version != version:
        kept = _kept = _Closed(version, tuple(sorted(_read())))
    return kept.paths


def _read() -> set[str]:
    restricted = list(Page.objects.filter(view_restrictions__isnull=False).distinct().specific())
    if not restricted:
        return set()
    works = [page.translation_key for page in restricted if getattr(page, "source_page_id", None) is None]
    same = Page.objects.filter(Q(translation_key__in=works) | Q(alias_of__in=restricted))
    return {page.path for page in restricted} | set(same.values_list("path", flat=True))
