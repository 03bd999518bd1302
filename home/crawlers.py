"""What search engines are told: which pages there are, and which addresses lead nowhere new."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from core.visibility import public
from interviews.models import InterviewPage
from testimony.outputs import Output, register_output
from testimony.policy import listed_testimony_ids

#: Listings can be narrowed in more ways than anybody needs to read. One condition is enough to find every page;
#: an address with several is for people.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?*&

Sitemap: {sitemap}
"""


class PublicPages(Sitemap):
    """Every public page, in every language it is written in, but for interviews that nobody may know of."""

    limit = 5_000

    def items(self) -> QuerySet:
        """One query a part. The plain page is enough: only address and date are told."""
        unlisted = InterviewPage.objects.filter(source_page=None).exclude(testimony__in=listed_testimony_ids())
        pages = public(Page.objects.filter(depth__gt=1))
        return pages.exclude(translation_key__in=unlisted.values("translation_key")).order_by("path")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The rules for robots, with the address of the site map."""
    address = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain; charset=utf-8")


def site_map_addresses(_testimony_id: int) -> list[str]:
    """Where the site map could name an interview."""
    return [reverse("sitemap_part", kwargs={"section": "pages"})]


def register() -> None:
    """Add the site map to the ways in which something of a testimony could leave the house."""
    register_output(Output("site map", frozenset({"sitemap-<section>.xml"}), site_map_addresses))
