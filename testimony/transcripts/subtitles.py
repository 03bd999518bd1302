"""Transcripts in the formats of other programs: WebVTT and SubRip (SRT), read strictly and written.

Notes of a WebVTT file that begin with ``#`` head a chapter, so that a file written here loses nothing:

    NOTE
    # The wall
    > Where she first saw her own score.

    00:14.000 --> 00:52.000
    <v Administrator>On a wall, in the corridor, on a Monday.
"""

import html
import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from multimedia.timed_text import Problem, blocks_of, write_clock
from testimony.transcripts.cues import (
    SPOKEN,
    CueLike,
    HeadingLike,
    HeadingLines,
    ParsedCue,
    cue,
    heading_before,
    parse_time,
)

_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+(?P<speaker>[^>]+)>")
_ARROW = re.compile(r"(?P<start>\S+)\s+-->\s+(?P<end>\S+)")
_SRT_BEGINS = re.compile(r"\s*\d+[ \t]*\n[ \t]*[\d:,.]+[ \t]+-->|\s*[\d:]+,\d+[ \t]+-->")


def is_webvtt(text: str) -> bool:
    """Whether this is a WebVTT file."""
    return text.lstrip().startswith("WEBVTT")


def is_srt(text: str) -> bool:
    """Whether this begins as a SubRip file does: a number, then two times."""
    return _SRT_BEGINS.match(text) is not None


# --- Reading


def read_webvtt(text: str) -> tuple[list[ParsedCue], list[Problem]]:
    """The cues of a WebVTT file, and what is wrong with it."""
    cues: list[ParsedCue] = []
    problems: list[Problem] = []
    head = HeadingLines()
    for first, block in blocks_of(text):
        if block[0].startswith("NOTE"):
            for number, line in enumerate(block, start=first):
                if line.startswith(HeadingLines.MARKS) and block[1].startswith("#"):
                    head.add(line, number)
            continue
        if block[0].startswith(("WEBVTT", "STYLE", "REGION")):
            continue
        place = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
        if place is None:
            problems.append((first, _("There is no time here, such as 00:14.000 --> 00:50.000.")))
            continue
        _read_cue(block, place, first, head, cues, problems)
    head.close()
    return cues, problems + head.problems


def read_srt(text: str) -> tuple[list[ParsedCue], list[Problem]]:
    """The cues of a SubRip file, and what is wrong with it."""
    cues: list[ParsedCue] = []
    problems: list[Problem] = []
    expected = None
    for first, block in blocks_of(text):
        number = block[0] if block[0].isdecimal() else None
        if number is None:
            problems.append((first, _("Begin with the number of the subtitle, in a line of its own.")))
        elif expected is not None and int(number) != expected:
            problems.append(
                (first, _("Number %(number)s stands where %(n)d is next.") % {"number": number, "n": expected})
            )
        expected = int(number) + 1 if number else None if expected is None else expected + 1
        place = 0 if number is None else 1
        if len(block) <= place or "-->" not in block[place]:
            problems.append((first + place, _("There is no time here, such as 00:00:14,000 --> 00:00:50,000.")))
            continue
        _read_cue(block, place, first, HeadingLines(), cues, problems)
    return cues, problems


def _read_cue(
    block: list[str],
    place: int,
    first: int,
    head: HeadingLines,
    cues: list[ParsedCue],
    problems: list[Problem],
) -> None:
    """Read a block whose line ``place`` holds its times into one of the two lists."""
    try:
        arrow = _ARROW.match(block[place])
        if not arrow:
            raise ValueError(_("This time cannot be read; it looks like 00:14.000 --> 00:50.000."))
        start, end = parse_time(arrow["start"]), parse_time(arrow["end"])
        speaker, text = _spoken(block[place + 1 :])
        cues.append(cue(start, end, speaker, text, head.take(), first + place))
    except ValueError as error:
        problems.append((first + place, str(error)))


def _spoken(lines: list[str]) -> tuple[str, str]:
    """Who says what in the lines of a cue."""
    words = " ".join(lines)
    voices = _VOICE.findall(words)
    turns = [line.lstrip("-–— ") for line in lines if line.startswith(("-", "–", "—"))]
    dashed = [line for line in turns if SPOKEN.fullmatch(f"{line} ")]
    if len(set(voices)) > 1 or len(dashed) > 1:
        raise ValueError(_("Two people speak here. Give each a time of their own."))
    plain = html.unescape(re.sub(r"<[^>]*>|\{\\[^}]*\}", "", words))
    if voices:
        return html.unescape(voices[0]), plain
    if not plain.strip():
        raise ValueError(_("Nothing is said here. Write the words, or remove the line."))
    spoken = SPOKEN.fullmatch(f"{plain} ")
    if not spoken:
        raise ValueError(_("Say who speaks: “<v Administrator>On a wall.” or “Administrator: On a wall.”"))
    return spoken["speaker"].lstrip("-–— "), spoken["text"]


# --- Writing


def write_webvtt(cues: Sequence[CueLike], headings: Mapping[str, HeadingLike], length_ms: int | None = None) -> str:
    """A WebVTT file of timed cues. A cue without an end reaches to the next one, the last to the end."""
    blocks = ["WEBVTT"]
    for item, end in _with_ends(cues, length_ms):
        if head := heading_before(headings, item):
            # An arrow in a note would begin a cue.
            blocks.append("\n".join(["NOTE", *(line.replace("-->", "->") for line in head)]))
        voice = f"<v {_escaped(item.speaker)}>" if item.speaker else ""
        blocks.append(f"{write_clock(item.start_ms)} --> {write_clock(end)}\n{voice}{_escaped(item.text)}")
    return "\n\n".join(blocks) + "\n"


def write_srt(cues: Sequence[CueLike], length_ms: int | None = None) -> str:
    """A SubRip file of timed cues; it has no place for chapters."""
    blocks = [
        f"{number}\n{write_clock(item.start_ms, ',')} --> {write_clock(end, ',')}\n{item.speaker}: {item.text}"
        for number, (item, end) in enumerate(_with_ends(cues, length_ms), start=1)
    ]
    return "\n\n".join(blocks) + "\n"


def _with_ends(cues: Sequence[CueLike], length_ms: int | None) -> list[tuple[CueLike, int]]:
    following = [item.start_ms for item in cues[1:]] + [length_ms]
    return [
        (item, item.end_ms or next_start or item.start_ms + 10_000)
        for item, next_start in zip(cues, following, strict=True)
    ]


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
