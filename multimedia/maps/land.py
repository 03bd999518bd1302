"""Where the land is: the rings of data/land.json, read once by each process."""

import json
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "land.json"
_UNIT = 100


@dataclass(frozen=True, slots=True)
class Ring:
    """A coast as (longitude, latitude), not closed; and the box it fills: west, south, east, north."""

    points: list[tuple[float, float]]
    box: tuple[float, float, float, float]


@cache
def rings() -> list[Ring]:
    """Every coast, the longest first. Rings inside rings are lakes: fill by "evenodd"."""
    found = []
    for steps in json.loads(_DATA.read_text()):
        longitudes = [value / _UNIT for value in accumulate(steps[::2])]
        latitudes = [value / _UNIT for value in accumulate(steps[1::2])]
        box = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        found.append(Ring(list(zip(longitudes, latitudes, strict=True)), box))
    return found


def is_land(longitude: float, latitude: float) -> bool:
    """Whether a point is on land, as far as the coast is known here: to two or three kilometres."""
    return sum(encloses(ring, longitude, latitude) for ring in rings()) % 2 == 1


def encloses(ring: Ring, longitude: float, latitude: float) -> bool:
    """Whether a point lies inside one ring."""
    west, south, east, north = ring.box
    if not (west <= longitude <= east and south <= latitude <= north):
        return False
    inside = False
    x1, y1 = ring.points[-1]
    for x2, y2 in ring.points:
        if (y1 > latitude) != (y2 > latitude) and longitude < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
        x1, y1 = x2, y2
    return inside
