"""Lines with as few points as they need, and as few letters."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import dist

Point = tuple[float, float]
Gap = Callable[[Point, Point, Point], float]


def gap(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a line."""
    ax, ay, bx, by = point[0] - start[0], point[1] - start[1], end[0] - start[0], end[1] - start[1]
    length = bx * bx + by * by
    along = min(1, max(0, (ax * bx + ay * by) / length)) if length else 0
    return dist((ax, ay), (along * bx, along * by))


def thinned(ring: list[Point], tolerance: float, apart: Gap = gap) -> list[Point]:
    """Douglas-Peucker on a closed ring."""
    far = max(range(len(ring)), key=lambda place: apart(ring[place], ring[0], ring[0]))
    return [*_thinned(ring[: far + 1], tolerance, apart)[:-1], *_thinned(ring[far:], tolerance, apart)]


def _thinned(line: list[Point], tolerance: float, apart: Gap = gap) -> list[Point]:
    kept = [True, *[False] * (len(line) - 2), True] if len(line) > 1 else [True]
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        far = max(range(start + 1, end), key=lambda place: apart(line[place], line[start], line[end]))
        if apart(line[far], line[start], line[end]) > tolerance:
            kept[far] = True
            spans += [(start, far), (far, end)]
    return [point for point, keep in zip(line, kept, strict=True) if keep]


def in_steps(ring: Sequence[Point]) -> list[int]:
    """The ring in whole numbers: the first point, then each step. Repeated points and the closing one go."""
    points = [point for point, before in zip(ring, [None, *ring], strict=False) if point != before]
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return []
    return [*points[0], *(step for (x1, y1), (x2, y2) in pairwise(points) for step in (x2 - x1, y2 - y1))]


def whole_path(steps: Sequence[int]) -> str:
    """The ``d`` of a closed line in whole steps. A minus sign separates as well as a space does."""
    start, rest = (" ".join(map(str, part)).replace(" -", "-") for part in (steps[:2], steps[2:]))
    return f"M{start}l{rest}z"
