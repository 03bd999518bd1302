"""What every kind of transcript is read into: cues with times in milliseconds, and what is wrong with them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multimedia.timed_text import Problem, TimedTextError, format_time

#: Speakers whose lines are questions.
QUESTIONERS = frozenset({"interviewer", "entrevistador", "entrevistadora", "intervieweuse", "المحاور", "المحاورة"})
SPEAKER_LENGTH, TITLE_LENGTH, KEYWORDS_LENGTH = 80, 200, 300
#: So many problems are said one by one; a file that is something else altogether would have thousands.
PROBLEMS_SAID = 20

_MINUTES = r"\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
#: What stands in the place of a time; whether it is one `parse_time` says.
TIME = rf"(?:\d+:)?{_MINUTES}"
#: Two digits of hours: a whole number of the database holds milliseconds of no more than 596.
_READABLE = re.compile(rf"(?:\d{{1,2}}:)?{_MINUTES}")
SPOKEN = re.compile(rf"(?P<speaker>[^:]{{1,{SPEAKER_LENGTH}}}):\s+(?P<text>.*)")


class CueLike(Protocol):
    """What is read of a stored cue."""

    key: str
    start_ms: int | None
    end_ms: int | None
    speaker: str
    is_question: bool
    text: str


class HeadingLike(Protocol):
    """What is read of a stored chapter."""

    title: str
    synopsis: str
    keywords: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a chapter: its title, what it is about, the words to find it by."""

    title: str
    synopsis: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class ParsedCue:
    """A line of a transcript. ``heading`` is the head of the chapter that begins with it.

    As a file has it, the speaker is empty where the name stands in the text, or nowhere: see `with_speakers`.
    """

    start_ms: int | None
    end_ms: int | None
    speaker: str
    is_question: bool
    text: str
    heading: Heading | None = None
    line: int = 0
    key: str = ""


class TranscriptError(TimedTextError):
    """What is wrong with a transcript."""

    @property
    def messages(self) -> list[str]:
        """One sentence a problem; of very many the first ones, and how many more there are."""
        said = super().messages[:PROBLEMS_SAID]
        if (more := len(self.problems) - PROBLEMS_SAID) > 0:
            said.append(ngettext("And %(n)d more line.", "And %(n)d more lines.", more) % {"n": more})
        return said


def headings_of(cues: Iterable[ParsedCue]) -> dict[str, Heading]:
    """The heads of chapters by the key of the cue that begins them."""
    return {cue.key: cue.heading for cue in cues if cue.heading}


def is_timed(cues: Sequence[CueLike]) -> bool:
    """Whether the cues stand at times of a recording."""
    return bool(cues) and cues[0].start_ms is not None


def with_speakers(cues: Sequence[ParsedCue], first_speaker: str = "") -> tuple[list[ParsedCue], list[Problem]]:
    """Each line under the name of who speaks, "Name: words" taken apart; and the lines that do not say it.

    With the ``first_speaker`` a line without a name is by whoever spoke before. Then only who is named more than once
    is taken for a name: a sentence may have a colon as well.
    """
    named = {cue.line: SPOKEN.fullmatch(f"{cue.text} ") for cue in cues if not cue.speaker}
    often = Counter(found["speaker"] for found in named.values() if found)
    read: list[ParsedCue] = []
    problems: list[Problem] = []
    last = first_speaker
    for cue in cues:
        speaker, text, found = cue.speaker, cue.text, named.get(cue.line)
        if found and (not first_speaker or often[found["speaker"]] > 1 or found["speaker"] == first_speaker):
            speaker, text = found["speaker"], found["text"]
        speaker, text = " ".join(speaker.strip(" -–—").split()), " ".join(text.split())
        if first_speaker:
            speaker = last = speaker or last
        if problem := _problem_of(speaker, text):
            problems.append((cue.line, problem))
        read.append(replace(cue, speaker=speaker, text=text, is_question=speaker.casefold() in QUESTIONERS))
    return read, problems


def _problem_of(speaker: str, text: str) -> str:
    if not speaker:
        return _("Say who speaks, then a colon and a space: “Administrator: On a wall.”")
    if len(speaker) > SPEAKER_LENGTH:
        return _("The name of the speaker is longer than %(n)d characters.") % {"n": SPEAKER_LENGTH}
    return "" if text else _("Nothing is said here. Write the words, or remove the line.")


class HeadingLines:
    """Gathers the lines that head a chapter until somebody speaks.

    ``# The wall`` is the title, ``> What it is about.`` the synopsis, ``* wall, score`` the keywords.
    """

    MARKS = ("#", ">", "*")

    def __init__(self):
        """No chapter is open."""
        self.problems: list[Problem] = []
        self._line = 0
        self._parts: dict[str, str] = {}

    def add(self, line: str, number: int) -> None:
        """Take a line that begins with one of the ``MARKS``."""
        mark, words = line[0], line.lstrip(line[0]).strip()
        if mark == "#":
            self.close()
            self._line = number
            if not words:
                self.problems.append((number, _("Write the title of the chapter after the #.")))
        elif not self._line:
            self.problems.append((number, _("Begin the chapter with its title: # The wall.")))
        self._parts[mark] = " ".join(filter(None, (self._parts.get(mark), words)))
        longest = {"#": TITLE_LENGTH, "*": KEYWORDS_LENGTH}.get(mark)
        if longest and len(self._parts[mark]) > longest:
            told = _("The title is longer than %(n)d characters.") if mark == "#" else _("The keywords are too long.")
            self.problems.append((number, told % {"n": longest} if mark == "#" else told))

    def take(self) -> Heading | None:
        """The head that belongs to the cue read next, if there is one."""
        parts, self._parts, self._line = self._parts, {}, 0
        return Heading(parts["#"], parts.get(">", ""), parts.get("*", "")) if parts.get("#") else None

    def close(self) -> None:
        """A chapter that is open here has no words."""
        if self._line:
            self.problems.append((self._line, _("Nothing is said in this chapter.")))
        self.take()


def heading_lines(heading: HeadingLike) -> list[str]:
    """The lines from which this head is read again."""
    synopsis, keywords = " ".join(heading.synopsis.split()), " ".join(heading.keywords.split())
    return [f"# {heading.title}", *([f"> {synopsis}"] if synopsis else []), *([f"* {keywords}"] if keywords else [])]


def heading_before(headings: Mapping[str, HeadingLike], item: CueLike) -> list[str]:
    """The lines that head the chapter beginning with this cue; none inside a chapter."""
    heading = headings.get(item.key)
    return heading_lines(heading) if heading else []


# --- Times


def parse_time(words: str) -> int:
    """Milliseconds of a time as people write it: 1:31, 1:02:03, 0:14.5. ``ValueError`` for anything else."""
    if not _READABLE.fullmatch(words.strip()):
        raise ValueError(_("“%(words)s” is not a time such as 1:31.") % {"words": words})
    *larger, seconds = words.strip().replace(",", ".").split(":")
    whole, _point, part = seconds.partition(".")
    if int(whole) > 59 or (len(larger) == 2 and int(larger[1]) > 59):
        raise ValueError(_("“%(words)s” is not a time: a minute has 60 seconds.") % {"words": words})
    minutes = int(larger[0]) if len(larger) == 1 else int(larger[0]) * 60 + int(larger[1])
    return (minutes * 60 + int(whole)) * 1000 + int(part.ljust(3, "0") or 0)


def format_seconds(milliseconds: int) -> str:
    """A time as addresses carry it, exactly: 52, 3754.125."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def format_stretch(start: int, end: int, *, is_timed: bool) -> str:
    """A stretch as people write it: "0:52 to 1:16", "paragraphs 3 to 4" (both inside), "paragraph 3"."""
    if is_timed:
        return _("%(start)s to %(end)s") % {"start": format_time(start), "end": format_time(end)}
    if start == end:
        return _("paragraph %(n)s") % {"n": start}
    return _("paragraphs %(start)s to %(end)s") % {"start": start, "end": end}
