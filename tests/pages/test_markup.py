"""The HTML of every kind of page: well formed, labelled, with headings in order and its language said."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from casestudies.models import Answer, CaseStudyPage
from tests.pages.kinds import PAGES
from tests.pages.markup import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

EVERY_KIND = pytest.mark.parametrize(("path", "status"), PAGES.values(), ids=PAGES)


def document(body: str) -> str:
    """A page around these elements."""
    return f'<!doctype html><html lang="en"><body><h1>Title</h1>{body}</body></html>'


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p id="a"></p><p id="a"></p>', "taken"),
        ("<p><b>bold</p></b>", "while"),
        ("<section>", "while"),
        ("<p>words<ul></ul></p>", "inside <p>"),
        ('<a href="/"><a href="/x">x</a></a>', "<a> inside <a>"),
        ("<h3>deep</h3>", "skips a level"),
        ("<h1>again</h1>", "2 headings"),
        ("<label>nothing</label>", "label without control"),
        ('<input type="text" id="q">', "without label"),
        ('<label for="z">z</label>', "leads nowhere"),
        ('<a href="#z">z</a>', "leads nowhere"),
        ('<img src="/x.jpg" alt="">', "size"),
        ('<p style="color: red">x</p>', "inline"),
        ("<div/>", "close itself"),
    ],
)
def test_a_fault_is_found(body, fault):
    assert any(fault in found for found in Page(document(body)).faults)


def test_a_sound_page_has_no_fault():
    body = (
        '<h2 id="a">A</h2><p>x<br><a href="#a">x</a></p><label>b<input></label><label for="c">c</label><input id="c">'
    )
    assert Page(document(body)).faults == []


@EVERY_KIND
def test_html_is_well_formed_with_unique_ids_labels_and_headings_in_order(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert Page(answer.content.decode()).faults == []


@EVERY_KIND
def test_a_page_says_its_language_and_that_of_its_words(client, path, status):
    html = client.get(path).content.decode()
    frame = path.split("/")[1]
    root = re.search(r"<html lang=\"([^\"]+)\" dir=\"(ltr|rtl)\"", html)
    assert (root[1], root[2]) == (frame, "ltr")
    languages = {code for code, _name in settings.LANGUAGES}
    assert {language.split("-")[0] for language in Page(html).languages} <= languages


def test_words_of_an_untranslated_story_are_marked_as_english_under_the_spanish_frame(client):
    page = BeautifulSoup(client.get("/es/historias/jakarta-score/").content, "html.parser")
    assert page.html["lang"] == "es"
    assert page.select_one("main article")["lang"] == "en"
    assert page.select_one("main h1").find_parent(lang=True)["lang"] == "en"


@pytest.mark.parametrize("path", ["/es/", "/es/cultura-de-innovacion/", "/es/participacion-ciudadana/"])
def test_words_of_untranslated_stories_are_marked_as_english_among_spanish_ones(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    original = set(Answer.objects.values_list("sentence", flat=True)) | set(
        CaseStudyPage.objects.filter(locale__language_code="en").values_list("title", flat=True)
    )
    found = [text for text in page.main.find_all(string=True) if text.strip() in original]
    languages = {text.strip(): text.find_parent(lang=True)["lang"] for text in found}
    spanish = set(Answer.objects.filter(page__locale__language_code="es").values_list("sentence", flat=True))
    assert "en" in languages.values()
    assert {text: language for text, language in languages.items() if (text in spanish) != (language == "es")} == {}


def test_links_within_the_site_lead_to_pages_that_are_there(client):
    found = {}
    for path, _status in PAGES.values():
        for link in BeautifulSoup(client.get(path).content, "html.parser").select("a[href^='/']"):
            # Of the many selections of a listing one a facet is enough.
            address, _question, query = link["href"].partition("#")[0].partition("?")
            found[address, query.partition("=")[0]] = link["href"]
    missing = [f"{link}: {status}" for link in found.values() if (status := client.get(link).status_code) != 200]
    assert missing == []
