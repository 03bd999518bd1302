"""The page of a city shows where it is: in the middle of the land around it, or not at all."""

import re

import pytest
from bs4 import BeautifulSoup

from multimedia.maps.world import HEIGHT, WIDTH, on_paper
from tests.browse.factories import make_city, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


def map_of(client, city):
    """The map on the page of a city."""
    answer = client.get(city.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one(".city__map svg")


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Jakarta", "ID", "-6.2088", "106.8456"),
        ("Suva", "FJ", "-18.14", "178.44"),
        ("Apia", "WS", "-13.83", "-171.77"),
        ("Longyearbyen", "NO", "78.22", "15.63"),
        ("Null Island", "GH", "0", "0"),
    ],
)
def test_a_city_stands_in_the_middle_of_the_land_around_it(client, name, country, latitude, longitude):
    drawing = map_of(client, make_city(name, country, latitude=latitude, longitude=longitude))
    left, top, nearer = map(float, re.findall(r"-?[\d.]+", drawing.use["transform"]))
    x, y = on_paper(float(longitude), float(latitude))
    assert (x * nearer + left, y * nearer + top) == pytest.approx((WIDTH / 2, HEIGHT / 2), abs=0.5)
    square = drawing.rect
    assert float(square["x"]) + float(square["width"]) / 2 == WIDTH / 2
    assert float(square["y"]) + float(square["height"]) / 2 == HEIGHT / 2
    assert drawing["role"] == "img"
    assert drawing["aria-label"] == f"Where {name} is, on a map of the land around it"


def test_an_invented_city_and_one_whose_position_is_not_documented_have_no_map(client):
    assert map_of(client, make_city("Orvena", is_fictional=True, latitude=10, longitude=10)) is None
    assert map_of(client, make_city("Somewhere", "BR", latitude=10)) is None


def test_the_source_of_the_land_is_named(client):
    city = make_city("Jakarta", "ID", latitude="-6.2088", longitude="106.8456")
    assert "Land: Natural Earth, public domain." in client.get(city.url).content.decode()
