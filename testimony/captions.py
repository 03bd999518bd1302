"""The words of a recording as captions beside its sound: WebVTT through the policy, sentence by sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from multimedia.languages import language_name
from testimony.choices import TranscriptKind
from testimony.models import Transcript
from testimony.policy import Release, ReleasedCue
from testimony.transcripts import Heading, write_webvtt


@dataclass(frozen=True, slots=True)
class Track:
    """What a ``<track>`` needs: the words as spoken are captions, translations are subtitles."""

    url: str
    kind: str
    language: str
    label: str


def caption_tracks(release: Release, transcripts: Iterable[Transcript]) -> list[Track]:
    """The tracks that may be fetched now for the recordings of these transcripts. Asks nothing of the database
    beyond ``transcript.cues`` and ``transcript.chapters``: prefetch them.
    """
    return [
        Track(
            captions_url(transcript),
            "captions" if transcript.kind == TranscriptKind.VERBATIM else "subtitles",
            transcript.language,
            language_name(transcript.language),
        )
        for transcript in transcripts
        if released_cues(release, transcript)
    ]


def captions_url(transcript: Transcript) -> str:
    """The address of the captions, which answers 404 while they are not released."""
    return reverse("captions", args=[transcript.pk])


def released_cues(release: Release, transcript: Transcript) -> list[ReleasedCue]:
    """The sentences that may be read beside the sound; none while the sound is not served."""
    if release.recording(transcript.recording_id) is None:
        return []
    return [cue for cue in release.cues(transcript) if isinstance(cue, ReleasedCue) and cue.start_ms is not None]


def captions(release: Release, transcript: Transcript) -> str | None:
    """The WebVTT file, or None while nothing of it may be read and heard. What is withheld is not in it."""
    cues = released_cues(release, transcript)
    headings = {cue.key: Heading(cue.chapter) for cue in cues if cue.chapter}
    return write_webvtt(cues, headings, transcript.length_ms) if cues else None
