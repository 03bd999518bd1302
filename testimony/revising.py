"""Changes to a stored transcript outside its form: the same validation, and what hangs on it follows."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from testimony.choices import TranscriptKind
from testimony.models import Cue, PassageRestriction, Transcript
from testimony.transcripts import TranscriptError, format_time


class ChangedMeanwhile(Exception):
    """Somebody else saved in between; nothing was written."""


def put_in_force(pk: int, text: str, keys: list[str], *, read_as: str, user: AbstractBaseUser) -> Transcript:
    """Replace the words and times of a stored transcript, and give its translations the new times.

    ``read_as`` is the fingerprint of the words that are to be replaced. Raises ``ChangedMeanwhile`` if they are others
    by now, and ``TranscriptError`` with every problem, among them words that would no longer be withheld.
    """
    with transaction.atomic():
        transcript = Transcript.objects.select_for_update().get(pk=pk)
        if transcript.fingerprint != read_as:
            raise ChangedMeanwhile
        before = _withheld_cues(transcript)
        transcript.saved_by = user
        transcript.set_text(text, _spoken(transcript), keys)
        _check_still_withheld(transcript, before)
        transcript.save()
        if transcript.kind == TranscriptKind.VERBATIM:
            for translation in _translations(transcript):
                translation.saved_by = user
                translation.follow(transcript)
                translation.save()
    return transcript


def _siblings(transcript: Transcript):
    return Transcript.objects.filter(testimony=transcript.testimony_id, recording=transcript.recording_id)


def _spoken(transcript: Transcript) -> Transcript | None:
    return _siblings(transcript).filter(kind=TranscriptKind.VERBATIM).order_by("pk").first()


def _translations(transcript: Transcript):
    if _spoken(transcript) != transcript:
        return []
    return _siblings(transcript).filter(kind=TranscriptKind.TRANSLATION).exclude(cues=None)


def _withheld_cues(transcript: Transcript) -> list[Cue]:
    """The cues that a stretch in force covers now."""
    in_force = PassageRestriction.objects.filter(
        Q(until=None) | Q(until__gt=timezone.now()),
        testimony=transcript.testimony_id,
        recording=transcript.recording_id,
    )
    spans = [row.span for row in in_force]
    return [cue for cue in transcript.cues.all() if any(cue.is_within(*span) for span in spans)]


def _check_still_withheld(transcript: Transcript, before: list[Cue]) -> None:
    """Times are shifted in a moment, and what a speaker asked to withhold must not slip out beside its stretch."""
    if not before:
        return
    still = {cue.key for cue in _withheld_cues(transcript)}
    keys, words = {cue.key for cue in before}, {cue.text.casefold() for cue in before}
    problems = [
        (
            0,
            _("“%(words)s” is withheld, and at %(time)s it would not be. Move the withheld passage first.")
            % {"words": cue.text[:60], "time": str(cue.ordinal) if cue.start_ms is None else format_time(cue.start_ms)},
        )
        for cue in transcript.cues.all()
        if cue.key not in still and (cue.key in keys or cue.text.casefold() in words)
    ]
    if problems:
        raise TranscriptError(problems)
