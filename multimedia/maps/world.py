"""The paper of the world map: Equal Earth, cut where no city stands, and the same paper that land.svg is drawn on."""

from multimedia.maps.projection import EQUAL_EARTH_HALF, equal_earth, wrapped

#: The meridian in the middle: 11 degrees east leaves every continent whole and cuts through the Bering Strait.
MERIDIAN = 11
#: The highest and the lowest latitude that are shown.
NORTH, SOUTH = 78, -56
WIDTH = 1000
_SCALE = WIDTH / (2 * EQUAL_EARTH_HALF)
_TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((_TOP - equal_earth(0, SOUTH)[1]) * _SCALE)


def on_paper(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point stands on the paper, from its upper left corner."""
    return shifted_on_paper(wrapped(longitude - MERIDIAN), latitude)


def shifted_on_paper(from_the_middle: float, latitude: float) -> tuple[float, float]:
    """The same for a longitude counted from the meridian in the middle; 180 and -180 are the two edges."""
    x, y = equal_earth(from_the_middle, latitude)
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE


def reaches(latitude: float) -> bool:
    """Whether the paper, with a little of its edge, holds places of this latitude."""
    return SOUTH - 1 <= latitude <= NORTH + 1


def parallel(latitude: float) -> tuple[float, float, float]:
    """A parallel as a straight line: its height, its beginning and its end."""
    start, y = shifted_on_paper(-180, latitude)
    return y, start, WIDTH - start
