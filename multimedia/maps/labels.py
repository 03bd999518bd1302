"""Names beside marks, where there is room for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

#: Width of a letter in sizes of the type; measured on Archivo at weight 650, a little more than the mean.
_LETTER, _WIDE_LETTER = 0.58, 1.0
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands: its anchor in terms of SVG and the point the anchor and the baseline meet at."""

    anchor: str
    x: float
    y: float


def text_width(text: str, size: float) -> float:
    """How wide a name is at most, set in the type of signs."""
    return size * sum(
        0 if combining(letter) else _WIDE_LETTER if east_asian_width(letter) in "WF" else _LETTER for letter in text
    )


def placed(
    marks: Sequence[tuple[float, float, float, str]],
    size: float,
    width: float,
    height: float,
    lines: Iterable[tuple[float, float]] = (),
) -> list[Label | None]:
    """A place for each name, or None where every place would cover a mark, another name or the edge of the paper.

    A mark is its x and y, half its side, and its name. The first mark chooses first. ``lines``: points of lines that
    names keep clear of.
    """
    taken: list[Box] = [(x - half, y - half, x + half, y + half) for x, y, half, _name in marks]
    kept_clear: list[Box] = [(x, y, x, y) for x, y in lines]
    labels: list[Label | None] = []
    for own, (x, y, half, name) in enumerate(marks):
        others = taken[:own] + taken[own + 1 :] + kept_clear
        label, box = next(
            (
                (label, box)
                for label, box in _places(x, y, half, text_width(name, size), size)
                if box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
                if not any(_meet(box, other) for other in others)
            ),
            (None, None),
        )
        if box:
            taken.append(box)
        labels.append(label)
    return labels


def _places(x: float, y: float, half: float, width: float, size: float) -> Iterator[tuple[Label, Box]]:
    gap, rise = size * 0.4, size * 0.6
    for middle in (y, y - rise, y + rise):
        start, end = x + half + gap, x - half - gap
        yield _at("start", start, middle, size), (start, middle - rise, start + width, middle + rise)
        yield _at("end", end, middle, size), (end - width, middle - rise, end, middle + rise)
    for middle in (y - half - size * 0.8, y + half + size * 0.8):
        yield _at("middle", x, middle, size), (x - width / 2, middle - rise, x + width / 2, middle + rise)


def _at(anchor: str, x: float, middle: float, size: float) -> Label:
    return Label(anchor, x, middle + size * 0.35)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
