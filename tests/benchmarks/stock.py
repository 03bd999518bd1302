"""The same story as Wagtail draws it out of the box, to compare with: its own tags, and nothing fetched together.

Page, blocks and frame are ours, and so are the templates; those of ``templates/`` take the place of all that show a
picture or running text. There pictures are ``{% picture %}`` and ``{% image %}`` in the formats and widths of ours,
text is ``|richtext``, blocks are ``{% include_block %}``. What a block chooses is fetched by Wagtail's choosers, kind
by kind, and each clip, chart and recording asks for itself. Around the story, every kind of row and of page is asked
for in a query of its own, with what is shown of it joined, as a careful developer would, and a link is what
``{% pageurl %}`` writes.

It is no straw man. Readers get the same blocks, words, links and pictures (tests/pages/test_story_with_everything.py
compares them); all renditions and drawings are there, and Wagtail's cache of renditions is warm. What Wagtail has
nothing for is left out, which makes it cheaper: the notes in the margin, and the links to the files of a chart.
"""

from functools import cache
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from wagtail.models import Page

from casestudies.blocks import StoryBlock
from casestudies.models import CaseStudyPage
from casestudies.reading import RECORD, WORDS, StoryReading
from casestudies.similar import similar_works
from core.blocks.streams import BlockFiles
from core.localised import Localised
from core.visibility import public
from taxonomy import catalogue

#: The setting of that name, for a process or a test that draws this page.
TEMPLATES = [
    {**engine, "DIRS": [Path(__file__).with_name("templates"), *engine["DIRS"]]} for engine in settings.TEMPLATES
]

#: What is shown of the target of a row.
_JOINED = {"figures": "source", "source_rows": "source"}


def serve(page: CaseStudyPage, request: HttpRequest) -> TemplateResponse:
    """The answer, to be rendered under `TEMPLATES`."""
    context = Page.get_context(page, request)
    context |= {"reading": _Reading(page, request), "files": _files()}
    return TemplateResponse(request, page.get_template(request), context)


@cache
def _files() -> BlockFiles:
    """Every style sheet and script that blocks may need: what a stock template would list by hand."""
    found = [block.meta for block in StoryBlock().child_blocks.values()]
    named = (dict.fromkeys(chain(*(getattr(meta, kind, ()) for meta in found))) for kind in ("stylesheets", "scripts"))
    return BlockFiles(*map(tuple, named))


class _Reading(StoryReading):
    """The frame of the story, kind by kind."""

    def __init__(self, page: CaseStudyPage, request: HttpRequest):
        self.page, self.source, self.request = page, page.source, request
        for name in (*WORDS, *RECORD):
            rows = getattr(page, name).all()
            setattr(page, name, rows.select_related(_JOINED[name]) if name in _JOINED else rows)
        self._labels = catalogue.current()
        self._similar = similar_works(page.pk)
        pages = (
            Page.objects.filter(pk=page.city_id),
            Page.objects.filter(pk__in=[row.practice_id for row in page.shown_practices.all()]),
            Page.objects.filter(pk__in=[row.interview_id for row in page.heard_voices.all()]).select_related(
                "interviewpage__interviewee"
            ),
            Page.objects.filter(pk__in=[similar.work_id for similar in self._similar])
            .select_related("casestudypage__photograph")
            .defer("casestudypage__story"),
        )
        self._related = {linked.pk: linked for some in pages for linked in public(some)}
        self._shown = {
            pk: Localised(shown, shown.get_url(request), get_language(), True)
            for pk, linked in self._related.items()
            for shown in [linked.localized]
        }
