"""What a page costs: queries from the view on, and bytes before photographs. Never wall time."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.rich_text import RichText

from casestudies.models import (
    CaseStudyPage,
    CaseStudySource,
    HeardVoice,
    ResultFigure,
    ShownPractice,
    StoryIndexPage,
)
from interviews.models import InterviewPage
from multimedia.models import Image
from practices.models import PracticePage
from sources.models import Citation, Source
from testimony.models import Passage
from testimony.policy import Policy
from tests.pages.costs import css_size, in_short, own_script_size, queries, sent
from tests.pages.kinds import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

LISTINGS = ("stories", "stories with facets", "stories without result", "practices", "voices", "cities")
DETAILS = tuple(kind for kind in PAGES if re.match(r"(story|practice|city|voice|text|contact)\b", kind))


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_listing_asks_at_most_four_times(client, kind):
    asked = queries(client, PAGES[kind][0])
    assert 0 < len(asked) <= 4, in_short(asked)


def test_a_listing_with_words_asks_once_more(client):
    client.get("/en/stories/?q=money")
    asked = queries(client, "/en/stories/?q=city")
    assert 0 < len(asked) <= 5, in_short(asked)


@pytest.mark.parametrize("kind", DETAILS)
def test_a_page_asks_at_most_ten_times(client, kind):
    asked = queries(client, PAGES[kind][0])
    assert 0 < len(asked) <= 10, in_short(asked)


@pytest.mark.parametrize("language", ["en/voices", "es/voces"])
@pytest.mark.parametrize("query", ["", "?transcript=both&q=the", "?t=15.5-23.9"])
def test_an_interview_asks_at_most_ten_times_however_it_is_read(client, language, query):
    asked = queries(client, f"/{language}/ward-administrator/{query}")
    assert 0 < len(asked) <= 10, in_short(asked)


def test_a_missing_page_asks_little(client):
    asked = queries(client, "/en/nowhere/")
    assert 0 < len(asked) <= 7, in_short(asked)


@pytest.fixture
def story() -> CaseStudyPage:
    """A story that may be rewritten."""
    return CaseStudyPage.objects.works().get(slug="tessaly-point-map")


def rewrite(story: CaseStudyPage, number: int) -> None:
    """Give the story this many of everything that it shows of other rows: pictures, clips, marks, links, sources."""
    marks = "".join(
        f'<p><a linktype="evidence" id="{pk}">Marked</a>.</p>'
        for pk in Citation.objects.order_by("pk").values_list("pk", flat=True)[:number]
    )
    pages = PracticePage.objects.works().order_by("pk")[:number]
    links = "".join(f'<p><a linktype="page" id="{page.pk}">{page.title}</a></p>' for page in pages)
    policy = Policy.for_testimonies(Passage.objects.values_list("testimony", flat=True))
    released = [passage for passage in Passage.objects.order_by("pk") if policy.quotation(passage)]
    story.story = [
        ("paragraph", RichText(marks + links)),
        *(("figure", {"image": image, "caption": ""}) for image in Image.objects.order_by("pk")[:number]),
        *(("clip", {"passage": passage}) for passage in released[:number]),
    ]
    for name in ("why_then", "who_pushed", "who_resisted", "what_was_traded", "what_went_wrong"):
        setattr(story, name, "")
    sources = Source.objects.order_by("pk")[:number]
    story.source_rows = [CaseStudySource(source=source) for source in sources]
    story.figures = [ResultFigure(what="Answers", value="4", source=source) for source in sources]
    story.shown_practices = [ShownPractice(practice=page) for page in pages]
    story.heard_voices = [HeardVoice(interview=page) for page in InterviewPage.objects.works().order_by("pk")[:number]]
    story.save_revision().publish()


def test_a_story_asks_as_often_with_four_of_everything_as_with_one(client, story):
    asked, shown = {}, {}
    for number in (1, 4):
        rewrite(story, number)
        asked[number] = queries(client, story.url)
        page = BeautifulSoup(client.get(story.url).content, "html.parser")
        selectors = (".prose .photo", ".clip", ".note, .notes li, .evidence", ".figures > *", ".sources li", ".use__go")
        shown[number] = [len(page.select(selector)) for selector in selectors]
    assert all(many > few for few, many in zip(shown[1], shown[4], strict=True)), shown
    assert len(asked[4]) == len(asked[1]), f"{in_short(asked[1])}\n\n{in_short(asked[4])}"


@pytest.fixture
def twenty_stories() -> None:
    """So many that the first page of the listing is full."""
    index = StoryIndexPage.objects.works().get()
    stories = list(CaseStudyPage.objects.works())
    for number in range(22 - len(stories)):
        page = stories[number % len(stories)]
        page.copy(to=index, update_attrs={"slug": f"copy-{number}", "title": f"{page.title} {number}"})


def test_a_listing_asks_as_often_with_twenty_rows_as_with_eight(client, request):
    few = queries(client, "/en/stories/")
    request.getfixturevalue("twenty_stories")
    many = queries(client, "/en/stories/")
    assert client.get("/en/stories/").content.count(b'class="row"') == 20
    assert len(many) == len(few), in_short(many)


# --- Bytes


def test_a_full_listing_is_at_most_8_kilobytes(client, twenty_stories):
    html = client.get("/en/stories/").content
    assert html.count(b'class="row"') == 20
    assert sent(html) <= 8 * 1024


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind.startswith("story")])
def test_a_story_with_its_styles_and_scripts_is_at_most_60_kilobytes(client, kind):
    html = client.get(PAGES[kind][0]).content
    assert sent(html) + css_size(html) + own_script_size(html) <= 60 * 1024


@pytest.mark.parametrize("kind", PAGES)
def test_styles_are_at_most_14_and_own_scripts_at_most_12_kilobytes(client, kind):
    html = client.get(PAGES[kind][0]).content
    assert 0 < css_size(html) <= 14 * 1024
    assert own_script_size(html) <= 12 * 1024


def test_htmx_is_loaded_on_listings_only(client):
    with_htmx = {kind for kind, (path, _status) in PAGES.items() if b"htmx" in client.get(path).content}
    listings = {kind for kind in PAGES if kind.startswith(("stories", "practices", "voices", "cities"))}
    assert with_htmx == listings
