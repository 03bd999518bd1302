"""What holds for every change to a stored transcript, and changes outside its form."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from multimedia.timed_text import format_time
from testimony.choices import TranscriptKind
from testimony.models import Cue, PassageRestriction, Transcript
from testimony.transcripts import TranscriptError


class ChangedMeanwhile(Exception):
    """Somebody else saved in between; nothing was written."""


def put_in_force(pk: int, text: str, keys: list[str], *, read_as: str, user: AbstractBaseUser) -> Transcript:
    """Replace the words and times of a stored transcript; its translations and the passages it has follow.

    ``read_as`` is the fingerprint of the words that are to be replaced. Raises ``ChangedMeanwhile`` if they are others
    by now, and ``TranscriptError`` with every problem, among them words that would no longer be withheld.
    """
    with transaction.atomic():
        transcript = Transcript.objects.select_for_update().get(pk=pk)
        if transcript.fingerprint != read_as:
            raise ChangedMeanwhile
        before, restrictions = stored(transcript), list(transcript.testimony.restrictions.all())
        transcript.saved_by = user
        transcript.set_text(text, _spoken(transcript), keys)
        check_still_withheld(before, transcript, restrictions)
        transcript.save()
        for passage in transcript.testimony.passages.all():
            passage.follow(before, transcript, restrictions)
            passage.save()
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


def stored(transcript: Transcript) -> Transcript:
    """The transcript as it is in force, whatever has been done to the one at hand."""
    return Transcript.objects.prefetch_related("cues").get(pk=transcript.pk)


def check_still_withheld(
    before: Transcript, transcript: Transcript, restrictions: Iterable[PassageRestriction]
) -> None:
    """Refuse words and times, not saved yet, with which something would slip out beside the stretch that withholds it.

    Times are shifted in a moment, and nobody sees which stretch they leave. Raises ``TranscriptError``.
    """
    now = timezone.now()
    in_force = [row for row in restrictions if row.until is None or row.until > now]
    covered = _covered(before, in_force)
    still = {cue.key for cue in _covered(transcript, in_force)}
    keys, words = {cue.key for cue in covered}, {cue.text.casefold() for cue in covered}
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


def _covered(transcript: Transcript, restrictions: list[PassageRestriction]) -> list[Cue]:
    """The cues that one of these stretches covers."""
    spans = [row.span for row in restrictions if row.recording_id == transcript.recording_id]
    return [cue for cue in transcript.cues.all() if any(cue.is_within(*span) for span in spans)]
