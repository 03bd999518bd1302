"""What search engines, messengers and caches are told about a page."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.urls import reverse

from interviews.models import InterviewPage
from testimony.choices import AccessLevel, ConsentStatus
from testimony.models import Consent
from tests.pages.kinds import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]


def locations(client, address: str) -> list[str]:
    """The addresses in a site map, as paths."""
    return re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", client.get(address).text)


def all_pages(client) -> list[str]:
    """What the site map leads to, part by part."""
    return [page for part in locations(client, "/sitemap.xml") for page in locations(client, part)]


def head(client, path: str) -> BeautifulSoup:
    """The head of a page."""
    return BeautifulSoup(client.get(path).content, "html.parser").head


def test_robots_learn_where_the_site_map_is_and_stay_out_of_the_admin(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in answer.text
    assert f"Sitemap: http://testserver{reverse('sitemap')}" in answer.text


def test_the_site_map_leads_to_every_page_in_each_language_it_is_written_in(client):
    pages = all_pages(client)
    assert {"/en/", "/es/", "/en/stories/mexico-city-lab/", "/es/historias/mexico-city-lab/"} <= set(pages)
    assert "/es/historias/jakarta-score/" not in pages
    assert len(pages) == len(set(pages))
    assert [path for path in pages if client.get(path).status_code != 200] == []


@pytest.mark.parametrize("consent", [{"status": ConsentStatus.WITHDRAWN}, {"access": AccessLevel.CLOSED}])
def test_an_interview_that_nobody_may_know_of_leaves_the_site_map_at_once(client, consent):
    page = InterviewPage.objects.get(slug="street-vendor")
    assert page.url in all_pages(client)
    row = Consent.objects.get(testimony=page.testimony_id)
    for name, value in consent.items():
        setattr(row, name, value)
    row.save()
    assert page.url not in all_pages(client)


@pytest.mark.parametrize("path", ["/en/stories/", "/es/historias/", "/en/about/", "/es/historias/mexico-city-lab/"])
def test_languages_name_each_other_by_whole_addresses(client, path):
    tags = head(client, path).select("link[rel=alternate][hreflang]")
    found = {tag["hreflang"]: tag["href"] for tag in tags}
    assert set(found) == {"en", "es"}
    assert all(address.startswith("http") for address in found.values())
    for address in found.values():
        other = head(client, re.sub(r"^https?://[^/]+", "", address))
        assert {tag["href"] for tag in other.select("link[rel=alternate][hreflang]")} == set(found.values())
        assert other.select_one("link[rel=canonical]")["href"] == address


def test_another_language_keeps_what_the_reader_has_chosen(client):
    chosen = "?focus=sharing-information&q=city&region=central-america"
    page = BeautifulSoup(client.get(f"/en/stories/{chosen}").content, "html.parser")
    link = page.select_one("#tools a[hreflang=es]")["href"]
    assert link == "/es/historias/?focus=sharing-information&region=central-america&q=city"
    answer = BeautifulSoup(client.get(link).content, "html.parser")
    assert len(answer.select("input:checked")) == 2
    assert answer.select_one("#tools a[hreflang=en]")["href"].startswith("/en/stories/?focus=sharing-information")


@pytest.mark.parametrize("kind", [kind for kind, (_path, status) in PAGES.items() if status == 200])
def test_a_page_that_is_to_be_found_says_what_it_is_when_it_is_sent_on(client, kind):
    page = head(client, PAGES[kind][0])
    if page.select_one("meta[name=robots]"):
        assert page.select("meta[property]") == []
        return
    card = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    if kind == "voice sealed":
        assert card == {}
        return
    assert card["og:title"]
    assert card["og:title"] in page.title.text
    assert card["og:url"] == page.select_one("link[rel=canonical]")["href"]
    assert card["og:image"].startswith("http")
    assert finders.find(card["og:image"].partition("/static/")[2])
    assert page.select_one("meta[name=description]")["content"]


def test_a_sealed_interview_is_not_described(client):
    introduction = InterviewPage.objects.get(slug="civic-technologist").introduction
    assert introduction
    assert introduction not in client.get("/en/voices/civic-technologist/").content.decode()


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_asked_for_again_before_it_is_shown_again(client, kind):
    path, status = PAGES[kind]
    answer = client.get(path)
    assert answer["Cache-Control"] == ("no-store" if kind.startswith("voice ") or kind == "voice" else "no-cache")
    if status == 200 and answer["Cache-Control"] == "no-cache":
        assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
