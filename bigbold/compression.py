"""Compress what Django renders. Static files are compressed when they are collected, recordings and pictures never."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT_TYPES = frozenset(
    {
        "application/atom+xml",
        "application/geo+json",
        "application/json",
        "application/rss+xml",
        "application/xml",
        "image/svg+xml",
        "text/calendar",
        "text/css",
        "text/csv",
        "text/html",
        "text/plain",
        "text/xml",
    }
)


class TextCompressionMiddleware(GZipMiddleware):
    """Django's gzip, with its random padding against BREACH, for whole text answers only.

    A part of a recording (206) or a streamed file keeps its length and its ranges.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave alone what is streamed, partial or not text."""
        content_type = response.get("Content-Type", "").partition(";")[0].strip()
        if response.streaming or response.status_code == 206 or content_type not in TEXT_TYPES:
            return response
        return super().process_response(request, response)
