"""The world map of cities: true to the index, without script, with a keyboard path and a list that says the same."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from browse.index import current
from cities import places
from cities.models import CityPage
from core.localised import localise
from tests.browse.factories import make_city, make_site, translate

pytestmark = pytest.mark.django_db

CITIES = "/en/cities/"
AT = {
    "Jakarta": ("ID", "-6.2088", "106.8456"),
    "Gdansk": ("PL", "54.352", "18.6466"),
    "Nairobi": ("KE", "-1.286", "36.817"),
    "Sopot": ("PL", "54.4418", "18.5601"),
}


@pytest.fixture
def site():
    """The listings, and a home page."""
    return make_site()


def city(name: str, **values) -> CityPage:
    """A city where it is."""
    country, latitude, longitude = AT[name]
    return make_city(name, country, latitude=latitude, longitude=longitude, **values)


def page(client, path: str) -> BeautifulSoup:
    """The page as a reader gets it."""
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(soup: BeautifulSoup) -> list[str]:
    """What the links of the map say, in the order of the keyboard."""
    return [link.title.string for link in soup.select(".world__city")]


def test_each_public_city_of_the_selection_is_one_square_that_leads_to_it(client, site):
    for name in ("Jakarta", "Gdansk", "Nairobi"):
        city(name)
    soup = page(client, CITIES)
    assert sorted(titles(soup)) == ["Gdansk, Poland", "Jakarta, Indonesia", "Nairobi, Kenya"]
    for link in soup.select(".world__city"):
        assert client.get(link["href"]).status_code == 200
    assert titles(page(client, f"{CITIES}?region=eastern-africa")) == ["Nairobi, Kenya"]


def test_the_map_follows_the_next_request(client, site):
    gdansk, nairobi = city("Gdansk"), city("Nairobi")
    assert len(titles(page(client, CITIES))) == 2
    gdansk.unpublish()
    assert titles(page(client, CITIES)) == ["Nairobi, Kenya"]
    nairobi.longitude = 100
    nairobi.save_revision().publish()
    before = page(client, CITIES).select_one(".world__city g")["transform"]
    nairobi.longitude = 20
    nairobi.save_revision().publish()
    assert page(client, CITIES).select_one(".world__city g")["transform"] != before


def test_cities_too_close_for_two_squares_are_one_with_a_number_that_leads_to_a_list(client, site):
    for name in AT:
        city(name)
    soup = page(client, CITIES)
    [link] = [link for link in soup.select(".world__city") if link["href"].startswith("#")]
    assert link.title.string == "2 cities: Gdansk, Sopot"
    assert link.select_one(".world__count").string == "2"
    line = soup.select_one(link["href"])
    assert [name.string for name in line.select("a")] == ["Gdansk", "Sopot"]
    assert [name["href"] for name in line.select("a")] == ["/en/cities/gdansk/", "/en/cities/sopot/"]


def test_the_keyboard_goes_through_the_map_as_the_list_does(client, site):
    for name in ("Jakarta", "Gdansk", "Nairobi"):
        city(name)
    make_city("Far", "KE", latitude="10", longitude="10")
    on_map = [title.partition(",")[0] for title in titles(page(client, CITIES))]
    assert on_map == ["Far", "Nairobi", "Jakarta", "Gdansk"]
    skip = page(client, CITIES).select_one(".map-skip")
    assert page(client, CITIES).select_one(skip["href"])


def test_home_lists_regions_beside_the_map_and_states_the_gaps(client, site):
    for name in ("Jakarta", "Gdansk", "Nairobi"):
        city(name)
    soup = page(client, site.url)
    assert len(titles(soup)) == 3
    regions = {item.select_one(".where__region").contents[0].string: item for item in soup.select(".where__list li")}
    assert [link.string for link in regions["Africa"].select(".where__names a")] == ["Nairobi"]
    assert "gap" in regions["Oceania"]["class"]
    assert "No documented city yet" in regions["Oceania"].text
    link = regions["Asia"].select_one(".where__region a")["href"]
    assert titles(page(client, link)) == ["Jakarta, Indonesia"]


def test_the_listing_says_which_continents_have_no_city(client, site):
    city("Nairobi")
    assert "None of these cities is in: Oceania, Americas, Asia, Europe." in page(client, CITIES).figcaption.text


def test_invented_cities_and_those_without_a_position_are_listed_but_on_no_map(client, site):
    make_city("Orvena", is_fictional=True, latitude=10, longitude=10)
    make_city("Nowhere", "BR")
    make_city("Unmeasured", "BR", latitude=10)
    city("Nairobi")
    soup = page(client, CITIES)
    assert titles(soup) == ["Nairobi, Kenya"]
    assert "1 city is invented and stands on no map." in soup.figcaption.text
    assert "The positions of 2 cities are not documented." in soup.figcaption.text
    assert {"Orvena", "Nowhere", "Unmeasured"} <= {row.text.strip() for row in soup.select(".row__title")}


def test_no_map_where_no_city_of_the_selection_has_a_position(client, site):
    make_city("Nowhere", "BR")
    assert not page(client, CITIES).select(".world")


def test_projection_and_source_stand_under_the_map_and_nothing_comes_from_elsewhere(client, site):
    city("Nairobi")
    soup = page(client, CITIES)
    for words in ("Natural Earth", "Equal Earth", "No borders"):
        assert words in soup.figcaption.text
    assert soup.select_one(".world use")["href"].startswith("/static/img/land")


def test_names_and_addresses_are_those_of_the_readers_language(client, site):
    jakarta = city("Jakarta")
    city("Nairobi")
    translate(jakarta, title="Yakarta", slug="yakarta")
    soup = page(client, jakarta.get_parent().get_translations().first().url)
    links = {link.title.string: link["href"] for link in soup.select(".world__city")}
    assert set(links) == {"Yakarta, Indonesia", "Nairobi, Kenia"}
    assert all(client.get(url).status_code == 200 for url in links.values())


def test_addresses_of_places_are_those_of_their_pages(client, site):
    jakarta = city("Jakarta")
    places_now = places.current().cities
    assert places_now[jakarta.pk].address(CITIES) == localise([jakarta])[jakarta.pk].url


def test_many_cities_cost_as_many_queries_as_few(client, site):
    def asked(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    city("Nairobi")
    few = asked(site.url), asked(CITIES)
    for number in range(40):
        make_city("", "BR", latitude=-40 + 1.5 * number, longitude=-60 + number)
    assert (asked(site.url), asked(CITIES)) == few
    assert len(current()["cities"].live) == 41
    regions = page(client, site.url).select(".where__list li")
    assert "and 32 more" in regions[0].text
