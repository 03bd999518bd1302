"""Three promises about a request.

It sees one state of the content; its answer is asked for again before it is shown again; an editor's action is whole
or nothing.
"""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core import publication

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def publication_middleware(get_response: Callable) -> Callable:
    """Read the version of the public content at most once in a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        publication.begin_request()
        try:
            return get_response(request)
        finally:
            publication.end_request()

    return middleware


def fresh_pages_middleware(get_response: Callable) -> Callable:
    """Let browsers and proxies keep a page, and make them ask each time whether it still holds.

    What was withdrawn must be gone on the next request. Views that say something of their own are left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


def atomic_admin_middleware(get_response: Callable) -> Callable:
    """Run each change made in the admin in one transaction, so that nothing is ever half-stored.

    Only there: with SQLite's immediate transactions ATOMIC_REQUESTS would make every reader wait for the writer.
    """
    admin = reverse("wagtailadmin_home")

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in UNSAFE_METHODS or not request.path.startswith(admin):
            return get_response(request)
        with transaction.atomic():
            response = get_response(request)
            # An exception has become a 500 by now; what it left behind must go.
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware
