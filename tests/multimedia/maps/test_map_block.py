"""The map block: as near as its places allow, whatever the meridian, and in words for everybody."""

import re
from itertools import accumulate, combinations, pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError

from multimedia.blocks import MapBlock
from multimedia.maps.land import is_land
from multimedia.maps.locator import AROUND_ONE, HEIGHT, WIDTH, Spot, locator
from multimedia.maps.projection import EARTH_RADIUS

SUVA, APIA = Spot("Suva", 178.44, -18.14, here=True), Spot("Apia", -171.77, -13.83)


def block() -> MapBlock:
    """The block as a stream holds it."""
    found = MapBlock()
    found.set_name("map")
    return found


def drawn(kind: str, *places: dict) -> BeautifulSoup:
    """The HTML of a map."""
    found = block()
    value = found.to_python({"title": "A map", "kind": kind, "places": list(places)})
    return BeautifulSoup(found.render(value), "html.parser")


def x_of(drawing) -> list[float]:
    """Where the squares stand, from the left."""
    return [float(mark.x) for mark in drawing.marks]


def test_two_places_on_both_sides_of_the_180th_meridian_are_neighbours():
    drawing = locator((SUVA, APIA), route=True)
    west, east = x_of(drawing)
    assert 0 < west < east < WIDTH
    assert drawing.scale.kilometres == 200
    line = [float(x) for x in re.findall(r"[ML]([\d.]+) ", drawing.way)]
    assert line == sorted(line)
    assert all(0 <= x <= WIDTH for x in line)


def is_filled(land: str, x: float, y: float) -> bool:
    """Whether a path filled by "evenodd" covers a point of the paper."""
    inside = False
    for part in land.replace("z", "").split("M")[1:]:
        if "H" in part:
            points = [(0, 0), (2 * WIDTH, 0), (2 * WIDTH, 2 * HEIGHT), (0, 2 * HEIGHT)]
        else:
            numbers = [int(number) for number in re.findall(r"-?\d+", part)]
            points = list(zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True))
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
            if (y1 > 2 * y) != (y2 > 2 * y) and 2 * x < x1 + (2 * y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "opposite"),
    [
        ("Wellington", 174.78, -41.29, "Spain"),
        ("Jakarta", 106.85, -6.2, "Colombia"),
        ("Buenos Aires", -58.38, -34.6, "China"),
        ("Madrid", -3.7, 40.42, "New Zealand"),
        ("Anadyr", 177.5, 64.73, "the sea"),
        ("McMurdo", 166.67, -77.85, "Greenland"),
    ],
)
def test_land_is_where_it_is_whatever_lies_on_the_other_side_of_the_globe(name, longitude, latitude, opposite):
    land = locator((Spot(name, longitude, latitude),)).land
    asked = [(column * 60 + 31, row * 60 + 29) for column in range(12) for row in range(8)]
    scale = AROUND_ONE / EARTH_RADIUS / WIDTH
    there = [_on_globe(longitude, latitude, (x - WIDTH / 2) * scale, (HEIGHT / 2 - y) * scale) for x, y in asked]
    wrong = [point for (x, y), point in zip(asked, there, strict=True) if is_filled(land, x, y) != is_land(*point)]
    # A point within a few kilometres of the coast may fall on either side.
    assert len(wrong) <= 2, wrong


def _on_globe(longitude: float, latitude: float, x: float, y: float) -> tuple[float, float]:
    """Back from the azimuthal map: Snyder, Map projections, equations 20-14 and 20-15."""
    rho = hypot(x, y)
    c, lat0 = 2 * asin(rho / 2), radians(latitude)
    lat = asin(cos(c) * sin(lat0) + y * sin(c) * cos(lat0) / rho)
    lon = radians(longitude) + atan2(x * sin(c), rho * cos(lat0) * cos(c) - y * sin(lat0) * sin(c))
    return (degrees(lon) + 180) % 360 - 180, degrees(lat)


def test_the_bar_is_as_long_as_it_says():
    one, other = Spot("A", 10, 50), Spot("B", 12, 50)
    drawing = locator((one, other))
    left, right = x_of(drawing)
    # 143 kilometres of the 50th parallel.
    assert (right - left) / drawing.scale.length * drawing.scale.kilometres == pytest.approx(142.9, rel=0.01)


def test_near_places_have_a_grid_to_scale_but_no_coast_that_would_be_wrong():
    drawing = locator((Spot("Depot", -99.13, 19.43), Spot("Market", -99.12, 19.435)))
    assert drawing.land == ""
    assert drawing.scale.kilometres < 1
    lines = sorted(float(x) for x in re.findall(r"M([\d.]+) 0V", drawing.grid))
    assert len(lines) >= 4
    for one, other in pairwise(lines):
        assert other - one == pytest.approx(drawing.scale.length, abs=0.2)
    soup = drawn("places", *places("19.43, -99.13", "19.435, -99.12"))
    assert "A square of the grid is 0.2 km wide. The map is too near to draw a coast on it." in soup.text
    assert "Natural Earth" not in soup.text
    assert not soup.select(".map__bar")


def test_places_a_few_steps_apart_have_a_square_each_on_a_low_paper():
    drawing = locator((Spot("Town hall", -99.1332, 19.4326), Spot("Market", -99.1332, 19.4344)))
    assert [mark.numbers for mark in drawing.marks] == ["1", "2"]
    assert drawing.height < HEIGHT


def test_places_all_over_the_world_stand_on_the_map_of_the_world():
    drawing = locator((Spot("Porto Alegre", -51.2, -30), Spot("Pune", 73.8, 18.5), Spot("Tokyo", 139.7, 35.7)))
    assert drawing.is_world
    assert drawing.scale is None


def test_places_nearer_to_a_pole_than_the_map_of_the_world_reaches_are_named_under_it():
    soup = drawn("places", *places("90, 0", "-90, 0", "78.2, 15.6", "-6.2, 106.8"))
    assert [number.string for number in soup.select(".map__no")] == ["3", "4"]
    assert "Too near to a pole for this map: A, B." in soup.text
    height = float(soup.svg["viewbox"].split()[-1])
    for mark in soup.select(".map__plate > g"):
        y = float(mark["transform"].split()[1].rstrip(")"))
        assert 12 <= y <= height - 12
    assert [item.b.string for item in soup.select(".map__places li")] == ["A", "B", "C", "D"]


def test_poles_are_the_middle_of_maps_of_what_is_near_them():
    drawing = locator((Spot("South Pole", 0, -90), Spot("McMurdo", 166.67, -77.85)))
    assert not drawing.is_world
    assert len(drawing.marks) == 2


def test_a_way_across_the_edge_of_the_world_map_leaves_on_one_side_and_comes_back_on_the_other():
    spots = (Spot("Lagos", 3.4, 6.5), Spot("Tokyo", 139.7, 35.7), Spot("San Francisco", -122.4, 37.8))
    way = locator(spots, route=True).way
    assert way.count("M") == 3
    for part in way.split("M")[1:]:
        line = [float(point.split()[0]) for point in part.split("L")]
        assert max(abs(after - before) for before, after in pairwise(line)) < 300


def places(*positions: str) -> list[dict]:
    """Places named by letters."""
    return [
        {"name": letter, "position": position, "note": f"Note {letter}.", "here": letter == "A"}
        for letter, position in zip("ABCDEFGHIJ", positions, strict=False)
    ]


def test_the_list_says_what_the_map_shows():
    soup = drawn("route", *places("52, 13", "48, 2", "41, 12"))
    assert [item.b.string for item in soup.select(".map__places li")] == ["A", "B", "C"]
    assert "Note B." in soup.text
    assert "(the story happens here)" in soup.select_one(".map__places li").text
    assert [number.string for number in soup.select(".map__no")] == ["1", "2", "3"]
    assert soup.svg["role"] == "img"
    assert "The list below names its places in order." in soup.svg["aria-label"]
    assert len(soup.select(".map__here")) == 1
    assert "the shortest ones, not the roads taken" in soup.text
    assert "Natural Earth" in soup.text
    assert "http" not in str(soup)


def test_places_too_close_share_a_square_with_both_numbers():
    soup = drawn("places", *places("52, 13", "52.01, 13.01", "41, 12", "52.02, 13"))
    assert [number.string for number in soup.select(".map__no")] == ["1, 2, 4", "3"]
    assert len(soup.select(".map__places li")) == 4


def test_a_square_of_many_places_says_the_first_and_how_many_others():
    soup = drawn("places", *places("52, 13", "-6, 107", "52.01, 13.01", "52, 13.02", "-34, -58", "52.02, 13"))
    assert [number.string for number in soup.select(".map__no")] == ["1 +3", "2", "5"]


EUROPE = ("52.5, 13.4", "48.9, 2.4", "52.2, 21", "40.4, -3.7", "41.9, 12.5", "54.4, 18.6", "50.1, 14.4", "48.2, 16.4")


def test_squares_as_wide_as_their_numbers_do_not_cover_each_other():
    spots = [(place["name"], place["position"]) for place in places(*EUROPE)]
    known = tuple(Spot(name, *map(float, reversed(position.split(", ")))) for name, position in spots)
    drawing = locator((*known, Spot("Lima", -77, -12), Spot("Tokyo", 139.7, 35.7)))
    assert drawing.is_world
    boxes = [(float(mark.x), float(mark.y), float(mark.width)) for mark in drawing.marks]
    for (x1, y1, wide), (x2, y2, other) in combinations(boxes, 2):
        assert abs(x1 - x2) >= (wide + other) / 2 or abs(y1 - y2) >= 24


def test_names_stand_clear_of_the_way():
    drawing = locator((Spot("Tokyo", 139.7, 35.7), Spot("Honolulu", -157.9, 21.3), Spot("Lima", -77, -12)), route=True)
    tokyo = drawing.marks[0]
    assert tokyo.label[2] == "end", "the way leaves to the right"


def test_the_arrows_of_a_way_there_and_back_do_not_cover_each_other():
    there, back = locator((SUVA, APIA, SUVA), route=True).arrows
    (x1, y1), (x2, y2) = ([float(n) for n in arrow[1:].split("L")[0].split()] for arrow in (there, back))
    assert hypot(x1 - x2, y1 - y2) > 18


def test_numbers_of_the_drawing_are_the_same_in_every_language():
    def numbers(language: str) -> list[str]:
        with override(language):
            drawing = drawn("route", *places("52.5, 13.5", "48, 2")).svg
        return [value for tag in drawing.find_all(True) for value in tag.attrs.values()]

    assert numbers("es") == numbers("en")


def test_names_are_escaped():
    [place] = places("52, 13")
    assert "<script>" not in str(drawn("places", {**place, "name": "<script>alert(1)</script>"}))


def test_a_draft_without_readable_positions_draws_nothing():
    assert drawn("places", *places("")).select("svg") == []


def test_the_search_finds_names_and_notes_not_positions():
    value = block().to_python({"title": "A map", "kind": "route", "places": places("52, 13")})
    assert block().get_searchable_content(value) == ["A map", "A", "Note A."]


def form(**values: str) -> dict[str, str]:
    """What the browser sends of a map with the given positions."""
    positions = values.pop("positions")
    data = {"m-title": "A map", "m-kind": "places", "m-places-count": str(len(positions))}
    for number, position in enumerate(positions):
        prefix = f"m-places-{number}"
        data |= {f"{prefix}-deleted": "", f"{prefix}-order": str(number), f"{prefix}-type": "", f"{prefix}-id": ""}
        data |= {f"{prefix}-value-name": f"Place {number}", f"{prefix}-value-position": position}
    return data | values


def cleaned(data: dict[str, str]):
    """The value that would be saved."""
    found = block()
    return found.clean(found.value_from_datadict(data, {}, "m"))


def test_a_bad_position_is_refused_at_its_field():
    with pytest.raises(StructBlockValidationError) as raised:
        cleaned(form(positions=["19.43, -99.13", "119.43, -99.13"]))
    [error] = raised.value.block_errors["places"].block_errors.values()
    assert "The latitude, 119.43" in str(error.block_errors["position"])


def test_a_way_needs_two_places():
    with pytest.raises(StructBlockValidationError) as raised:
        cleaned(form(positions=["19.43, -99.13"], **{"m-kind": "route"}))
    assert "A way needs two places." in str(raised.value.block_errors["places"])
    value = cleaned(form(positions=["19°26′N 99°8′W", "1; 2"], **{"m-kind": "route"}))
    assert [place["position"] for place in value["places"]] == ["19.43333, -99.13333", "1, 2"]
