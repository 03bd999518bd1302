"""Makes `land.json` and `static/img/land.svg` from Natural Earth's land. Run by hand when the source changes:

    python -m multimedia.maps.data.make_land land-50m.json

README.md beside it says where that file comes from.
"""

import json
import sys
from collections.abc import Iterator
from math import cos, radians
from pathlib import Path

from multimedia.maps.lines import Point, gap, in_steps, thinned, whole_path
from multimedia.maps.world import HEIGHT, MERIDIAN, WIDTH, shifted_on_paper

HERE = Path(__file__).parent
DATA, DRAWING = HERE / "land.json", HERE.parents[2] / "static" / "img" / "land.svg"

#: Coordinates are whole hundredths of a degree: 1.1 kilometres.
UNIT = 100
#: Points that lie closer than this to the line between others are left out; degrees.
TOLERANCE = 0.02
#: Islands that are smaller than this both ways are left out; degrees.
SMALLEST = 0.03
#: The drawing of the world is made of whole steps, so many of them in one unit of the paper.
STEPS = 2
#: Its tolerance and its smallest island, in steps.
DRAWN_TOLERANCE, DRAWN_SMALLEST = 0.9, 2


def decoded(topology: dict) -> Iterator[list[Point]]:
    """The rings of a TopoJSON file, in degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for number in ring:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points += arc[1:] if points else arc
                yield points


def unwrapped(ring: list[Point]) -> list[Point]:
    """The ring without jumps at the 180th meridian; one that goes round the pole is closed along it."""
    points = [ring[0]]
    for longitude, latitude in ring[1:]:
        before = points[-1][0]
        points.append((before + (longitude - before + 180) % 360 - 180, latitude))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def on_globe_gap(point: Point, start: Point, end: Point) -> float:
    """The same in degrees of latitude; degrees of longitude count as much as they are long where they are longest."""
    shrink = cos(radians(min(abs(point[1]), abs(start[1]), abs(end[1]))))
    return gap(*((longitude * shrink, latitude) for longitude, latitude in (point, start, end)))


def cut(ring: list[Point]) -> Iterator[list[Point]]:
    """The parts of an unwrapped ring between -180 and 180, whichever turn of the globe they stand on."""
    for turn in (-360, 0, 360):
        part = [(longitude + turn, latitude) for longitude, latitude in ring]
        for side in (1, -1):
            part = _clipped(part, side)
        if len(part) > 3:
            yield part


def _clipped(ring: list[Point], side: int) -> list[Point]:
    """The part of a ring where ``side * longitude <= 180`` (Sutherland-Hodgman)."""
    points = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside1, inside2 = side * x1 <= 180, side * x2 <= 180
        if inside1:
            points.append((x1, y1))
        if inside1 != inside2:
            points.append((180.0 * side, y1 + (y2 - y1) * (180 * side - x1) / (x2 - x1)))
    return points


def is_small(ring: list[Point], smallest: float) -> bool:
    """Whether a ring is smaller than that both ways."""
    return all(max(side) - min(side) < smallest for side in zip(*ring, strict=True))


def land(rings: list[list[Point]]) -> list[list[int]]:
    """All rings in hundredths of a degree, the longest first."""
    parts = [
        part for ring in rings if not is_small(ring, SMALLEST) for part in cut(thinned(ring, TOLERANCE, on_globe_gap))
    ]
    whole = [in_steps([(round(x * UNIT), round(y * UNIT)) for x, y in part]) for part in parts]
    return sorted(filter(None, whole), key=len, reverse=True)


def drawing(rings: list[list[Point]]) -> str:
    """The world as one path of an SVG file."""
    path = ""
    for ring in rings:
        for part in cut([(longitude - MERIDIAN, latitude) for longitude, latitude in ring]):
            points = [shifted_on_paper(x, y) for x, y in part]
            if all(y > HEIGHT for _x, y in points) or all(y < 0 for _x, y in points):
                continue
            points = thinned([(x * STEPS, y * STEPS) for x, y in points], DRAWN_TOLERANCE, gap)
            if is_small(points, DRAWN_SMALLEST):
                continue
            if steps := in_steps([(round(x), round(y)) for x, y in points]):
                path += whole_path(steps)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path id="land" transform="scale({1 / STEPS})" d="{path}"/></svg>\n'
    )


if __name__ == "__main__":
    source = [unwrapped(ring) for ring in decoded(json.loads(Path(sys.argv[1]).read_text()))]
    lines = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in land(source))
    DATA.write_text(f"[\n{lines}\n]\n")
    DRAWING.write_text(drawing(source))
