"""The story whose cost is measured: 31 blocks, every kind among them, with 10 pictures and 10 links to other pages.

It takes the place of an invented story of the demonstration, whose record, figures, sources and voices stay around it.
Its words and figures are those of the blocks' own previews.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, cycle, islice, zip_longest

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.test import RequestFactory
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from casestudies.models import CaseStudyPage, ResultEvidence
from cities.models import CityPage
from core import publication
from core.visibility import public
from interviews.models import InterviewPage
from multimedia.charts.drawings import wanted_by
from multimedia.charts.tasks import draw
from multimedia.choices import Access, Licence, RecordingKind
from multimedia.models import Document, Image, Recording
from practices.models import PracticePage
from sources.models import Citation, Evidence, Source
from testimony.models import Passage, PassageEvidence
from testimony.policy import Policy

SLUG = "orvena-last-word"
BLOCKS, PICTURES, LINKS = 31, 10, 10

#: Kinds that choose nothing, shown as their previews are.
_PLAIN = ("heading", "pull_quote", "call_out", "map", "timeline", "stakeholder_map", "steps")
#: Kinds that choose nothing but their source.
_SOURCED = ("key_figure", "chart", "advanced_chart", "table")
_RICH_TEXTS = (
    *("problem", "why_then", "who_pushed", "who_resisted", "what_was_traded"),
    *("what_went_wrong", "what_they_would_change"),
)
#: How many links stand in each paragraph; the first three also have an evidence mark, each of another kind.
_LINKS_IN_PARAGRAPHS = (2, 1, 2, 1, 2, 1, 1)


def write_story(times: int = 1) -> CaseStudyPage:
    """Publish it on the demonstration content, with all that is drawn beforehand.

    ``times``: so many stories one after the other, each with pictures, recordings, sources and links of its own.
    """
    story = CaseStudyPage.objects.works().get(slug=SLUG)
    rows = _Rows(story, times)
    story.story = list(chain.from_iterable(_blocks(story, rows) for _time in range(times)))
    # All rich text stands in blocks, where the page of comparison draws it with Wagtail's own filter.
    for name in _RICH_TEXTS:
        setattr(story, name, "")
    story.save_revision().publish()
    draw.call([one.as_job() for one in wanted_by(story)])
    return CaseStudyPage.objects.get(pk=story.pk)


def _blocks(story: CaseStudyPage, rows: "_Rows") -> list[tuple[str, object]]:
    preview = {name: block.get_preview_value() for name, block in story.story.stream_block.child_blocks.items()}
    sequence = [
        ("picture", {"stage": {"image": next(rows.pictures)}, "words": "On Monday the queue reaches the fountain."}),
        ("chart", {"stage": {**preview["chart"], "source": next(rows.sources)}, "words": "Five years of answers."}),
        ("map", {"stage": preview["map"], "words": "And where it all happened."}),
    ]
    return [
        *(("paragraph", RichText(rows.text(place, links))) for place, links in enumerate(_LINKS_IN_PARAGRAPHS)),
        *((name, preview[name]) for name in _PLAIN),
        *((name, {**preview[name], "source": next(rows.sources)}) for name in _SOURCED),
        *(("clip", {"passage": next(rows.passages)}) for _clip in range(3)),
        ("figure", {"image": next(rows.pictures), "caption": "The counter, before nine."}),
        ("figure", {"image": next(rows.pictures), "size": "column"}),
        ("gallery", {**preview["gallery"], "pictures": [{"image": next(rows.pictures)} for _tile in range(4)]}),
        ("before_after", {**preview["before_after"], "before": next(rows.pictures), "after": next(rows.pictures)}),
        ("video", {"recording": next(rows.films), "caption": "Where a complaint ends."}),
        ("audio", {"recording": next(rows.sounds)}),
        ("external_video", {**preview["external_video"], "poster": next(rows.pictures)}),
        ("scrollytelling", {"title": "From a queue to a count", "steps": sequence}),
        ("download", {"document": rows.document(), "note": "The order to copy."}),
        ("further_reading", {"readings": [{"source": next(rows.sources), "why": "The only count."} for _row in "12"]}),
    ]


@contextmanager
def request_for(page: Page) -> Iterator[HttpRequest]:
    """A reader's request as it reaches the view of the page, for as long as it lasts."""
    request = RequestFactory(SERVER_NAME="localhost").get(page.url)
    request.user = AnonymousUser()
    Site.find_for_request(request)
    publication.begin_request()
    publication.current()
    try:
        yield request
    finally:
        publication.end_request()


class _Rows:
    """What the blocks choose, each row once."""

    def __init__(self, story: CaseStudyPage, times: int):
        self.pictures = _as_many(Image.objects.all(), PICTURES * times, "renditions")
        self.films = _as_many(Recording.objects.filter(type=RecordingKind.VIDEO, free=True), times, "tracks")
        self.sounds = _as_many(Recording.objects.filter(type=RecordingKind.AUDIO, free=True), times, "tracks")
        self.sources: Iterator[Source] = iter(Source.objects.order_by("pk"))
        self.passages = _released_passages()
        kinds = (Citation.objects.order_by("pk"), _passage_marks(), _result_marks(story))
        self._marks: Iterator[Evidence] = chain.from_iterable(zip(*kinds, strict=False))
        stories = CaseStudyPage.objects.works().exclude(pk=story.pk)
        works = (stories, CityPage.objects.works(), PracticePage.objects.works(), InterviewPage.objects.works())
        self._pages: Iterator[Page] = chain.from_iterable(public(pages).order_by("pk") for pages in works)

    def text(self, place: int, links: int) -> str:
        """A paragraph with so many links to pages, and in the first ones an evidence mark."""
        linked = (f'<a linktype="page" id="{page.pk}">{page.slug}</a>' for page in islice(self._pages, links))
        mark = f'<a linktype="evidence" id="{next(self._marks).pk}">to its source</a>' if place < 3 else "nowhere"
        return f"<p>Nobody had counted <b>how many</b> complaints led {' or '.join(linked)}, and this led {mark}.</p>"

    def document(self) -> Document:
        """One that readers may have."""
        return Document.objects.create(
            title="Order 14 of Orvena",
            file="documents/order.pdf",
            file_size=184_320,
            language="en",
            access=Access.READERS,
            licence=Licence.CC0,
        )


def _passage_marks() -> Iterator[PassageEvidence]:
    for passage in _released_passages():
        yield PassageEvidence.objects.create(passage=passage)


def _result_marks(story: CaseStudyPage) -> Iterator[ResultEvidence]:
    for figure in story.figures.all():
        yield ResultEvidence.objects.create(figure_key=figure.translation_key)


def _as_many(rows: QuerySet, number: int, relation: str) -> Iterator[Model]:
    """So many rows; where there are fewer, copies with the same files, each with copies of its ``relation``."""
    found = list(rows.order_by("pk"))
    copies = (_copied(row, relation) for row in islice(cycle(list(found)), max(0, number - len(found))))
    return chain(found, copies)


def _copied(row: Model, relation: str) -> Model:
    related = type(row)._meta.get_field(relation)
    parts = list(getattr(row, relation).all())
    (copied,) = type(row).objects.bulk_create([_unsaved(row)])
    related.related_model.objects.bulk_create([_unsaved(part, **{related.field.name: copied}) for part in parts])
    return copied


def _unsaved(row: Model, **changed) -> Model:
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    unsaved = type(row)(**fields)
    for name, value in changed.items():
        setattr(unsaved, name, value)
    return unsaved


def _released_passages() -> Iterator[Passage]:
    """Those that readers get, first one of each testimony, then a second one."""
    passages = list(Passage.objects.order_by("pk"))
    policy = Policy.for_testimonies(passage.testimony_id for passage in passages)
    by_testimony: dict[int, list[Passage]] = {}
    for passage in passages:
        if policy.quotation(passage) is not None:
            by_testimony.setdefault(passage.testimony_id, []).append(passage)
    return filter(None, chain.from_iterable(zip_longest(*by_testimony.values())))
