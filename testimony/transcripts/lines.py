"""Our own way of writing a transcript: one line for each time somebody speaks."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from multimedia.timed_text import Problem, format_time
from testimony.transcripts.cues import (
    TIME,
    CueLike,
    Heading,
    HeadingLike,
    HeadingLines,
    ParsedCue,
    heading_before,
    parse_time,
)

#: Other programs put the time in brackets.
_TIMED = re.compile(rf"[\[(]?(?P<start>{TIME})(?:\s*[-–—]\s*(?P<end>{TIME}))?[\])]?\s+(?P<rest>.*)")
_NUMBERED = re.compile(r"\d+\.\s+(?P<rest>.*)")


def read_lines(text: str) -> tuple[list[ParsedCue], list[Problem]]:
    """The cues of a written transcript, and what is wrong with it."""
    cues: list[ParsedCue] = []
    problems: list[Problem] = []
    head, timed = HeadingLines(), None
    for number, line in enumerate(map(str.strip, text.split("\n")), start=1):
        if not line:
            continue
        if line.startswith(HeadingLines.MARKS):
            head.add(line, number)
            continue
        try:
            cue = _read_line(line, number, head.take())
        except ValueError as error:
            problems.append((number, str(error)))
            timed = True if timed is None else timed
            continue
        has_time = cue.start_ms is not None
        timed = has_time if timed is None else timed
        if has_time == timed:
            cues.append(cue)
        else:
            told = _("Begin with the time, such as 0:14.") if timed else _("No other line has a time.")
            problems.append((number, told))
    head.close()
    return cues, problems + head.problems


def _read_line(line: str, number: int, heading: Heading | None) -> ParsedCue:
    start = end = None
    if timed := _TIMED.fullmatch(f"{line} "):
        start = parse_time(timed["start"])
        end = parse_time(timed["end"]) if timed["end"] else None
        line = timed["rest"]
    elif numbered := _NUMBERED.fullmatch(line):
        line = numbered["rest"]
    return ParsedCue(start, end, "", is_question=False, text=line.strip(), heading=heading, line=number)


def write(cues: Sequence[CueLike], headings: Mapping[str, HeadingLike], length_ms: int | None = None) -> str:
    """The text from which these cues are read again. ``headings`` maps the key of a cue to the head before it."""
    following = [item.start_ms for item in cues[1:]] + [length_ms]
    lines = []
    for number, (item, next_start) in enumerate(zip(cues, following, strict=True), start=1):
        if head := heading_before(headings, item):
            lines += ["", *head] if lines else head
        if item.start_ms is None:
            place = f"{number}."
        else:
            place = format_time(item.start_ms)
            if item.end_ms is not None and item.end_ms != next_start:
                place += f"-{format_time(item.end_ms)}"
        lines.append(f"{place} {item.speaker}: {item.text}")
    return "\n".join(lines)
