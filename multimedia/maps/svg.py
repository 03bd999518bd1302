"""How numbers and lines are written into SVG: short, and never in the manner of a reader's language."""

from collections.abc import Iterable


def number(value: float, places: int = 1) -> str:
    """ "12.5", "12", "-0.5"; a decimal point whatever the language."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path(points: Iterable[tuple[float, float]], *, closed: bool = False, places: int = 1) -> str:
    """The ``d`` of a line through these points."""
    return "M" + "L".join(f"{number(x, places)} {number(y, places)}" for x, y in points) + ("z" if closed else "")
