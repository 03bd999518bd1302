"""Every value of a record leads to the listing that has it."""

import pytest
from bs4 import BeautifulSoup

from tests.pages.kinds import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

#: By kind of page: facets to which its record leads.
FACETS = {
    "story": {"city", "region", "focus", "problem", "mechanism", "power", "survival", "status", "evidence"},
    "practice": {"problem", "time"},
    "city": {"region", "challenge", "population", "income", "mayor"},
    "voice": {"group", "focus", "problem"},
}


def links(client, path: str) -> set[str]:
    """Where the page leads with one facet chosen."""
    anchors = BeautifulSoup(client.get(path).content, "html.parser").main("a", href=True)
    return {anchor["href"] for anchor in anchors if "?" in anchor["href"] and "about=" not in anchor["href"]}


@pytest.mark.parametrize("kind", FACETS)
def test_the_listing_a_value_leads_to_holds_the_page(client, kind):
    path = PAGES[kind][0]
    followed = set()
    for link in sorted(links(client, path)):
        listing, _mark, query = link.partition("?")
        facet = query.partition("=")[0]
        if facet in FACETS[kind] and path.startswith(listing):
            followed.add(facet)
            assert f'href="{path}"' in client.get(link).content.decode(), link
    assert FACETS[kind] - {"city"} <= followed


def test_what_nobody_knows_yet_has_no_box(client):
    rows = BeautifulSoup(client.get("/en/").content, "html.parser").select(".finding .state")
    boxes = {row.get_text(strip=True): len(row.select("i, .half")) for row in rows}
    assert boxes["Did not survive"] == boxes["Survived in part"] == 1
    assert boxes["Not known"] == boxes["Not yet tested"] == 0
