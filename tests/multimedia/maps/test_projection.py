"""The globe on paper: the values of PROJ, true distances, and a coast that no meridian tears."""

import re
from itertools import pairwise
from math import dist

import pytest
from django.conf import settings

from multimedia.maps import world
from multimedia.maps.land import is_land, rings
from multimedia.maps.projection import azimuthal, distance, equal_earth, middle

LAND = settings.BASE_DIR / "static" / "img" / "land.svg"


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (180, 0, 2.70662998, 0),
        (0, 90, 0, 1.31736276),
        (180, 90, 1.60358865, 1.31736276),
        (16, 48, 0.20163223, 0.90957579),
        (-90, -37, -1.22120481, -0.7214534),
        (-99.1332, 19.4326, -1.44991386, 0.38969152),
        (106.8456, -6.2088, 1.60211586, -0.1256497),
    ],
)
def test_equal_earth_is_that_of_proj(longitude, latitude, x, y):
    """`+proj=eqearth +R=1` of PROJ 9."""
    assert equal_earth(longitude, latitude) == pytest.approx((x, y), abs=1e-8)


@pytest.mark.parametrize(
    ("centre", "point", "x", "y"),
    [
        ((2, 41), (18.6466, 54.352), 0.1688851, 0.24981308),
        ((178, -18), (-175.2, -21.13), 0.11065718, -0.05673905),
        ((-58, -34), (-13.2317, 8.4657), 0.80436848, 0.59438665),
        ((0, 90), (90, 45), 0.76536686, 0),
    ],
)
def test_the_azimuthal_map_is_that_of_proj(centre, point, x, y):
    """`+proj=laea +R=1`; the second one lies across the 180th meridian."""
    assert azimuthal(*point, centre) == pytest.approx((x, y), abs=1e-8)


def test_distances_are_those_of_the_great_circle_also_across_the_180th_meridian():
    assert distance((-99.1332, 19.4326), (106.8456, -6.2088)) == pytest.approx(16845.2279, abs=0.01)
    assert distance((178, -18), (-175.2, -21.13)) == pytest.approx(792.7824, abs=0.01)


def test_the_middle_of_fiji_and_tonga_lies_between_them_not_in_africa():
    longitude, latitude = middle([(178, -18), (-175, -21)])
    assert longitude == pytest.approx(-178.5, abs=0.1)
    assert latitude == pytest.approx(-19.5, abs=0.1)


@pytest.mark.parametrize(
    ("name", "longitude", "latitude"),
    [
        ("Mexico City", -99.13, 19.43),
        ("Gdańsk", 18.55, 54.33),
        ("Chukotka, east of the 180th meridian", -175, 66.5),
        ("Chukotka, west of it", 177, 67),
        ("Vanua Levu, Fiji", 179.2, -16.6),
        ("the South Pole", 0, -89.5),
        ("Antarctica at the 180th meridian", 179.9, -86),
    ],
)
def test_land_is_land(name, longitude, latitude):
    assert is_land(longitude, latitude), name


@pytest.mark.parametrize(
    ("name", "longitude", "latitude"),
    [
        ("the Gulf of Guinea", 0, 0),
        ("the Bering Sea", 180, 58),
        ("between Alaska and Chukotka", -169, 64),
        ("the Pacific at the height of Russia", -150, 45),
        ("the Caspian Sea", 51, 42),
    ],
)
def test_water_is_water(name, longitude, latitude):
    assert not is_land(longitude, latitude), name


def test_no_coast_crosses_the_180th_meridian():
    for ring in rings():
        west, south, east, north = ring.box
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90
        for (x1, y1), (x2, y2) in pairwise(ring.points):
            # Longer steps than this follow the edge of the data or the pole.
            assert abs(x2 - x1) < 25 or y1 == y2 == -90, (x1, y1, x2, y2)


def test_the_drawing_of_the_world_has_no_line_across_the_map():
    """A ring that jumps from one edge to the other draws a band over everything."""
    path = re.search(r' d="([^"]+)"', LAND.read_text())[1]
    for ring in path.strip("z").split("z"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y = numbers[:2]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            if y < 2 * world.HEIGHT:
                assert abs(dx) < 150, (x, y, dx, dy)
            x, y = x + dx, y + dy


def test_the_drawing_stands_on_the_paper_of_the_marks():
    """Cities on the coast stand on the coast: within 10 units of 1000 of a drawn point."""
    text = LAND.read_text()
    assert f'viewBox="0 0 {world.WIDTH} {world.HEIGHT}"' in text
    scale = float(re.search(r"scale\(([\d.]+)\)", text)[1])
    drawn = []
    for ring in re.search(r' d="([^"]+)"', text)[1].strip("z").split("z"):
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y = numbers[:2]
        drawn.append((x * scale, y * scale))
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            drawn.append((x * scale, y * scale))
    for longitude, latitude in [(-13.23, 8.47), (106.85, -6.1), (18.65, 54.35), (-90.07, 29.3), (174.78, -36.85)]:
        mark = world.on_paper(longitude, latitude)
        assert min(dist(mark, point) for point in drawn) < 10
    assert len(text) < 30_000


def test_the_files_hold_no_border():
    """As many rings as islands and lakes: two neighbours on one continent are one ring."""
    longest = rings()[0]
    for longitude, latitude in [(2.35, 48.85), (37.6, 55.75), (116.4, 39.9), (77.2, 28.6)]:
        west, south, east, north = longest.box
        assert west < longitude < east
        assert south < latitude < north
