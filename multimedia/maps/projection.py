"""From longitude and latitude to paper. Angles come in degrees; lengths are in radii of the earth, y grows upwards."""

from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

#: Mean radius of the earth (IUGG), in kilometres.
EARTH_RADIUS = 6371.0088

#: The constants of Equal Earth: Šavrič, Patterson, Jenny, "The Equal Earth map projection", IJGIS 33 (2019).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """The whole earth with true areas; parallels are straight lines."""
    t = asin(_M * sin(radians(latitude)))
    t2 = t * t
    t6 = t2**3
    x = radians(longitude) * cos(t) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


def azimuthal(longitude: float, latitude: float, centre: tuple[float, float]) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection around a centre: nearly true to shape and scale for half a continent.

    ``centre`` is (longitude, latitude). The point opposite to it lies everywhere on the rim, at distance 2.
    """
    angle, lat, lat0 = radians(longitude - centre[0]), radians(latitude), radians(centre[1])
    cosine = sin(lat0) * sin(lat) + cos(lat0) * cos(lat) * cos(angle)
    k = sqrt(2 / max(1 + cosine, 1e-12))
    return k * cos(lat) * sin(angle), k * (cos(lat0) * sin(lat) - sin(lat0) * cos(lat) * cos(angle))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the great circle between two points given as (longitude, latitude)."""
    a, b = radians(one[1]), radians(other[1])
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other[0] - one[0]) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1, sqrt(half)))


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The point in the middle of others on the globe, as (longitude, latitude); the 180th meridian is no border."""
    x = sum(cos(radians(lat)) * cos(radians(lon)) for lon, lat in points)
    y = sum(cos(radians(lat)) * sin(radians(lon)) for lon, lat in points)
    z = sum(sin(radians(lat)) for _lon, lat in points)
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def wrapped(longitude: float) -> float:
    """The same meridian between -180 and 180."""
    return (longitude + 180) % 360 - 180


#: Half the width of an Equal Earth map at the equator.
EQUAL_EARTH_HALF = equal_earth(180, 0)[0]
#: The radius beyond which an azimuthal map is cut: 90 degrees from its centre.
HEMISPHERE = sqrt(2)
#: A full turn, in radians.
TURN = 2 * pi
