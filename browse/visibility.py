"""Which pages the public may see: live ones under no view restriction, neither their own nor that of a page above."""

from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction


def public(pages: QuerySet, prefix: str = "") -> QuerySet:
    """Keep what is public; ``prefix`` leads from the rows to the page, as in ``"interview__"``. One query at once."""
    restricted = Q()
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        restricted |= Q(**{f"{prefix}path__startswith": path})
    pages = pages.filter(**{f"{prefix}live": True})
    return pages.exclude(restricted) if restricted else pages
