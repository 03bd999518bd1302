"""The story with every kind of block: what it costs, and that the page it is measured against shows the same."""

from collections import Counter
from itertools import chain

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from casestudies.blocks import StoryBlock
from casestudies.models import CaseStudyPage
from core.blocks.streams import values_in
from multimedia.models import Image
from tests.benchmarks import stock
from tests.benchmarks.story import BLOCKS, LINKS, PICTURES, request_for, write_story
from tests.pages.costs import css_size, in_short, own_script_size, queries, sent, static_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

#: What our page has and Wagtail's tags do not draw (see `tests.benchmarks.stock`).
OURS_ALONE = ".notes, .ev, .chart__files"


@pytest.fixture
def story() -> CaseStudyPage:
    return write_story()


def drawn(client, story: CaseStudyPage) -> BeautifulSoup:
    """The page as readers get it."""
    return BeautifulSoup(client.get(story.url).content, "html.parser")


@pytest.fixture
def drawn_with_stock_tags(story, settings) -> tuple[BeautifulSoup, int]:
    """The page it is compared with, and how many queries that asks when its pictures are in Wagtail's cache."""
    ours, settings.TEMPLATES = settings.TEMPLATES, stock.TEMPLATES
    for page in (CaseStudyPage.objects.get(pk=story.pk) for _time in range(2)):
        with request_for(page) as request, CaptureQueriesContext(connection) as asked:
            html = stock.serve(page, request).render().content
    settings.TEMPLATES = ours
    return BeautifulSoup(html, "html.parser"), len(asked)


def test_it_holds_every_kind_of_block_and_as_much_as_is_said(client, story):
    kinds = Counter(block.block_type for block in story.story)
    assert kinds.keys() == StoryBlock().child_blocks.keys()
    assert kinds.total() == BLOCKS
    chosen = [picture.pk for picture in values_in(story.story, Image)]
    assert len(set(chosen)) == len(chosen) == PICTURES
    page = drawn(client, story)
    links = [link["href"] for link in page.select(".prose .claim > p > a:not(.ev)")]
    assert len(set(links)) == len(links) == LINKS
    assert len(page.select(".clip")) == len(page.select(".note")) == 3
    assert len(page.select(".chart__wide svg")) == 3


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_asks_at_most_ten_times_in_its_own_language_and_in_the_frame_of_another(client, story, language):
    asked = queries(client, story.url.replace("/en/stories/", "/es/historias/") if language == "es" else story.url)
    assert 0 < len(asked) <= 10, in_short(asked)


def test_it_asks_at_most_ten_times_when_it_is_translated(client, story):
    translation = story.copy_for_translation(Locale.objects.get(language_code="es"), copy_parents=True)
    translation.title = "Resuelto quiere decir resuelto"
    translation.save_revision().publish()
    assert translation.title in drawn(client, translation).h1.get_text()
    asked = queries(client, translation.url)
    assert 0 < len(asked) <= 10, in_short(asked)


def test_twice_as_much_of_everything_asks_as_often(client, story):
    once = queries(client, story.url)
    twice = queries(client, write_story(times=2).url)
    page = drawn(client, story)
    assert [len(page.select(shown)) for shown in (".prose picture", ".note", ".clip")] == [2 * PICTURES, 6, 6]
    assert len(twice) == len(once), f"{in_short(once)}\n\n{in_short(twice)}"


# --- The comparison of `make bench` is honest


def test_the_page_it_is_compared_with_shows_the_same_words_and_links(client, story, drawn_with_stock_tags):
    stock_page, asked = drawn_with_stock_tags
    page = drawn(client, story)
    assert page.select(OURS_ALONE)
    for element in page.select(OURS_ALONE):
        element.decompose()
    assert stock_page.get_text(" ").split() == page.get_text(" ").split()
    assert addresses_in(stock_page) == addresses_in(page)
    # Each thing is asked for by itself, or it would be a comparison with ourselves.
    assert asked > 5 * len(queries(client, story.url))


def test_the_page_it_is_compared_with_shows_the_same_pictures(client, story, drawn_with_stock_tags):
    stock_page, _asked = drawn_with_stock_tags
    ours = pictures_of(drawn(client, story))
    assert len(ours) > PICTURES
    assert pictures_of(stock_page) == ours
    assert media_of(stock_page) == media_of(drawn(client, story))


def addresses_in(page: BeautifulSoup) -> list[str]:
    """Where the links lead, in order."""
    return [link["href"] for link in page.select("a[href]")]


def pictures_of(page: BeautifulSoup) -> list:
    """Every picture in order: its text alternative, and each file it offers a browser with the width and for what."""
    return [
        (picture.img["alt"], [(one.get("type"), one["srcset"], one["sizes"]) for one in picture(["source", "img"])])
        for picture in page("picture")
    ]


def media_of(page: BeautifulSoup) -> list:
    """Posters, recordings, captions and drawings."""
    players = [(one.name, one.get("poster"), one.get("src")) for one in page(["video", "audio", "source", "track"])]
    return [*((name, *found) for name, *found in players if name != "source"), len(page("svg"))]


# --- Bytes


def test_its_scripts_are_at_most_12_kilobytes_and_all_of_it_at_most_60(client, story):
    html = client.get(story.url).content
    assert 0 < own_script_size(html) <= 12 * 1024
    assert sent(html) + css_size(html) + own_script_size(html) <= 60 * 1024


def test_the_modules_of_its_blocks_are_loaded_and_none_where_words_stand_alone(client, story):
    named = chain(*(getattr(block.meta, "scripts", ()) for block in StoryBlock().child_blocks.values()))
    assert static_files(client.get(story.url).content, ".js").keys() == {f"/static/js/{name}.js" for name in named}
    story.story = [("heading", "Words alone")]
    story.save_revision().publish()
    assert not static_files(client.get(story.url).content, ".js")
