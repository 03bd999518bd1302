"""Transcripts of programs that put the speaker and the time above the words: Otter, Rev, Premiere.

    Administrator  0:14
    On a wall, in the corridor, on a Monday.

    Speaker 2 (00:52):
    Somebody had printed it.

    00:01:17:00 - 00:01:31:12
    Interviewer
    And the people above you?

Read only: lines are written as in `testimony.transcripts.lines`.
"""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from multimedia.timed_text import Problem, blocks_of
from testimony.transcripts.cues import TIME, ParsedCue, parse_time

_NAME_FIRST = re.compile(rf"(?P<speaker>[^:\[\](){{}}]{{1,80}}?)(?:\s{{2,}}|\s*[\[(])(?P<start>{TIME})[\])]?:?")
#: The last number counts frames, of which there are about thirty a second.
_TIME_FIRST = re.compile(r"(?P<start>\d+:\d\d:\d\d)[:;](?P<frames>\d\d)\s+-\s+[\d:;]+")
_FRAME = 33
_SIGNATURE = "Transcribed by https://otter.ai"


def is_turns(text: str) -> bool:
    """Whether its first lines are such a head."""
    return any(_NAME_FIRST.fullmatch(block[0]) or _TIME_FIRST.fullmatch(block[0]) for _n, block in blocks_of(text))


def read_turns(text: str) -> tuple[list[ParsedCue], list[Problem]]:
    """A cue for each time somebody speaks, and what is wrong with the file."""
    cues: list[ParsedCue] = []
    problems: list[Problem] = []
    for first, block in blocks_of(text):
        try:
            if head := _NAME_FIRST.fullmatch(block[0]):
                cues.append(_turn(parse_time(head["start"]), head["speaker"], block[1:], first))
            elif head := _TIME_FIRST.fullmatch(block[0]):
                start = parse_time(head["start"]) + min(int(head["frames"]) * _FRAME, 999)
                cues.append(_turn(start, *block[1:2] or [""], block[2:], first))
            elif cues and block != [_SIGNATURE]:
                cues[-1] = replace(cues[-1], text=" ".join([cues[-1].text, *block]))
            elif not cues:
                problems.append((first, _("Nobody speaks yet: begin with a name and a time.")))
        except ValueError as error:
            problems.append((first, str(error)))
    return cues, problems


def _turn(start: int, speaker: str, words: list[str], line: int) -> ParsedCue:
    return ParsedCue(start, None, speaker, is_question=False, text=" ".join(words), line=line)
