"""What an editor finds her way by: the marks of the menu, and lists to choose from."""

import json
import re

from bs4 import BeautifulSoup
from wagtail.admin.icons import get_icons

from accounts.models import User


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


def test_the_start_page_counts_in_the_words_of_the_menu(client, site):
    client.force_login(User.objects.create_superuser("keeper", "keeper@example.org", "a long password"))
    page = (
        BeautifulSoup(client.get("/admin/").content, "html.parser").select_one(".w-summary").get_text(" ", strip=True)
    )
    assert "0 Pictures" in page
    assert "0 Recordings" in page
    assert "Image" not in page
    assert "Media" not in page
