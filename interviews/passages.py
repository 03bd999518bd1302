"""Which stretches of an interview may be quoted to a reader, each with its place and its address."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.localised import Localised
from testimony.choices import Medium
from testimony.models import FOREVER, Passage
from testimony.policy import Release
from testimony.quotations import fragment_of, query_of
from testimony.transcripts import format_seconds, format_stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a moment up to another. Milliseconds of a recording; paragraphs of the text, which is part 0."""

    part: int
    start: int
    #: The first that is not in it.
    stop: int

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Stretch | None":
        """What the query of an address asks for: ``t=52-76``, ``t=52-76&part=2``, ``p=3-4``; None for anything else."""
        part = query.get("part", "1")
        part = int(part) if part.isascii() and part.isdigit() and len(part) < 4 else 1
        time = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)-(\d{1,6}(?:\.\d{1,3})?)", query.get("t", ""), re.ASCII)
        text = re.fullmatch(r"(\d{1,6})-(\d{1,6})", query.get("p", ""), re.ASCII)
        if time:
            found = cls(part, round(float(time[1]) * 1000), round(float(time[2]) * 1000))
        elif text:
            found = cls(0, int(text[1]), int(text[2]) + 1)
        else:
            return None
        return found if found.start < found.stop else None

    @property
    def moments(self) -> str:
        """First and last as the page carries them: ``52-77``, ``3-4``; ``52`` alone where the end is not known."""
        both = (self.start, self._last) if self.has_end else (self.start,)
        return "-".join(format_seconds(moment) if self.part else str(moment) for moment in both)

    @property
    def has_end(self) -> bool:
        """Whether it is known where it ends."""
        return self.stop != FOREVER

    @property
    def query(self) -> str:
        """The address that asks for it."""
        return query_of(self.part, self.start, self._last)

    @property
    def fragment(self) -> str:
        """The same as the fragment of the address of a recording."""
        return fragment_of(self.start, self.stop)

    @property
    def place(self) -> str:
        """Where it stands, as people write it."""
        return format_stretch(self.start, self._last, is_timed=self.part > 0)

    @property
    def _last(self) -> int:
        return self.stop if self.part else self.stop - 1

    def overlaps(self, other: "Stretch") -> bool:
        """Whether both share a moment."""
        return self.part == other.part and self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that may be quoted now, in its released words."""

    pk: int
    stretch: Stretch
    quote: str
    language: str
    #: The public works that quote it.
    quoted_in: Sequence[Localised] = ()


class Passages:
    """The passages of one interview, as far as the speaker lets this reader have them."""

    def __init__(self, release: Release, rows: Iterable[Passage], quoted_in: Mapping[int, Sequence[Localised]]):
        """All passages of the testimony, released or not: those that are not keep their stretch from being quoted.

        ``quoted_in``: by id of the passage, the works that quote it.
        """
        self._is_free = release.allows(Medium.QUOTATION) and not release.quotes_need_review
        self._released: list[Quoted] = []
        self._refused: list[Stretch] = []
        for row in rows:
            stretch = Stretch(release.part_of(row.recording_id), *row.span)
            if (words := release.quotation(row)) is None:
                self._refused.append(stretch)
            else:
                self._released.append(Quoted(row.pk, stretch, words, row.language, quoted_in.get(row.pk, ())))

    def __iter__(self) -> Iterator[Quoted]:
        """Those that may be quoted, in order."""
        return iter(sorted(self._released, key=lambda quoted: (quoted.stretch.part, quoted.stretch.start)))

    def at(self, stretch: Stretch) -> Quoted | None:
        """The passage that is exactly this stretch."""
        return next((quoted for quoted in self if quoted.stretch == stretch), None)

    def may_quote(self, stretch: Stretch) -> bool:
        """Whether this very stretch is a released passage; or free, and nothing in it was refused or waits."""
        if self.at(stretch):
            return True
        return self._is_free and stretch.has_end and not any(stretch.overlaps(refused) for refused in self._refused)
