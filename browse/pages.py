"""What an index page needs to be the address of a listing."""

from django.http import HttpRequest, HttpResponse

from browse.views import listing_view


class ListingPageMixin:
    """Hands its request over to the view of the listing called ``listing_name``. Stands before ``IndexPage``."""

    listing_name: str

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:  # noqa: ARG002 - as Wagtail calls it
        """The listing, framed by this page."""
        return listing_view(request, self, self.listing_name)
