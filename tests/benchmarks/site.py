"""One process of the site over one database of stories, which measures how it lists them."""

import time
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail.models import Site  # noqa: E402

from browse import index, text  # noqa: E402
from browse.listing import ROWS_A_PAGE, Listing  # noqa: E402
from browse.registry import spec_of  # noqa: E402
from browse.selection import Selection  # noqa: E402
from casestudies.models import StoryIndexPage  # noqa: E402
from cities import places  # noqa: E402
from core import publication  # noqa: E402
from tests.benchmarks.corpus import make_stories  # noqa: E402
from tests.benchmarks.process import answer  # noqa: E402

STORIES = "/en/stories/"
_client = Client(SERVER_NAME="localhost")


def make(number: str) -> dict:
    """Migrate the empty database and fill it."""
    call_command("migrate", verbosity=0)
    make_stories(int(number))
    return {}


def warm(_argument: str) -> dict:
    """Build the index: seconds, and megabytes of memory more than before."""
    places.current()
    before, start = _memory(), time.perf_counter()
    index.current()
    return {"seconds": time.perf_counter() - start, "megabytes": _memory() - before}


def facets(query: str) -> dict:
    """Milliseconds of processor time for the works found, the counts of all facets and the ids of the first page."""
    publication.begin_request()
    try:
        selection = Selection.parse(spec_of("stories"), QueryDict(query))
        best = min(_answered(selection) for _time in range(5))
        return {"milliseconds": best * 1000}
    finally:
        publication.end_request()


def _answered(selection: Selection) -> float:
    start = time.process_time()
    listing = Listing(selection)
    for facet in listing.spec.facets:
        listing.counts(facet)
    listing.works(0, ROWS_A_PAGE)
    return time.process_time() - start


def request(query: str) -> dict:
    """Milliseconds of processor time for a whole request through every middleware."""
    text._found.cache_clear()
    start = time.process_time()
    response = _client.get(f"{STORIES}?{query}")
    spent = time.process_time() - start
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} for {query}")
    return {"milliseconds": spent * 1000}


def queries(query: str) -> dict:
    """How many queries the view asks, once Wagtail has found the page."""
    page = StoryIndexPage.objects.get()
    asked_for = RequestFactory(SERVER_NAME="localhost").get(f"{STORIES}?{query}")
    asked_for.user = AnonymousUser()
    Site.find_for_request(asked_for)
    text._found.cache_clear()
    publication.begin_request()
    try:
        with CaptureQueriesContext(connection) as asked:
            page.serve(asked_for).render()
    finally:
        publication.end_request()
    return {"queries": len(asked)}


def absorb(_argument: str) -> dict:
    """Milliseconds of processor time until a published change of one story is in the index."""
    story = spec_of("stories").public_works().order_by("pk").first()
    story.title = f"{story.title}."
    story.save()
    publication.begin_request()
    start = time.process_time()
    try:
        index.current()
    finally:
        publication.end_request()
    return {"milliseconds": (time.process_time() - start) * 1000}


def _memory() -> float:
    """Megabytes of this process that are in memory."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    answer({function.__name__: function for function in (make, warm, facets, request, queries, absorb)})
