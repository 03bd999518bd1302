"""The one view of all listings. An index page lends it address, title and introduction."""

from django.core.paginator import EmptyPage
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from browse.listing import Listing
from browse.registry import spec_of
from browse.selection import Selection
from core.models import IndexPage


@require_safe
def listing_view(request: HttpRequest, index_page: IndexPage, name: str) -> HttpResponse:
    """The listing as a page; past its end a 404 that leads to its beginning."""
    spec = spec_of(name)
    full = request.GET.get("full", "")
    listing = Listing(
        Selection.parse(spec, request.GET),
        index_page.get_url(request) or "",
        request,
        full if full in spec.by_name else "",
    )
    query = listing.selection.query
    context = {**index_page.get_context(request), "listing": listing, "query": query, "robots": _robots(listing, full)}
    try:
        listing.page  # noqa: B018 - asked for here, where its absence has an answer
    except EmptyPage:
        first = listing.selection.at_page(1)
        context |= {"first_page": listing.address(first), "query": first.query}
        return TemplateResponse(request, "browse/past_the_end.html", context, status=404)
    canonical = index_page.get_full_url(request) or ""
    context["canonical"] = f"{canonical}?{query}" if query else canonical
    return TemplateResponse(request, "browse/listing_page.html", context)


def _robots(listing: Listing, full: str) -> str:
    return "" if listing.selection.indexable and not full else "noindex, follow"
