"""A map of a few places: as near as they allow, with a scale, a line where they are a way, and names with room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise
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
LEAST, AROUND_ONE = 1, 1800
#: Below this width the coast, good to three kilometres, would be drawn wrong: there is a grid of squares in its place,
#: on a paper no higher than its places need.
COAST_FROM, LEAST_HEIGHT = 120, 200
#: Places farther apart than this, in radii, stand on the map of the world.
NEAR = 0.95
HALF, NAME_SIZE, APART = 12, 17, 32
#: The world on paper as wide as that of other maps, so that marks and names are as large.
WORLD = WIDTH / world.WIDTH
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
    here: bool
    name: str
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
    #: The lines of a grid whose squares are as wide as the scale says; where no coast is drawn.
    grid: str = ""
    #: The names of places nearer to a pole than the map of the world reaches: they have no mark.
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """An azimuthal map cut to a sheet of paper."""

    centre: tuple[float, float]
    #: The point of the projection that stands in the middle of the paper, in radii.
    x: float
    y: float
    #: Units of paper in one radius of the earth.
    scale: float
    height: float = HEIGHT

    @property
    def has_coast(self) -> bool:
        return WIDTH / self.scale * EARTH_RADIUS >= COAST_FROM

    def on_paper(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = azimuthal(longitude, latitude, self.centre)
        return self.sheet(x, y)

    def sheet(self, x: float, y: float) -> tuple[float, float]:
        return WIDTH / 2 + (x - self.x) * self.scale, self.height / 2 - (y - self.y) * self.scale


@lru_cache(maxsize=256)
def locator(spots: tuple[Spot, ...], *, route: bool = False) -> LocatorMap | None:
    """The map of these places, in their order; None without any. Kept in memory: the same places, the same map."""
    if not spots:
        return None
    points = [(spot.longitude, spot.latitude) for spot in spots]
    frame = _frame(points)
    height = round(frame.height if frame else world.HEIGHT * WORLD)
    on_paper = frame.on_paper if frame else _on_world
    numbered = list(enumerate(spots, start=1))
    shown = [(number, spot) for number, spot in numbered if frame or world.reaches(spot.latitude)]
    way, legs = _way(points, on_paper) if route else ("", [])
    scale = _scale(frame) if frame else None
    return LocatorMap(
        WIDTH,
        height,
        _land(frame) if frame and frame.has_coast else "",
        frame is None,
        _marks(shown, on_paper, height, [point for leg in legs for point in _along(leg)]),
        way,
        tuple(_arrow(leg) for leg in legs if _has_room(leg)),
        scale,
        _grid(scale, height) if scale and not frame.has_coast else "",
        tuple(spot.name for number, spot in numbered if (number, spot) not in shown),
    )


def _on_world(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = world.on_paper(longitude, latitude)
    return x * WORLD, y * WORLD


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
    frame = _Frame(centre, (left + right) / 2, (bottom + top) / 2, WIDTH / across)
    if frame.has_coast:
        return frame
    return replace(frame, height=max(LEAST_HEIGHT, (top - bottom) * frame.scale + 2 * MARGIN * HEIGHT))


Groups = list[tuple[tuple[float, float], list[tuple[int, Spot]]]]


def _marks(
    numbered: Sequence[tuple[int, Spot]], on_paper, height: int, lines: Sequence[tuple[float, float]]
) -> tuple[Mark, ...]:
    groups = _apart(clustered(numbered, lambda item: on_paper(item[1].longitude, item[1].latitude), APART))
    told_apart = any(spot.here for _number, spot in numbered)
    names = [", ".join(dict.fromkeys(spot.name for _number, spot in group)) for _point, group in groups]
    # A mark at the edge is whole; that moves it by less than the land there is true.
    points = [(x, min(max(y, HALF + 2), height - HALF - 2)) for (x, y), _group in groups]
    halves = [_half(group) for _point, group in groups]
    boxes = [(x, y, half, name) for (x, y), half, name in zip(points, halves, names, strict=True)]
    labels = placed(boxes, NAME_SIZE, WIDTH, height, lines)
    return tuple(
        Mark(
            svg.number(x),
            svg.number(y),
            _numbers(group),
            svg.number(-half),
            svg.number(2 * half),
            not told_apart or any(spot.here for _number, spot in group),
            name,
            (svg.number(label.x - x), svg.number(label.y - y), label.anchor) if label else None,
        )
        for (x, y, half, name), (_point, group), label in zip(boxes, groups, labels, strict=True)
    )


def _apart(groups: Groups) -> Groups:
    """The groups, those joined whose squares, as wide as their numbers, would cover each other."""
    for one, other in combinations(range(len(groups)), 2):
        (x1, y1), first = groups[one]
        (x2, y2), second = groups[other]
        if abs(x1 - x2) < _half(first) + _half(second) + 4 and abs(y1 - y2) < 2 * HALF + 4:
            joined = (x1, y1), sorted(first + second, key=lambda item: item[0])
            return _apart([*groups[:one], joined, *groups[one + 1 : other], *groups[other + 1 :]])
    return groups


def _half(group: Sequence[tuple[int, Spot]]) -> int:
    """Half the width of a square with the numbers of a group."""
    return max(HALF, 5 * len(_numbers(group)) + 4)


def _numbers(group: Sequence[tuple[int, Spot]]) -> str:
    """ "3", "1, 4", "2–5" or "1 +6": the first, and how many others."""
    numbers = [number for number, _spot in group]
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers)) if len(numbers) <= 3 else f"{numbers[0]} +{len(numbers) - 1}"


# --- The way


def _way(points: Sequence[tuple[float, float]], on_paper) -> tuple[str, list[list[tuple[float, float]]]]:
    """The shortest lines on the globe between the places, in order: as a path, and the points of each leg."""
    lines, legs = [], []
    for start, end in pairwise(points):
        leg = [on_paper(*point) for point in _great_circle(start, end)]
        legs.append(leg)
        parts = [[leg[0]]]
        for before, after in pairwise(leg):
            if abs(after[0] - before[0]) > WIDTH / 2:
                parts.append([])
            parts[-1].append(after)
        lines += [svg.path(part) for part in parts if len(part) > 1]
    return "".join(lines), legs


def _has_room(leg: Sequence[tuple[float, float]]) -> bool:
    """Whether an arrow stands clear of the squares at both ends."""
    return hypot(leg[-1][0] - leg[0][0], leg[-1][1] - leg[0][1]) > 5 * HALF


def _along(leg: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points on a leg, near enough to each other that no name slips between them."""
    for (x1, y1), (x2, y2) in pairwise(leg):
        steps = int(hypot(x2 - x1, y2 - y1) / NAME_SIZE * 2) + 1
        if abs(x2 - x1) <= WIDTH / 2:
            yield from ((x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1))


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


def _arrow(leg: Sequence[tuple[float, float]], size: float = 9) -> str:
    """The path of an arrow's head, past the middle of a leg: of a way there and back both arrows are seen."""
    line = list(_along(leg))
    place = len(line) * 3 // 5
    # Where the way leaves the paper it comes back on its other side: no arrow stands between.
    while place > 1 and abs(line[place + 1][0] - line[place - 1][0]) > WIDTH / 2:
        place -= 1
    before, after = line[place - 1], line[place + 1]
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


def _grid(scale: Scale, height: float) -> str:
    """Lines from the middle of the paper outwards."""
    across = [WIDTH / 2 + step * scale.length for step in range(-int(WIDTH / 2 / scale.length), 0)]
    down = [height / 2 + step * scale.length for step in range(-int(height / 2 / scale.length), 0)]
    lines = [f"M{svg.number(x)} 0V{svg.number(height)}" for x in (*across, WIDTH / 2, *(WIDTH - x for x in across))]
    return "".join(lines + [f"M0 {svg.number(y)}H{WIDTH}" for y in (*down, height / 2, *(height - y for y in down))])


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
