"""Transcripts as people write them: parsed strictly, written back the same way. Knows no database.

    # The wall
    > Where she first saw her own score.
    * wall, score
    0:00 Interviewer: When did you first see your own score?
    0:14 Administrator: On a wall, in the corridor, on a Monday.

A line begins with the time at which it is said (``0:14``, ``1:02:03``, ``0:14.5``; ``0:14-0:50`` where silence
follows), then the speaker, a colon, the words. Lines of an interview kept as text have no times; they may be numbered.
WebVTT, SRT and SBV are read as well, and what other programs write. Times are milliseconds.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from multimedia.timed_text import problems_of_order
from testimony.transcripts.cues import (
    CueLike,
    Heading,
    HeadingLike,
    ParsedCue,
    TranscriptError,
    format_seconds,
    format_stretch,
    headings_of,
    is_timed,
    parse_time,
    with_speakers,
)
from testimony.transcripts.keys import aligned, with_kept_keys
from testimony.transcripts.lines import read_lines, write
from testimony.transcripts.subtitles import is_subtitles, read_subtitles, write_srt, write_webvtt
from testimony.transcripts.turns import is_turns, read_turns
from testimony.transcripts.words import answers_in, occurs, sentences

__all__ = [
    "CueLike",
    "Heading",
    "HeadingLike",
    "ParsedCue",
    "TranscriptError",
    "aligned",
    "answers_in",
    "format_seconds",
    "format_stretch",
    "headings_of",
    "is_timed",
    "occurs",
    "parse",
    "parse_time",
    "sentences",
    "with_kept_keys",
    "with_names",
    "write",
    "write_srt",
    "write_webvtt",
]


def parse(text: str, *, length_ms: int | None = None, first_speaker: str = "") -> list[ParsedCue]:
    """The cues of a pasted transcript, in order. ``TranscriptError`` with every problem found.

    Timed if its first line has a time; then every cue ends where the next begins unless it says otherwise, the last
    one at the end of the recording (``length_ms``), if that is known. With the ``first_speaker`` lines may have no
    name: they are by whoever spoke before.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    read = read_subtitles if is_subtitles(text) else read_turns if is_turns(text) else read_lines
    cues, problems = read(text)
    if not cues and not problems:
        problems = [(0, _("The transcript is empty."))]
    cues, nameless = with_speakers(cues, first_speaker)
    problems += [*nameless, *problems_of_order(cues, length_ms)]
    if problems:
        raise TranscriptError(sorted(problems))
    return _with_ends(cues, length_ms)


def with_names(text: str, first_speaker: str) -> str:
    """A transcript in which lines have no name, as people write it, with a name in each. ``TranscriptError``."""
    cues = [replace(cue, key=str(place)) for place, cue in enumerate(parse(text, first_speaker=first_speaker))]
    return write(cues, headings_of(cues))


def _with_ends(cues: Sequence[ParsedCue], length_ms: int | None) -> list[ParsedCue]:
    following = [cue.start_ms for cue in cues[1:]] + [length_ms]
    return [
        cue if cue.end_ms is not None or cue.start_ms is None else replace(cue, end_ms=next_start)
        for cue, next_start in zip(cues, following, strict=True)
    ]
