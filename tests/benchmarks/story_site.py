"""One process with the story of `tests.benchmarks.story`, drawn as its argument says: ``ours`` or ``stock``."""

import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from casestudies.models import CaseStudyPage  # noqa: E402
from tests import database  # noqa: E402
from tests.benchmarks import stock  # noqa: E402
from tests.benchmarks.process import answer  # noqa: E402
from tests.benchmarks.story import BLOCKS, LINKS, PICTURES, SLUG, request_for, write_story  # noqa: E402

_draw = {"ours": CaseStudyPage.serve, "stock": stock.serve}[sys.argv[1]]


def write(_argument: str) -> dict:
    """Publish the story and draw it a few times, so that templates are read and renditions in Wagtail's cache."""
    write_story()
    for _time in range(3):
        request("")
    return {"blocks": BLOCKS, "pictures": PICTURES, "links": LINKS}


def request(_argument: str) -> dict:
    """Milliseconds of processor time from the view on, nothing of the page being cached."""
    with request_for(page := _page()) as reader:
        start = time.process_time()
        _draw(page, reader).render()
        return {"milliseconds": (time.process_time() - start) * 1000}


def queries(_argument: str) -> dict:
    """How many queries the view asks."""
    with request_for(page := _page()) as reader, CaptureQueriesContext(connection) as asked:
        _draw(page, reader).render()
    return {"queries": len(asked)}


def _page() -> CaseStudyPage:
    """The story as routing hands it to the view."""
    return CaseStudyPage.objects.works().get(slug=SLUG)


if __name__ == "__main__":
    copy = database.prepare()
    copy.show(database.demonstration())
    with override_settings(**({"TEMPLATES": stock.TEMPLATES} if _draw is stock.serve else {})):
        answer({function.__name__: function for function in (write, request, queries)})
    copy.drop()
