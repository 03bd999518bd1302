"""The paper of the world map: Equal Earth, cut where no city stands, and the same paper that land.svg is drawn on."""

from dataclasses import dataclass

from multimedia.maps import svg
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


def centred(longitude: float, latitude: float, nearer: float) -> str:
    """How the drawing of land is enlarged and moved so that a point stands in the middle of the paper."""
    x, y = on_paper(longitude, latitude)
    left, top = WIDTH / 2 - x * nearer, HEIGHT / 2 - y * nearer
    return f"translate({svg.number(left)} {svg.number(top)}) scale({svg.number(nearer)})"


def reaches(latitude: float) -> bool:
    """Whether the paper, with a little of its edge, holds places of this latitude."""
    return SOUTH - 1 <= latitude <= NORTH + 1


def parallel(latitude: float) -> tuple[float, float, float]:
    """A parallel as a straight line: its height, its beginning and its end."""
    start, y = shifted_on_paper(-180, latitude)
    return y, start, WIDTH - start


#: How much nearer than the whole a part is drawn at most, since the coast is not drawn better; and at least.
NEAREST, NEARER_FROM = 8, 1.5


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper, enlarged to the whole of it: its upper left corner, and how much nearer it is."""

    left: float = 0
    top: float = 0
    nearer: float = 1

    @classmethod
    def around(cls, points: list[tuple[float, float]]) -> "Part":
        """The part with these points of the paper and some room around them; all of it where they lie far apart."""
        west, east = min(x for x, _y in points), max(x for x, _y in points)
        north, south = min(y for _x, y in points), max(y for _x, y in points)
        wide = max((east - west) * 1.4, (south - north) * 1.4 * WIDTH / HEIGHT, WIDTH / NEAREST)
        if wide * NEARER_FROM > WIDTH:
            return cls()
        high = wide * HEIGHT / WIDTH
        left = min(max((west + east - wide) / 2, 0), WIDTH - wide)
        top = min(max((north + south - high) / 2, 0), HEIGHT - high)
        return cls(left, top, WIDTH / wide)

    def enlarged(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the paper stands."""
        return (x - self.left) * self.nearer, (y - self.top) * self.nearer

    @property
    def transform(self) -> str:
        """How the drawing of the whole is moved and enlarged; empty where it is shown as it is."""
        if self.nearer == 1:
            return ""
        x, y = self.enlarged(0, 0)
        return f"translate({svg.number(x)} {svg.number(y)}) scale({svg.number(self.nearer, 3)})"
