"""Positions as people write and paste them."""

import re

from django.utils.translation import gettext as _

from multimedia.maps.svg import number

#: Signs that mean the same, as maps, encyclopedias and phones write them.
_SAME = str.maketrans("−–º′’‘´″”“", "--°''''\"\"\"")
_ANGLE = re.compile(
    r"""(?P<sign>[+-]?)\s*(?P<degrees>\d+(?:[.,]\d+)?)\s*(?:°|\s|$)\s*
        (?:(?P<minutes>\d+(?:[.,]\d+)?)\s*(?:'(?!')|\s|$)\s*)?
        (?:(?P<seconds>\d+(?:[.,]\d+)?)\s*(?:"|''|$)?\s*)?$""",
    re.VERBOSE,
)
_LETTERED = re.compile(r"^([NSEW])?([^NSEW]+)([NSEW])?[,;\s]*([NSEW])?([^NSEW]+)([NSEW])?$")


class BadPosition(ValueError):
    """What was written is no position; the message says what is wrong and how to write it."""


def position_of(text: str) -> tuple[float, float]:
    """(longitude, latitude) of "19.43, -99.13" or "19°25′57″N 99°7′59″W"; raises ``BadPosition``."""
    written = _plain(text)
    if re.search(r"[A-Z]", written):
        latitude, longitude = _lettered(written)
    else:
        latitude, longitude = map(_angle, _halves(written))
    if abs(latitude) > 90:
        message = _("The latitude, %(value)s, does not lie between -90 (south) and 90 (north).")
        if abs(longitude) <= 90:
            message += " " + _("Write the latitude first, then the longitude.")
        raise BadPosition(message % {"value": number(latitude, 5)})
    if abs(longitude) > 180:
        message = _("The longitude, %(value)s, does not lie between -180 (west) and 180 (east).")
        raise BadPosition(message % {"value": number(longitude, 5)})
    return longitude, latitude


def degrees_of(text: str, letters: str) -> float:
    """The half of a position with these ``letters``, "NS" or "EW": "19,43", "19°25′57″N"; raises ``BadPosition``."""
    written = _plain(text)
    found = re.match(r"([A-Z])?([^A-Z]+)([A-Z])?$", written)
    letter = found and (found[1] or found[3])
    if not found or (letter and letter not in letters) or (found[1] and found[3]):
        raise _unreadable(written)
    degrees = _angle(found[2])
    if letter and degrees < 0:
        raise _signed_twice()
    return -degrees if letter in ("S", "W") else degrees


def canonical(position: tuple[float, float]) -> str:
    """Latitude, then longitude, in decimal degrees; to about a metre."""
    return f"{number(position[1], 5)}, {number(position[0], 5)}"


def _plain(text: str) -> str:
    return " ".join(text.translate(_SAME).upper().removeprefix("GEO:").split())


def _signed_twice() -> BadPosition:
    return BadPosition(_("Write a minus sign or a letter (N, S, E, W), not both."))


def _unreadable(written: str) -> BadPosition:
    if re.search(r"(?<![A-Z])O(?![A-Z])", written):
        return BadPosition(_("O is west in some languages and east in others: write W or E."))
    return BadPosition(
        _("This is no position. Write latitude and longitude, such as 19.43, -99.13 or 19°25′57″N 99°7′59″W.")
    )


def _halves(written: str) -> list[str]:
    for separator in (";", ", ", ",", " "):
        halves = [half.strip() for half in written.split(separator) if half.strip()]
        if len(halves) == 2:
            return halves
    raise _unreadable(written)


def _lettered(written: str) -> tuple[float, float]:
    found = _LETTERED.match(written)
    if not found:
        raise _unreadable(written)
    before1, half1, after1, before2, half2, after2 = found.groups()
    # A letter between the two belongs to the half that has none yet.
    if before1 and after1 and not before2:
        after1, before2 = None, after1
    letters = [(before1 or after1), (before2 or after2)]
    halves = [half1.strip(" ,;"), half2.strip(" ,;")]
    if None in letters or {frozenset("NS"), frozenset("EW")} != {
        frozenset("NS") if letter in "NS" else frozenset("EW") for letter in letters
    }:
        raise _unreadable(written)
    angles = {}
    for letter, half in zip(letters, halves, strict=True):
        angle = _angle(half)
        if angle < 0:
            raise _signed_twice()
        angles["NS" if letter in "NS" else "EW"] = -angle if letter in "SW" else angle
    return angles["NS"], angles["EW"]


def _angle(half: str) -> float:
    found = _ANGLE.match(half.strip())
    if not found:
        raise _unreadable(half)
    degrees, minutes, seconds = (
        float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60:
        raise BadPosition(_("Minutes and seconds are smaller than 60."))
    angle = degrees + minutes / 60 + seconds / 3600
    return -angle if found["sign"] == "-" else angle
