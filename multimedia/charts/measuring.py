"""How wide a text will be, before anything is drawn, and how it is broken into lines.

Estimates by kinds of letters: of Archivo for Latin, of faces in common use for other scripts. The face that the
renderer measures with (`multimedia/charts/fonts/`) uses the same widths for scripts that it has no letters of.
"""

import re
import unicodedata
from functools import lru_cache

FONT_SIZE = 13

_NARROW = frozenset("ijlftrI.,:;'’|!()[]-‐– ")
_BROAD = frozenset("mwMWÆŒ%@&")
#: Parts that a line may end with: up to a space, or a hyphen or slash with letters around it.
_PARTS = re.compile(r"[^\s/–-]*[/–-]+|\S+?(?=[/–-])|\S+|\s+")


@lru_cache(4096)
def width_of(text: str, size: float = FONT_SIZE) -> float:
    """The width of a line in pixels."""
    return sum(map(_ems, text)) * size


def _ems(sign: str) -> float:
    if sign in _NARROW:
        return 0.29
    if sign in _BROAD:
        return 0.87
    category = unicodedata.category(sign)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1
    if category == "Mc":
        return 0.6 if _is_dravidian(sign) else 0.4
    if category == "Lu":
        return 0.7
    if category != "Lo":
        return 0.56 if sign < "\u0530" else 0.64
    if "\u0590" <= sign < "\u0780":
        return 0.56 if sign < "\u0600" else 0.5
    return 0.8 if _is_dravidian(sign) else 0.65


def _is_dravidian(sign: str) -> bool:
    """Whether it is of Tamil, Telugu, Kannada or Malayalam, which are broad."""
    return "\u0b80" <= sign < "\u0d80"


def wrapped(text: str, pixels: float, size: float = FONT_SIZE) -> list[str]:
    """The text in as few lines of at most this width as it needs, none of them much shorter than the others.

    A word that is wider than a line is broken.
    """
    lines = _lines(text, pixels, size)
    widest = longest_word(text, size)
    for part in range(95, 40, -5) if len(lines) > 1 else ():
        tried = _lines(text, pixels * part / 100, size)
        if len(tried) > len(lines) or pixels * part / 100 < widest <= pixels:
            break
        lines = tried
    return lines


def longest_word(text: str, size: float = FONT_SIZE) -> float:
    """The width of what cannot be broken but inside of a word."""
    return max((width_of(part.strip(), size) for part in _PARTS.findall(text)), default=0)


def _lines(text: str, pixels: float, size: float) -> list[str]:
    lines = [""]
    for part in _PARTS.findall(text):
        if width_of(lines[-1] + part.rstrip(), size) <= pixels:
            lines[-1] += part
        elif width_of(part.strip(), size) <= pixels:
            lines.append(part.lstrip())
        else:
            for sign in part:
                # A mark stays with its letter.
                if width_of(lines[-1] + sign, size) > pixels and _ems(sign):
                    lines.append("")
                lines[-1] += sign
    return [line.strip() for line in lines if line.strip()] or [text]
