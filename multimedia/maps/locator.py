"""A map of a few places: as near as they allow, with a scale, a line where they are a way, and names with room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asin, atan2, cos, degrees, floor, hypot, log10, pi, radians, sin, sqrt

from multimedia.maps import svg, world
from multimedia.maps.clusters import clustered
from multimedia.maps.labels import placed
from multimedia.maps.land import Ring, encloses, rings
from multimedia.maps.lines import in_steps, thinned, whole_path
from multimedia.maps.projection import EARTH_RADIUS, azimuthal, distance, middle, wrapped

WIDTH, HEIGHT = 720, 480
#: Between the outermost places and the edge, as a part of the paper.
MARGIN = 0.16
#: The least that a map shows, in kilometres from left to right; and how much it shows of the surroundings of one place.
LEAST, AROUND_ONE = 3, 1800
#: Below this width the coast, good to three kilometres, would be drawn wrong, so it is not drawn.
COAST_FROM = 120
#: Places farther apart than this, in radii, stand on the map of the world.
NEAR = 0.95
HALF, NAME_SIZE, APART = 12, 17, 28
#: The coast is drawn in whole steps, so many to a unit of the paper, and this much coarser than it is known, in steps.
STEPS, COARSE = 2, 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be drawn."""

    name: str
    longitude: float
    latitude: float
    #: Whether this is where the story happens.
    here: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A square with the numbers of its places. All numbers are text, as SVG wants them."""

    x: str
    y: str
    numbers: str
    left: str
    width: str
    title: str
    here: bool
    name: str = ""
    #: x, y and anchor of the name, where there is room for it.
    label: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar: its length on paper and in kilometres."""

    length: float
    kilometres: float

    @property
    def end(self) -> str:
        """Where a bar that begins at 16 ends."""
        return svg.number(16 + self.length)


@dataclass(frozen=True, slots=True)
class LocatorMap:
    """What the template draws."""

    width: int
    height: int
    #: The path of the land, in steps of half a unit. Empty on the map of the world, which has its own file, and where
    #: no coast is drawn.
    land: str
    is_world: bool
    marks: tuple[Mark, ...]
    #: The path of the way, and an arrow for each leg that has room for one.
    way: str
    arrows: tuple[str, ...]
    scale: Scale | None

    @property
    def has_coast(self) -> bool:
        """Whether land is told from water."""
        return self.is_world or bool(
            self.scale and self.scale.kilometres * self.width / self.scale.length >= COAST_FROM
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """An azimuthal map cut to a sheet of paper."""

    centre: tuple[float, float]
    #: The point of the projection that stands in the middle of the paper, in radii.
    x: float
    y: float
    #: Units of paper in one radius of the earth.
    scale: float

    def on_paper(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = azimuthal(longitude, latitude, self.centre)
        return self.sheet(x, y)

    def sheet(self, x: float, y: float) -> tuple[float, float]:
        return WIDTH / 2 + (x - self.x) * self.scale, HEIGHT / 2 - (y - self.y) * self.scale


@lru_cache(maxsize=256)
def locator(spots: tuple[Spot, ...], *, route: bool = False) -> LocatorMap | None:
    """The map of these places, in their order; None without any. Kept in memory: the same places, the same map."""
    if not spots:
        return None
    points = [(spot.longitude, spot.latitude) for spot in spots]
    frame = _frame(points)
    width, height = (WIDTH, HEIGHT) if frame else (world.WIDTH, world.HEIGHT)
    on_paper = frame.on_paper if frame else world.on_paper
    way, arrows = _way(points, on_paper, width) if route else ("", ())
    return LocatorMap(
        width,
        height,
        _land(frame) if frame and WIDTH / frame.scale * EARTH_RADIUS >= COAST_FROM else "",
        frame is None,
        _marks(spots, on_paper, width, height),
        way,
        arrows,
        _scale(frame) if frame else None,
    )


def _frame(points: Sequence[tuple[float, float]]) -> _Frame | None:
    """The paper that holds all points with a margin; None if only a map of the world does."""
    centre = middle(points)
    flat = [azimuthal(*point, centre) for point in points]
    if any(hypot(x, y) > NEAR for x, y in flat):
        return None
    left, right = min(x for x, _y in flat), max(x for x, _y in flat)
    bottom, top = min(y for _x, y in flat), max(y for _x, y in flat)
    least = (AROUND_ONE if len(set(points)) == 1 else LEAST) / EARTH_RADIUS
    room = 1 - 2 * MARGIN
    across = max((right - left) / room, (top - bottom) / room * WIDTH / HEIGHT, least)
    return _Frame(centre, (left + right) / 2, (bottom + top) / 2, WIDTH / across)


def _marks(spots: Sequence[Spot], on_paper, width: int, height: int) -> tuple[Mark, ...]:
    numbered = list(enumerate(spots, start=1))
    groups = clustered(numbered, lambda item: on_paper(item[1].longitude, item[1].latitude), APART)
    told_apart = any(spot.here for spot in spots)
    written = [_numbers([number for number, _spot in group]) for _point, group in groups]
    halves = [max(HALF, 5 * len(text) + 4) for text in written]
    names = [", ".join(dict.fromkeys(spot.name for _number, spot in group)) for _point, group in groups]
    boxes = [(x, y, half, name) for ((x, y), _group), half, name in zip(groups, halves, names, strict=True)]
    marks = []
    for ((x, y), group), text, half, name, label in zip(
        groups, written, halves, names, placed(boxes, NAME_SIZE, width, height), strict=True
    ):
        marks.append(
            Mark(
                svg.number(x),
                svg.number(y),
                text,
                svg.number(-half),
                svg.number(2 * half),
                name,
                not told_apart or any(spot.here for _number, spot in group),
                name,
                (svg.number(label.x - x), svg.number(label.y - y), label.anchor) if label else None,
            )
        )
    return tuple(marks)


def _numbers(numbers: list[int]) -> str:
    """ "3", "1, 4" or "2–5"."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers)) if len(numbers) <= 3 else f"{numbers[0]}, {numbers[1]}, …"


# --- The way


def _way(points: Sequence[tuple[float, float]], on_paper, width: int) -> tuple[str, tuple[str, ...]]:
    """The shortest lines on the globe between the places, in order; and arrows in their middles."""
    lines, arrows = [], []
    for start, end in pairwise(points):
        line = [on_paper(*point) for point in _great_circle(start, end)]
        parts = [[line[0]]]
        for before, after in pairwise(line):
            if abs(after[0] - before[0]) > width / 2:
                parts.append([])
            parts[-1].append(after)
        lines += [svg.path(part) for part in parts if len(part) > 1]
        if hypot(line[-1][0] - line[0][0], line[-1][1] - line[0][1]) > 5 * HALF:
            arrows.append(_arrow(line[len(line) // 2 - 1], line[len(line) // 2 + 1]))
    return "".join(lines), tuple(arrows)


def _great_circle(start: tuple[float, float], end: tuple[float, float]) -> Iterator[tuple[float, float]]:
    angle = distance(start, end) / EARTH_RADIUS
    steps = max(2, 2 * round(degrees(angle) / 4))
    if angle < 1e-9 or angle > pi - 1e-6:
        yield from (start, start, end)
        return
    (lon1, lat1), (lon2, lat2) = ((radians(lon), radians(lat)) for lon, lat in (start, end))
    for step in range(steps + 1):
        a, b = sin(angle * (1 - step / steps)) / sin(angle), sin(angle * step / steps) / sin(angle)
        x = a * cos(lat1) * cos(lon1) + b * cos(lat2) * cos(lon2)
        y = a * cos(lat1) * sin(lon1) + b * cos(lat2) * sin(lon2)
        z = a * sin(lat1) + b * sin(lat2)
        yield degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def _arrow(before: tuple[float, float], after: tuple[float, float], size: float = 9) -> str:
    """The path of an arrow's head between two points."""
    x, y = (before[0] + after[0]) / 2, (before[1] + after[1]) / 2
    turn = atan2(after[1] - before[1], after[0] - before[0])
    corners = ((size, 0), (-size, -size * 0.8), (-size, size * 0.8))
    turned = [(x + a * cos(turn) - b * sin(turn), y + a * sin(turn) + b * cos(turn)) for a, b in corners]
    return svg.path(turned, closed=True)


def _scale(frame: _Frame) -> Scale:
    """The longest round number of kilometres that fits into a quarter of the paper."""
    quarter = WIDTH / 4 / frame.scale * EARTH_RADIUS
    power = 10 ** floor(log10(quarter))
    kilometres = next(step * power for step in (5, 2, 1) if step * power <= quarter)
    return Scale(kilometres / EARTH_RADIUS * frame.scale, kilometres)


# --- The coast

#: Where a map is cut: a quarter of the globe from its centre. No paper reaches so far.
_RIM = sqrt(2)


def _land(frame: _Frame) -> str:
    reach = max(
        hypot(frame.x + a * WIDTH / 2 / frame.scale, frame.y + b * HEIGHT / 2 / frame.scale)
        for a in (-1, 1)
        for b in (-1, 1)
    )
    angle = degrees(2 * asin(min(1, reach / 2)))
    opposite = wrapped(frame.centre[0] + 180), -frame.centre[1]
    paths = []
    for ring in rings():
        if not _may_reach(ring, frame.centre, angle):
            continue
        inside_out = encloses(ring, *opposite)
        flat = list(_cut_at_rim(azimuthal(*point, frame.centre) for point in ring.points))
        cut = _on_sheet([frame.sheet(x, y) for x, y in flat])
        if inside_out:
            # Seen from the other side of the globe such a ring encloses what it leaves out: "evenodd" turns it round.
            paths.append(f"M0 0H{WIDTH * STEPS}V{HEIGHT * STEPS}H0z")
        if len(cut) > 2:
            line = thinned([(x * STEPS, y * STEPS) for x, y in cut], COARSE)
            if steps := in_steps([(round(x), round(y)) for x, y in line]):
                paths.append(whole_path(steps))
    return "".join(paths)


def _may_reach(ring: Ring, centre: tuple[float, float], angle: float) -> bool:
    """Whether a ring may have land within so many degrees of the centre: by its box, quickly."""
    west, south, east, north = ring.box
    longitude, latitude = centre
    if south > latitude + angle or north < latitude - angle:
        return False
    if abs(latitude) + angle >= 89:
        return True
    reach = degrees(asin(min(1, sin(radians(angle)) / cos(radians(latitude)))))
    # How far the middles of the two spans lie apart, whichever way round.
    return abs(wrapped((west + east) / 2 - longitude)) <= reach + (east - west) / 2


def _cut_at_rim(points: Iterator[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The points, those beyond the rim moved onto it; between two of these the line follows the rim."""
    before: float | None = None
    for x, y in points:
        radius = hypot(x, y)
        if radius <= _RIM:
            before = None
            yield x, y
            continue
        turn = atan2(y, x)
        if before is not None:
            way = (turn - before + pi) % (2 * pi) - pi
            steps = int(abs(way) / 0.2)
            for step in range(1, steps + 1):
                between = before + way * step / (steps + 1)
                yield _RIM * cos(between), _RIM * sin(between)
        before = turn
        yield _RIM * cos(turn), _RIM * sin(turn)


def _on_sheet(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The part of a ring on the paper (Sutherland-Hodgman), with a little beyond so that no edge shows."""
    for axis, limit, sign in ((0, -2, 1), (0, WIDTH + 2, -1), (1, -2, 1), (1, HEIGHT + 2, -1)):
        kept: list[tuple[float, float]] = []
        for one, other in zip(points, points[1:] + points[:1], strict=True):
            inside, next_inside = sign * one[axis] >= sign * limit, sign * other[axis] >= sign * limit
            if inside:
                kept.append(one)
            if inside != next_inside:
                part = (limit - one[axis]) / (other[axis] - one[axis])
                kept.append((one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part))
        points = kept
    return points
