"""The keys of cues: they survive edits, and bind translations and quotations to the words as spoken."""

import difflib
import secrets
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from testimony.transcripts.cues import CueLike, ParsedCue, TranscriptError, format_time, is_timed


def with_kept_keys(cues: Sequence[ParsedCue], stored: Sequence[CueLike]) -> list[ParsedCue]:
    """Give each cue the key it had: by its time, else by its words, else by its place between cues that were found.

    A cue that is new gets a new key, which no cue ever had.
    """
    keys: list[str] = [""] * len(cues)
    left = list(stored)
    if is_timed(cues):
        by_time = {cue.start_ms: cue for cue in stored if cue.start_ms is not None}
        for index, cue in enumerate(cues):
            if found := by_time.get(cue.start_ms):
                keys[index] = found.key
                left.remove(found)
    open_places = [index for index, key in enumerate(keys) if not key]
    matcher = difflib.SequenceMatcher(
        None, [cue.text for cue in left], [cues[index].text for index in open_places], autojunk=False
    )
    for kind, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and a_end - a_start == b_end - b_start):
            for offset in range(a_end - a_start):
                keys[open_places[b_start + offset]] = left[a_start + offset].key
    return [replace(cue, key=key or secrets.token_hex(4)) for cue, key in zip(cues, keys, strict=True)]


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
