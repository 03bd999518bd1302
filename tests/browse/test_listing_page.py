"""The listings as readers get them: addresses, sentences, languages, empty and private states, budgets."""

import re

import brotli
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Page, Site

from browse import text
from browse.listing import Listing
from browse.registry import spec_of
from browse.selection import Selection, UnknownParameter
from casestudies.models import ResultFigure
from core import publication
from practices.models import Replication
from taxonomy.choices import Vocabulary
from testimony.choices import AccessLevel
from tests.browse.factories import (
    make_city,
    make_country,
    make_practice,
    make_site,
    make_story,
    make_term,
    make_testimony,
    make_voice,
    translate,
)

pytestmark = pytest.mark.django_db

STORIES = "/en/stories/"


@pytest.fixture
def site():
    """The four listings, empty."""
    return make_site()


def words_of(page) -> str:
    """What a reader sees of a response, on one line."""
    main = page.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def headline(page) -> str:
    """The h1."""
    return re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", page.content.decode(), re.DOTALL)[1]).strip()


def canonical(page) -> str:
    """The canonical address."""
    return re.search(r'<link rel="canonical" href="([^"]*)">', page.content.decode())[1].replace("&amp;", "&")


def test_a_story_is_found_by_focus_area_problem_and_word(client, site):
    sharing = make_term(Vocabulary.FOCUS_AREA, "sharing-information", "Sharing information")
    late = make_term(Vocabulary.PROBLEM, "late-works", "Contracts are late")
    make_story("Answered in eight hours", make_city("Jakarta", "ID"), (sharing, late), start_year=2014, end_year=2019)
    make_story("Something else", make_city("Gdansk", "PL"))
    for query in ("focus=sharing-information", "problem=late-works", "q=answered", "region=south-eastern-asia"):
        page = client.get(f"{STORIES}?{query}")
        assert page.status_code == 200
        shown = words_of(page)
        assert "Answered in eight hours" in shown
        assert "Jakarta, Indonesia" in shown
        assert "2014 to 2019" in shown
        assert "Something else" not in shown


def test_each_listing_shows_its_rows(client, site):
    city = make_city("Orvena", make_country("XO", is_fictional=True, fictional_name="Orvenland"), is_fictional=True)
    make_practice("Binding vote", replications=[Replication(city=city, locale=city.locale)], cost_band="10k-100k")
    make_voice("Ward clerk", city=city)
    make_voice("Sealed one", city=city, testimony=make_testimony(access=AccessLevel.SEALED))
    make_voice("Unlisted one", city=city, testimony=make_testimony(access=AccessLevel.CLOSED))
    assert "Binding vote" in words_of(client.get("/en/practices/?reused=fictional&cost=10k-100k"))
    voices = words_of(client.get("/en/voices/?city=orvena"))
    assert "Ward clerk" in voices
    assert "Sealed at the speaker’s request." in voices
    assert "Unlisted one" not in voices
    cities = words_of(client.get("/en/cities/?holds=voices"))
    assert "Orvena" in cities
    assert "Fictional city" in cities
    assert headline(client.get("/en/cities/?holds=stories")) == "No city yet with stories"


def test_the_sentence_says_what_was_chosen(site):
    for slug, name in (("sharing", "Sharing information"), ("culture", "Culture of innovation")):
        make_term(Vocabulary.FOCUS_AREA, slug, name)
    make_term(Vocabulary.PROBLEM, "complaints", "Complaints disappear between departments")
    make_term(Vocabulary.TECHNOLOGY, "sms", "SMS gateways")
    make_city("Town", "BR")
    sentences = {
        "": "12 stories",
        "focus=sharing": "12 stories on sharing information",
        "region=south-america&focus=sharing": "12 stories on sharing information in South America",
        "focus=sharing&problem=complaints": (
            "12 stories on sharing information, where complaints disappear between departments"
        ),
        "focus=sharing&focus=culture": "12 stories on culture of innovation or sharing information",
        "technology=sms&q=open+data": "12 stories through SMS gateways, with the words “open data”",
        "focus=sharing&region=south-america&problem=complaints&technology=sms&status=pilot": (
            "12 stories on sharing information in South America, where complaints disappear between departments, "
            "and 2 more conditions"
        ),
    }
    for query, wanted in sentences.items():
        parts = Selection.parse(spec_of("stories"), QueryDict(query)).sentence(12)
        assert "".join(part.text for part in parts) == wanted
    parts = Selection.parse(spec_of("stories"), QueryDict("focus=sharing")).sentence(1)
    assert [(part.text, part.chosen, part.focus) for part in parts] == [
        ("1 story", False, None),
        (" on ", False, None),
        ("sharing information", True, 1),
    ]


def test_nonsense_is_ignored_and_leaves_the_canonical_address_clean(client, site):
    make_term(Vocabulary.FOCUS_AREA, "sharing")
    make_story("Ledger")
    page = client.get(
        f"{STORIES}?utm_source=x&focus=nothing&focus=sharing&region=%00&city=%F0%9F%97%B3&years=99999&years=٢٠٢٠"
        "&page=-1&sort=nonsense&format=xls&view=globe&full=everything&q=%22"
    )
    assert page.status_code == 200
    assert canonical(page) == "http://localhost/en/stories/?focus=sharing"
    for number in ("", "abc", "1.5", "0", "²", "-3", "1e9"):
        assert client.get(STORIES, {"page": number}).status_code == 200
    assert client.post(STORIES).status_code == 405


def test_machines_are_told_what_they_misspelt(site):
    for query in ("focus=nothing", "colour=red", "sort=nonsense", "page=one", "q=" + "a" * 300):
        with pytest.raises(UnknownParameter):
            Selection.parse(spec_of("stories"), QueryDict(query), strict=True)
    Selection.parse(spec_of("stories"), QueryDict("format=csv"), strict=True, ignored=("format",))


def test_one_address_for_each_selection(site):
    make_term(Vocabulary.FOCUS_AREA, "b")
    make_term(Vocabulary.FOCUS_AREA, "a")
    make_term(Vocabulary.PROBLEM, "p")
    spec = spec_of("stories")
    first = Selection.parse(spec, QueryDict("q= open  data &problem=p&focus=b&focus=a&focus=a&page=1&sort=newest"))
    assert first.query == "focus=a&focus=b&problem=p&q=open+data"
    assert Selection.parse(spec, QueryDict(first.query)) == first
    assert first.without("focus", "a").query == "focus=b&problem=p&q=open+data"
    assert first.without_text().without("focus").query == "problem=p"
    assert first.sorted_by("title").at_page(3).query.endswith("&sort=title&page=3")
    assert not first.indexable
    assert Selection.parse(spec, QueryDict("problem=p")).indexable


def test_search_engines_keep_only_simple_lists(client, site):
    make_term(Vocabulary.FOCUS_AREA, "sharing")
    make_story("Ledger")
    kept, not_kept = (
        ("", "?focus=sharing", "?nonsense=1"),
        ("?q=ledger", "?sort=title", "?focus=sharing&status=unknown"),
    )
    assert all(b"noindex" not in client.get(STORIES + query).content for query in kept)
    assert all(b'content="noindex, follow"' in client.get(STORIES + query).content for query in not_kept)


def test_values_that_would_give_nothing_are_not_offered_but_chosen_ones_stay(client, site):
    for slug in ("one", "two", "three"):
        make_term(Vocabulary.PROBLEM, slug)
    make_story("Ledger", terms=(make_term(Vocabulary.PROBLEM, "one"),), status="pilot")
    make_story("Flood", terms=(make_term(Vocabulary.PROBLEM, "two"),), status="active")
    content = client.get(f"{STORIES}?status=pilot&problem=two").content.decode()
    boxes = dict(re.findall(r'id="(problem-\w+)"[^>]*?( checked)?>', content))
    assert boxes == {"problem-one": "", "problem-two": " checked"}
    assert re.findall(r'id="status-(\w+)"', content) == ["pilot", "active"]


def test_an_empty_result_names_ways_out(client, site):
    one, two = make_term(Vocabulary.PROBLEM, "one", "One thing"), make_term(Vocabulary.PROBLEM, "two", "Two things")
    make_story("Ledger", terms=(one,), status="pilot")
    make_story("Flood", terms=(two,), status="active")
    page = client.get(f"{STORIES}?status=pilot&problem=two")
    assert headline(page) == "No story yet where two things, status: pilot"
    links = re.findall(r'<li><a href="([^"]*)">([^<]*)</a><b>(\d+)</b>', page.content.decode())
    assert links == [
        ("/en/stories/?status=pilot", "1 story, status: pilot", "1"),
        ("/en/stories/?problem=two", "1 story where two things", "1"),
        ("/en/stories/", "All 2 stories", "2"),
    ]


def test_pages_are_plain_links_and_end(client, site):
    city = make_city()
    for number in range(21):
        make_story(f"Story {number:02d}", city)
    first, second = client.get(f"{STORIES}?sort=title"), client.get(f"{STORIES}?page=2&sort=title")
    assert words_of(first).count("Story ") == 20
    assert "Story 20" not in words_of(first)
    assert "Story 20" in words_of(second)
    assert 'href="?sort=title&amp;page=2"' in first.content.decode()
    for number in ("3", "99999999999999999999"):
        past = client.get(f"{STORIES}?sort=title&page={number}")
        assert past.status_code == 404
        assert 'href="/en/stories/?sort=title"' in past.content.decode()


def test_rows_stand_in_the_readers_language_or_say_in_which(client, site):
    city = make_city("Warsaw", "PL")
    both, only_english = make_story("Open books", city), make_story("Zebra", city)
    translate(both, title="Libros abiertos")
    translate(city, title="Varsovia")
    page = client.get("/es/stories/?sort=title")
    shown = words_of(page)
    assert "Libros abiertos" in shown
    assert "Open books" not in shown
    assert "Varsovia, Polonia" in shown
    content = page.content.decode()
    assert re.search(r'<h2 class="row__title" lang="en"><a[^>]* href="/es/stories/[^"]*">Zebra', content)
    # The order of titles is that of the reader's language.
    assert shown.index("Libros abiertos") < shown.index("Zebra")
    assert only_english.pk in Listing(Selection(spec_of("stories"))).found
    with override("es"):
        assert Listing(Selection(spec_of("stories"), sort="title")).works(0, 9) == [both.pk, only_english.pk]


def test_contested_figures_and_demonstration_are_marked(client, site):
    story = make_story("Ledger", is_demonstration=True)
    story.figures = [ResultFigure(what="Books", value="2", contested=True, locale=story.locale)]
    story.save()
    shown = words_of(client.get(STORIES))
    assert "Contested figure" in shown
    assert "Demonstration" in shown


def test_a_practice_leads_to_the_version_for_whoever_asks(client, site):
    make_practice("Binding vote", for_officials="<p>Begin with the budget office.</p>", for_activists="<p>Ask.</p>")
    make_practice("Open map", for_activists="<p>Ask.</p>")
    found = BeautifulSoup(client.get("/en/practices/?sort=title").content, "html.parser").select(".row")
    links = [[link["href"].rpartition("/")[2] for link in row.select(".row__ways a")] for row in found]
    assert links == [["#approve", "#ask"], ["#ask"]]


@pytest.mark.parametrize("name", ["stories", "practices", "voices", "cities"])
def test_queries_of_a_listing_do_not_grow(rf, site, name):
    terms = (make_term(Vocabulary.FOCUS_AREA, "sharing"), make_term(Vocabulary.PROBLEM, "late-works"))
    for number in range(5):
        city = make_city(f"Ledger town {number}", "BR")
        made = [make_story(f"Ledger {number}", city, terms), make_practice(f"Ledger {number}", terms), city]
        for page in [*made, make_voice(f"Ledger {number}", city=city, terms=terms)]:
            translate(page, title=f"Libro {number}")
    for language in ("en", "es"):
        for query, most in (("", 4), ("q=ledger", 5), ("sort=title", 4)):
            for _time in range(2):
                asked = queries_from_the_view_on(rf, language, name, query)
            assert len(asked) <= most, "\n".join(asked)


def queries_from_the_view_on(rf, language: str, name: str, query: str) -> list[str]:
    """What a request asks of the database once Wagtail has found the index page."""
    page = Page.objects.get(slug=name, locale__language_code=language).specific
    request = rf.get(f"/{language}/{name}/?{query}")
    request.user = AnonymousUser()
    Site.find_for_request(request)
    text._found.cache_clear()
    publication.begin_request()
    try:
        with override(language), CaptureQueriesContext(connection) as asked:
            response = page.serve(request).render()
    finally:
        publication.end_request()
    assert response.status_code == 200
    return [one["sql"] for one in asked]


def test_twenty_rows_weigh_less_than_eight_kilobytes(client, site):
    terms = [
        make_term(vocabulary, f"{vocabulary}-{number}", f"A {vocabulary} of the kind {number}")
        for vocabulary in (Vocabulary.PROBLEM, Vocabulary.MECHANISM, Vocabulary.SECTOR, Vocabulary.POPULATION_GROUP)
        for number in range(12)
    ]
    cities = [
        make_city(f"City of {number * 7919 % 97} bridges", country) for number, country in enumerate(("BR", "KE"))
    ]
    for number in range(20):
        make_story(
            f"How {number * 104729 % 1009} neighbours settled question {number} in the open",
            cities[number % 2],
            tuple(terms[number % 12 :: 7]),
            start_year=1990 + number,
            status=("pilot", "active", "scaled")[number % 3],
        )
    content = client.get(STORIES).content
    assert content.count(b'class="row"') == 20
    assert len(brotli.compress(content, quality=11)) <= 8 * 1024


def test_a_facet_of_many_values_folds_and_can_be_unfolded(client, site):
    for number in range(30):
        make_story(city=make_city(f"Town {number}"))
    content = client.get(STORIES).content.decode()
    assert len(re.findall(r'name="city"', content)) == 18
    assert 'href="/en/stories/?full=city"' in content
    whole = client.get(f"{STORIES}?full=city").content.decode()
    assert len(re.findall(r'name="city"', whole)) == 30
    assert 'content="noindex, follow"' in whole


def test_a_private_listing_stays_private(client, site):
    make_story("Ledger")
    Page.objects.get(slug="stories").view_restrictions.create(restriction_type="login")
    assert b"Ledger" not in client.get(STORIES, follow=False).content
    assert len(Listing(Selection(spec_of("stories"))).found) == 0
