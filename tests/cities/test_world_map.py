"""The world map of cities: true to the index, without script, with a keyboard path and a list that says the same."""

from itertools import combinations

import brotli
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from browse.index import current
from cities import places
from cities.models import CityPage
from core.localised import localise
from taxonomy.choices import Vocabulary
from tests.browse.factories import make_city, make_site, make_term, translate

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
    assert len(titles(page(client, site.url))) == 2
    gdansk.unpublish()
    assert titles(page(client, site.url)) == ["Nairobi, Kenya"]
    nairobi.longitude = 100
    nairobi.save_revision().publish()
    before = page(client, site.url).select_one(".world__city g")["transform"]
    nairobi.longitude = 20
    nairobi.save_revision().publish()
    assert page(client, site.url).select_one(".world__city g")["transform"] != before


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
    assert "None of these" not in page(client, f"{CITIES}?region=eastern-africa").figcaption.text
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


def crowd(country: str, number: int, latitude: float, longitude: float, step: float = 1.5) -> None:
    """So many cities side by side."""
    for place in range(number):
        row, column = divmod(place, 6)
        at = {"latitude": f"{latitude + step * row:.2f}", "longitude": f"{longitude + step * column:.2f}"}
        make_city(f"{country} {place:02}", country, **at)


def squares(soup: BeautifulSoup) -> dict[str, tuple[float, float]]:
    """Where the squares stand, by what their links say."""
    found = {}
    for link in soup.select(".world__city"):
        x, y = link.g["transform"].removeprefix("translate(").rstrip(")").split()
        found[link.title.string] = float(x), float(y)
    return found


def test_more_cities_than_can_be_told_apart_share_the_square_of_their_region_and_are_told_apart_there(client, site):
    crowd("PL", 18, 50, 16)
    crowd("DE", 18, 48, 7)
    city("Nairobi")
    for path in (site.url, CITIES):
        soup = page(client, path)
        by_title = {link.title.string: link for link in soup.select(".world__city")}
        assert list(by_title) == ["Nairobi, Kenya", "36 cities in Western Europe, Eastern Europe"]
        assert by_title["36 cities in Western Europe, Eastern Europe"].select_one(".world__count").string == "36"
        assert soup.select_one(".world__dots")["d"].count("M") == 36
        assert not soup.select(".world__near")
        assert "A square with a number leads to the cities of its region" in soup.figcaption.text

    europe = page(client, by_title["36 cities in Western Europe, Eastern Europe"]["href"])
    assert set(squares(europe)) == {"18 cities in Western Europe", "18 cities in Eastern Europe"}
    [poland] = [link for link in europe.select(".world__city") if "Eastern" in link.title.string]
    east = page(client, poland["href"])
    assert not east.select(".world__dots")
    named = {link.title.string.partition(",")[0] for link in east.select(".world__city") if "#" not in link["href"]}
    named |= {link.string for link in east.select(".world__near a")}
    assert named == {f"PL {place:02}" for place in range(18)}


def test_a_square_of_a_region_keeps_what_else_is_chosen(client, site):
    challenge = make_term(Vocabulary.CHALLENGE, "corruption")
    for place in range(15):
        for country, longitude in (("PL", 17), ("DE", 8), ("BR", -50)):
            latitude = f"{-10 if country == 'BR' else 50 + place / 5:.2f}"
            make_city(
                f"{country} {place}", country, (challenge,), latitude=latitude, longitude=f"{longitude + place / 5:.2f}"
            )
    soup = page(
        client, f"{CITIES}?challenge=corruption&page=2&region=eastern-europe&region=south-america&region=western-europe"
    )
    assert not soup.select(".world"), "it stands on the first page"
    soup = page(client, f"{CITIES}?challenge=corruption")
    hrefs = [link["href"] for link in soup.select(".world__city")]
    assert f"{CITIES}?challenge=corruption&region=south-america" in hrefs
    assert all(href.startswith(f"{CITIES}?challenge=corruption&region=") for href in hrefs)


def test_no_square_covers_another(client, site):
    for country, latitude, longitude in (("PL", 50, 16), ("DE", 47, 7), ("GB", 52, -3), ("IT", 41, 12), ("EG", 27, 29)):
        crowd(country, 12, latitude, longitude)
    for path in (site.url, CITIES, f"{CITIES}?region=western-europe"):
        points = squares(page(client, path)).values()
        for (x1, y1), (x2, y2) in combinations(points, 2):
            # On a phone a square is 36 units wide: components/world-map.css.
            assert max(abs(x1 - x2), abs(y1 - y2)) >= 35.8


def test_the_map_of_a_selection_is_as_near_as_its_cities(client, site):
    city("Jakarta")
    for name in ("Gdansk", "Sopot"):
        city(name)
    world, europe = page(client, CITIES), page(client, f"{CITIES}?region=eastern-europe")
    assert "2 cities: Gdansk, Sopot" in titles(world)
    assert not world.select_one(".world__land").get("transform")
    assert "scale(8)" in europe.select_one(".world__land")["transform"]
    for x, y in squares(europe).values():
        assert 200 < x < 800
        assert 50 < y < 400


def test_three_hundred_cities_stay_within_the_bytes_of_a_listing(client, site):
    for number in range(300):
        country = ("PL", "DE", "GB", "IT", "BR", "IN")[number % 6]
        latitude, longitude = -50 + number * 7 % 120, -90 + number * 13 % 200
        make_city(f"City of {number}", country, latitude=latitude, longitude=longitude)
    for path in (CITIES, f"{CITIES}?region=western-europe"):
        assert len(brotli.compress(client.get(path).content)) <= 8 * 1024


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
