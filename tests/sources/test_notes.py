"""Rich text as numbered claims: numbers, links, safety, and a constant number of queries."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale, Page

from casestudies.models import ResultEvidence
from core import publication
from home.models import TextPage
from home.standing import create_site
from sources.choices import Confidence
from sources.evidence import date_words
from sources.models import Citation, Source
from sources.notes import Notes


@pytest.fixture
def citation(db) -> Citation:
    """Page 14 of a newspaper."""
    source = Source.objects.create(
        title="Answered", container_title="The City Gazette", issued="2018-02-13", url="https://example.org/answered"
    )
    return Citation.objects.create(source=source, locator="p. 14", note="Counted by the city.")


def mark(target, words: str = "three in ten") -> str:
    """Marked words as stored."""
    return f'<a linktype="evidence" id="{getattr(target, "pk", target)}">{words}</a>'


def drawn(*texts: str) -> BeautifulSoup:
    """The texts as one page draws them."""
    notes = Notes(texts)
    return BeautifulSoup("".join(notes.render(text) for text in texts), "html.parser")


def words_of(html: BeautifulSoup, selector: str) -> list[str]:
    """The words of the elements that match."""
    return [" ".join(found.get_text(" ", strip=True).split()) for found in html.select(selector)]


def test_a_marked_paragraph_carries_its_note(citation):
    html = drawn(f"<p>Followed up: {mark(citation)}.</p><p>Nothing to prove.</p>")
    first, second = html.select(".claim")
    assert first.select_one("a.ev")["href"] == f"#{first.select_one('.note')['id']}"
    (note,) = words_of(html, ".note")
    assert "Counted by the city. The City Gazette, 13 February 2018, p. 14." in note
    assert first.select_one(".note a[href='https://example.org/answered']")
    assert not second.select(".notes")


def test_numbers_run_through_the_page_and_a_repeated_source_keeps_its_own(citation):
    other = Citation.objects.create(source=citation.source, locator="p. 15", confidence=Confidence.INFERENCE)
    html = drawn(
        f"<p>{mark(citation)} and {mark(other)}</p>", f"<ul><li>again {mark(citation)}</li></ul><p>{mark(other)}</p>"
    )
    assert [found.get_text().split()[-1] for found in html.select("a.ev")] == ["1", "2", "1", "2"]
    assert len(html.select(".note")) == 2
    identifiers = [found["id"] for found in html.select("[id]")]
    assert len(identifiers) == len(set(identifiers))
    assert "Researcher’s inference" in words_of(html, ".note")[1]


def test_evidence_that_is_gone_leaves_its_words(citation):
    text = f"<p>Before {mark(citation)} after {mark(987654321, 'nothing')} {mark('x', 'odd')} {mark('9' * 40)}</p>"
    citation.delete()
    html = drawn(text)
    assert words_of(html, "p") == ["Before three in ten after nothing odd three in ten"]
    assert not html.select("a")


def test_evidence_of_a_kind_without_a_reader_is_not_marked(db):
    row = ResultEvidence.objects.create(figure_key=uuid4())
    assert not drawn(f"<p>{mark(row)}</p>").select("a")


@pytest.mark.parametrize(
    "broken",
    [
        "<p>open <b>bold {mark}",
        "loose words {mark} and <em>more",
        "</p></div>{mark}<p>",
        "<p>{mark}</b></i></p></section>",
        '<p><a linktype="evidence">no id</a> {mark}</p>',
        "<p>&lt;script&gt; {mark} &amp; </p>",
        "<ul><p>{mark}",
    ],
)
def test_broken_html_never_breaks_the_page(citation, broken):
    html = Notes([text := broken.replace("{mark}", mark(citation))]).render(text)
    around = BeautifulSoup(f"<main>{html}</main><footer></footer>", "html.parser")
    assert "three in ten" in around.main.get_text()
    assert [child.name for child in around.children] == ["main", "footer"]
    for name in ("div", "p", "b", "em", "ul", "a"):
        assert html.count(f"<{name}>") + html.count(f"<{name} ") == html.count(f"</{name}>")


@pytest.mark.parametrize(
    "attack",
    [
        "<p>x<script>alert(1)</script></p>",
        '<p onclick="alert(1)" style="color:red">x</p>',
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><img src="x" onerror="alert(1)">x</p>',
        '<p>x<iframe src="https://example.org"></iframe></p>',
        '<p>x<![CDATA[><img src="x" onerror="alert(1)">]]></p>',
        "<p>x<?x ><script>alert(1)</script>?></p>",
    ],
)
def test_nothing_but_prose_is_drawn(db, attack):
    html = Notes([attack]).render(attack)
    for mark_of_attack in ("alert", "script", "onclick", "style=", "<img", "iframe"):
        assert mark_of_attack not in html
    assert "x" in html


def test_internal_links_lead_to_the_readers_language(site_page):
    text = f'<p><a linktype="page" id="{site_page.pk}">there</a></p>'
    assert drawn(text).a["href"] == site_page.url
    with override("es"):
        assert "/es/" in drawn(text).a["href"]


def test_a_link_to_a_page_that_is_not_public_leaves_its_words(site_page):
    site_page.unpublish()
    assert not drawn(f'<p><a linktype="page" id="{site_page.pk}">there</a></p>').select("a")


@pytest.fixture
def site_page(db) -> Page:
    """A text page of a site with two languages."""
    create_site()
    return TextPage.objects.get(slug="method", locale=Locale.objects.get(language_code="en"))


def test_queries_do_not_grow_with_texts_marks_and_links(citation, site_page):
    citations = [Citation.objects.create(source=citation.source, locator=f"p. {number}") for number in range(12)]
    pages = Page.objects.live().filter(depth__gt=2)[:8]
    few = [f'<p>{mark(citation)} <a linktype="page" id="{site_page.pk}">there</a></p>']
    many = [f"<p>{mark(one)}</p>" for one in citations]
    many += [f'<p><a linktype="page" id="{page.pk}">there</a></p>' for page in pages]
    publication.begin_request()
    drawn(*few)
    with CaptureQueriesContext(connection) as first:
        drawn(*few)
    with CaptureQueriesContext(connection) as second:
        drawn(*many)
    publication.end_request()
    assert len(second) == len(first) <= 4


@pytest.mark.parametrize(
    ("issued", "words"),
    [("2018", "2018"), ("2018-02", "February 2018"), ("2018-02-13", "13 February 2018"), ("n.d.", "n.d."), ("", "")]
    + [(odd, odd) for odd in ("2018-13", "1998-2003", "2018-02-13-1")],
)
def test_dates_are_as_exact_as_the_source_gives_them(issued, words):
    assert date_words(issued) == words
