"""Transcripts in the formats of other programs: WebVTT and SubRip (SRT), read strictly and written.

Notes of a WebVTT file that begin with ``#`` head a chapter, so that a file written here loses nothing:

    NOTE
    # The wall
    > Where she first saw her own score.

    00:14.000 --> 00:52.000
    <v Administrator>On a wall, in the corridor, on a Monday.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from multimedia import captions
from multimedia.captions import CaptionError
from multimedia.timed_text import Problem, blocks_of, write_clock
from testimony.transcripts.cues import SPOKEN, CueLike, HeadingLike, HeadingLines, ParsedCue, heading_before

_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>")
#: A time within the words. Where one stands, the file is of YouTube's making.
_WITHIN = re.compile(r"<\d[\d:.]*>")


# --- Reading


def is_subtitles(text: str) -> bool:
    """Whether this is a file of WebVTT, SRT or SBV."""
    return captions.is_webvtt(text) or captions.has_times(text)


def read_subtitles(text: str) -> tuple[list[ParsedCue], list[Problem]]:
    """The cues of such a file, and what is wrong with it."""
    cues: list[captions.Cue] = []
    problems: list[Problem] = []
    headings = {}
    head = HeadingLines()
    of_webvtt = captions.is_webvtt(text)
    expected = None
    for first, block in blocks_of(text):
        if of_webvtt and captions.is_no_cue(block):
            _take_head(head, block, first)
            continue
        # Nobody counts so far, and Python reads no number of thousands of digits.
        if not of_webvtt and block[0].isdecimal() and len(block[0]) < 10:
            number = int(block[0])
            if expected is not None and number != expected:
                words = {"number": number, "n": expected}
                problems.append((first, _("Number %(number)s stands where %(n)d is next.") % words))
            expected = number + 1
        try:
            cues.append(captions.read_cue(block, first, of_webvtt=of_webvtt))
            headings[cues[-1].line] = head.take()
            _check_voices(cues[-1])
        except CaptionError as error:
            problems += error.problems
    head.close()
    lines = [
        ParsedCue(
            cue.start_ms, cue.end_ms, cue.speaker, is_question=False, text=cue.plain, heading=headings[cue.line],
            line=cue.line,
        )
        for cue in (_unrolled(cues) if _WITHIN.search(text) else cues)
    ]  # fmt: skip
    return lines, problems + head.problems


def _take_head(head: HeadingLines, note: list[str], first: int) -> None:
    if note[0].startswith("NOTE") and note[1:] and note[1].startswith("#"):
        for number, line in enumerate(note[1:], start=first + 1):
            if line.startswith(HeadingLines.MARKS):
                head.add(line, number)


def _check_voices(cue: captions.Cue) -> None:
    turns = [line.lstrip("-–— ") for line in cue.text.split("\n") if line.startswith(("-", "–", "—"))]
    if len(set(_VOICE.findall(cue.text))) > 1 or sum(bool(SPOKEN.fullmatch(f"{line} ")) for line in turns) > 1:
        raise CaptionError([(cue.line, _("Two people speak here. Give each a time of their own."))])


def _unrolled(cues: Iterable[captions.Cue]) -> Iterator[captions.Cue]:
    """Each line once: in the captions that YouTube makes, one begins with the line with which the last one ended."""
    last = ""
    for cue in cues:
        lines = [captions.plain(line) for line in cue.text.split("\n")]
        new = lines[lines[0] == last :]
        last = lines[-1]
        if new:
            yield replace(cue, text="\n".join(new))


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
