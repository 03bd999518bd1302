"""The ways in which interviews leave the house, for the registry of outputs."""

from collections.abc import Iterable

from django.conf import settings

from interviews.models import InterviewPage
from testimony.models import Passage
from testimony.outputs import Output, register_output
from testimony.policy import Policy
from testimony.quotations import query_of


def addresses(testimony_id: int) -> Iterable[str]:
    """The interview in every language, and in its own every way to read it and each of its passages."""
    queries = ["?transcript=both", *(f"?transcript={code}" for code, _name in settings.LANGUAGES), "?q=the"]
    release = Policy.for_testimonies([testimony_id])[testimony_id]
    for passage in Passage.objects.filter(testimony=testimony_id):
        place = query_of(release.part_of(passage.recording_id), passage.start, passage.end)
        queries += [f"?{place}", f"?{place}&transcript=both"]
    for page in InterviewPage.objects.live().filter(testimony=testimony_id):
        _empty, _language, path = page.url.split("/", 2)
        yield from (f"/{code}/{path}" for code, _name in settings.LANGUAGES)
        yield from (page.url + query for query in queries)


def texts(testimony_id: int) -> Iterable[str]:
    """What the search is given to find."""
    for page in InterviewPage.objects.live().filter(testimony=testimony_id):
        yield from page.text_for_search()


def register() -> None:
    """Add interview pages and their search text."""
    register_output(Output("interviews", addresses=addresses, texts=texts))
