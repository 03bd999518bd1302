"""The order of works by a key, compact enough to keep in every process and quick to read a page from.

100,000 works take 4 bytes each for their place and a fixed number of bytes for their key.
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice

from pyroaring import BitMap

#: How many results it takes to make walking the order quicker than sorting the results: measured, not critical.
_WALK_COST = 0.1

#: Signs before the first letter that do not count for the order.
_OPENING = " \"'([{“”‘’«»„¿¡…"

_SEPARATORS = str.maketrans("", "", "-: .")

TITLE_WIDTH = 32
TIME_WIDTH = 18
YEAR_WIDTH = 2


def title_key(title: str) -> bytes:
    """Letters before accents and case. Titles equal in their first 32 bytes keep the order of their ids."""
    folded = title.casefold()
    if not title.isascii():
        marked = unicodedata.normalize("NFKD", folded)
        folded = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return folded.lstrip(_OPENING).encode()[:TITLE_WIDTH]


def time_key(moment: str | None) -> bytes:
    """The key of a moment given as a database prints it in UTC ("2026-01-31 12:00:00.5"); none comes first."""
    return (moment or "").partition("+")[0].translate(_SEPARATORS)[2:].encode()[:TIME_WIDTH]


def year_key(year: int | None) -> bytes:
    """The key of a year; none comes first."""
    return (year or 0).to_bytes(YEAR_WIDTH)


class Keys:
    """The keys of works, in ascending order of the works; each cut or filled up to a width."""

    __slots__ = ("packed", "width", "works")

    def __init__(self, width: int, works: array | None = None, packed: bytes = b""):
        self.width, self.works, self.packed = width, works or array("I"), bytearray(packed)

    def add(self, work: int, key: bytes) -> None:
        """Add the key of a work whose id is higher than those before."""
        self.works.append(work)
        self.packed += key.ljust(self.width, b"\0")

    def replaced(self, keys: dict[int, bytes]) -> "Keys":
        """A copy in which some works that are in it have other keys."""
        copy = Keys(self.width, self.works, self.packed)
        for work, key in keys.items():
            at = bisect_left(self.works, work) * self.width
            copy.packed[at : at + self.width] = key.ljust(self.width, b"\0")
        return copy

    def __iter__(self):
        for place, work in enumerate(self.works):
            yield work, bytes(self.packed[place * self.width : (place + 1) * self.width])


class Order:
    """Works in ascending order of (key, id). Never changes; ``patched`` returns another."""

    __slots__ = ("_ids", "_keys", "_members", "_width")

    def __init__(self, members: BitMap, keys: bytes, width: int, ids: array):
        self._members, self._keys, self._width, self._ids = members, keys, width, ids

    @classmethod
    def of(cls, keys: Keys) -> "Order":
        """Build from the key of each work."""
        packed, width, works = bytes(keys.packed), keys.width, keys.works
        places = sorted(range(len(works)), key=lambda place: packed[place * width : (place + 1) * width])
        return cls(BitMap(works), packed, width, array("I", (works[place] for place in places)))

    def patched(self, touched: BitMap, keys: Keys) -> "Order":
        """With the works touched taken out, and those that have a key put back in."""
        members, packed, ids = self._members.copy(), bytearray(self._keys), array("I", self._ids)
        for work in touched:
            if work in members:
                place = self._place_in(members, packed, ids, work)
                del ids[place]
                at = (members.rank(work) - 1) * self._width
                del packed[at : at + self._width]
                members.discard(work)
        for work, key in keys:
            members.add(work)
            at = (members.rank(work) - 1) * self._width
            packed[at:at] = key
            ids.insert(self._place_in(members, packed, ids, work), work)
        return Order(members, bytes(packed), self._width, ids)

    def _place_in(self, members: BitMap, packed: bytes | bytearray, ids: array, work: int) -> int:
        def key(other: int) -> tuple[bytes, int]:
            at = (members.rank(other) - 1) * self._width
            return bytes(packed[at : at + self._width]), other

        return bisect_left(ids, key(work), key=key)

    def _key(self, work: int) -> tuple[bytes, int]:
        at = (self._members.rank(work) - 1) * self._width
        return self._keys[at : at + self._width], work

    def slice(self, works: BitMap, start: int, stop: int, *, descending: bool) -> list[int]:
        """Places ``start`` to ``stop`` of these works in this order.

        Many works: walk the order and pick; few: sort them. Either alone would take milliseconds in the worst case.
        """
        count = len(works)
        if count * count * _WALK_COST < len(self._ids) * stop:
            return sorted(works, key=self._key, reverse=descending)[start:stop]
        walk: Iterable[int] = reversed(self._ids) if descending else self._ids
        return list(islice(filter(works.__contains__, walk), start, stop))
