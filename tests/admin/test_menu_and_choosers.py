"""What an editor finds her way by: the marks of the menu, and lists to choose from."""

import json
import re

from bs4 import BeautifulSoup
from wagtail.admin.icons import get_icons

from accounts.models import User
from casestudies.models import CaseStudyPage, StoryIndexPage
from cities.models import CityIndexPage
from tests.admin.conftest import log_in
from tests.admin.forms import a_source, add_url


def test_everything_in_the_menu_has_a_mark_that_exists(researcher):
    page = BeautifulSoup(researcher.get("/admin/").content, "html.parser")
    menu = json.loads(page.select_one("#wagtail-sidebar-props").string)
    marks = set(re.findall(r"'icon_name': '([^']+)'", str(menu))) | set(re.findall(r"'icon': '([^']+)'", str(menu)))
    drawn = set(re.findall(r'id="icon-([^"]+)"', get_icons()))
    assert len(marks) > 5
    assert marks <= drawn


def test_countries_are_chosen_from_a_list_in_the_order_of_their_names(researcher):
    page = BeautifulSoup(researcher.get("/admin/snippets/choose/cities/country/results/").content, "html.parser")
    names = [link.get_text(strip=True) for link in page.select("a[data-chooser-modal-choice]")]
    assert len(names) == 50
    assert names[:4] == ["Afghanistan", "Åland Islands", "Albania", "Algeria"]
    found = researcher.get("/admin/snippets/choose/cities/country/results/", {"q": "portugal"}).content.decode()
    assert "Portugal" in found


def test_a_city_is_chosen_among_cities(researcher):
    html = researcher.get(add_url(CaseStudyPage, StoryIndexPage)).content.decode()
    options = re.search(r'new PageChooser\("id_city", (.*?)\);', html)[1]
    assert json.loads(options)["parentId"] == CityIndexPage.objects.works().get().pk


def test_sources_are_told_apart_by_their_titles_and_the_newest_comes_first(researcher):
    for title in ("The order", "The count"):
        a_source(title)
    page = BeautifulSoup(researcher.get("/admin/snippets/choose/sources/source/").json()["html"], "html.parser")
    names = [link.get_text(strip=True) for link in page.select("a[data-chooser-modal-choice]")]
    assert names == ["The count (The City Gazette, 2018-02-13)", "The order (The City Gazette, 2018-02-13)"]


def test_a_researcher_finds_the_way_to_a_story_on_the_first_page(researcher):
    page = BeautifulSoup(researcher.get("/admin/").content, "html.parser")
    steps = [link["href"] for link in page.select(".bbc-steps a")]
    assert steps[-1] == add_url(CaseStudyPage, StoryIndexPage)
    assert all(researcher.get(step).status_code == 200 for step in steps)


def test_who_may_write_no_story_is_shown_no_way_to_one(site):
    assert "bbc-steps" not in log_in("Identity keepers").get("/admin/").content.decode()


def test_the_start_page_counts_in_the_words_of_the_menu(client, site):
    client.force_login(User.objects.create_superuser("keeper", "keeper@example.org", "a long password"))
    page = (
        BeautifulSoup(client.get("/admin/").content, "html.parser").select_one(".w-summary").get_text(" ", strip=True)
    )
    assert "0 Pictures" in page
    assert "0 Recordings" in page
    assert "Image" not in page
    assert "Media" not in page
