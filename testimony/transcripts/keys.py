"""The keys of cues: they survive edits, and bind translations and quotations to the words as spoken."""

import difflib
import secrets
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from multimedia.timed_text import format_time
from testimony.transcripts.cues import CueLike, ParsedCue, TranscriptError, is_timed


def with_kept_keys(cues: Sequence[ParsedCue], stored: Sequence[CueLike]) -> list[ParsedCue]:
    """Give each cue the key it had: by time and words, else by its words, its time, its place between those found.

    A cue that is new gets a new key, which no cue ever had.
    """
    keys: dict[int, str] = {}
    marks = [lambda cue: cue.text]
    if is_timed(cues):
        marks = [lambda cue: (cue.start_ms, cue.text), *marks, lambda cue: cue.start_ms]
    for mark in marks:
        taken = set(keys.values())
        left = [cue for cue in stored if cue.key not in taken]
        places = [place for place in range(len(cues)) if place not in keys]
        for had, has in _pairs("equal", list(map(mark, left)), [mark(cues[place]) for place in places]):
            keys[places[has]] = left[had].key
    taken = set(keys.values())
    for had, has in _pairs("replace", [cue.key for cue in stored], [keys.get(n, n) for n in range(len(cues))]):
        if has not in keys and stored[had].key not in taken:
            keys[has] = stored[had].key
    return [replace(cue, key=keys.get(place) or secrets.token_hex(4)) for place, cue in enumerate(cues)]


def _pairs(kind: str, before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Places that belong together: of what is equal in both, in order, or of as much that stands for as much."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for found, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if found == kind and a_end - a_start == b_end - b_start:
            yield from zip(range(a_start, a_end), range(b_start, b_end), strict=True)


def aligned(cues: Sequence[ParsedCue], original: Sequence[CueLike]) -> list[ParsedCue]:
    """The cues of a translation with the keys of the original. ``TranscriptError`` for a line without counterpart.

    A translated cue ends where the next translated one begins: words that were drawn together stay covered by every
    restriction on either of them.
    """
    if not original:
        raise TranscriptError([(0, _("Write the words as spoken first: a translation follows their times."))])
    if is_timed(cues) != is_timed(original):
        raise TranscriptError([(0, _("Use the same times as the words as spoken, or none if those have none."))])
    if not is_timed(cues):
        if len(cues) != len(original):
            numbers = {"n": len(cues), "original": len(original)}
            problem = _("There are %(n)d paragraphs, but %(original)d as spoken. Translate each one, in order.")
            raise TranscriptError([(0, problem % numbers)])
        return [_as_translation(cue, source) for cue, source in zip(cues, original, strict=True)]
    by_time = {cue.start_ms: cue for cue in original}
    problems = [
        (cue.line, _("Nothing begins at %(time)s in the words as spoken.") % {"time": format_time(cue.start_ms)})
        for cue in cues
        if cue.start_ms not in by_time
    ]
    if problems:
        raise TranscriptError(problems)
    following = [cue.start_ms for cue in cues[1:]] + [original[-1].end_ms]
    return [
        replace(_as_translation(cue, by_time[cue.start_ms]), end_ms=next_start)
        for cue, next_start in zip(cues, following, strict=True)
    ]


def _as_translation(cue: ParsedCue, source: CueLike) -> ParsedCue:
    return replace(cue, key=source.key, is_question=source.is_question)
