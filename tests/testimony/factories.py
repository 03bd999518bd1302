"""Testimonies for tests, with real small recordings."""

import io
import wave
from datetime import date

from django.core.files.base import ContentFile

from multimedia.choices import Licence
from multimedia.models import Recording
from testimony.choices import AccessLevel, ConsentStatus, TranscriptKind
from testimony.models import Consent, Passage, PassageRestriction, Testimony, TestimonyRecording, Transcript

SPOKEN = """# The wall
0:00 Interviewer: When did you first see your own score?
0:14 Administrator: On a wall, in the corridor, on a Monday.
0:52 Administrator: I answered because my name was on the wall. Nobody had asked me to care.
# The people above
1:17 Interviewer: And the people above you?
1:31 Administrator: They signed whatever the printer gave them.
# When the printer stopped
2:06 Administrator: When the new mayor came, the printer stopped.
"""

TRANSLATED = """# La pared
0:00 Entrevistadora: ¿Cuándo vio por primera vez su puntuación?
0:14 Administradora: En una pared, en el pasillo, un lunes.
0:52 Administradora: Contestaba porque mi nombre estaba en la pared. Nadie me había pedido que me importara.
# Los de arriba
1:17 Entrevistadora: ¿Y los de arriba?
1:31 Administradora: Firmaban lo que les daba la impresora.
# Cuando se paró
2:06 Administradora: Cuando llegó el nuevo alcalde, la impresora se paró.
"""

#: The line "They signed whatever …", as written above.
SHUT = (91_000, 125_000)

EVERYTHING = {
    "status": ConsentStatus.WRITTEN,
    "access": AccessLevel.OPEN,
    "release_text": True,
    "release_quotation": True,
    "release_translation": True,
    "release_audio": True,
    "release_video": True,
}


def sound(mark: bytes = b"", seconds: int = 150, rate: int = 100) -> bytes:
    """A very small WAV file of that length, whose samples hold ``mark``. Browsers play it from a rate of 8000 on."""
    frames = mark.ljust(seconds * rate, b"\x80")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(frames)
    return buffer.getvalue()


def make_recording(title: str = "Whole", mark: bytes = b"", seconds: int = 150, rate: int = 100, **values) -> Recording:
    """A stored recording."""
    recording = Recording(
        title=title, type="audio", credit="The team", licence=Licence.CC_BY_3, language="en", **values
    )
    recording.file = ContentFile(sound(mark, seconds, rate), name=f"{title.lower()}.wav")
    recording.save()
    return recording


def make_testimony(*, recorded: bool = True, spoken: str = SPOKEN, **consent) -> Testimony:
    """A testimony with consent to everything unless said otherwise; ``status=None`` leaves the consent out."""
    testimony = Testimony.objects.create(
        label="Working title", number="012", recorded_on=date(2026, 3, 14), place="Orvena"
    )
    recording = None
    if recorded:
        recording = make_recording()
        TestimonyRecording.objects.create(testimony=testimony, recording=recording)
    if consent.get("status", "given") is not None:
        Consent.objects.create(testimony=testimony, **{**EVERYTHING, **consent})
    if spoken:
        add_transcript(testimony, spoken, recording=recording)
    return testimony


def add_transcript(testimony: Testimony, text: str, *, recording=None, language: str = "en", original=None):
    """A transcript, or with ``original`` a translation of it."""
    transcript = Transcript(
        testimony=testimony,
        recording=recording,
        language=language,
        kind=TranscriptKind.TRANSLATION if original else TranscriptKind.VERBATIM,
    )
    transcript.set_text(text, original)
    transcript.save()
    return transcript


def add_translation(testimony: Testimony, text: str = TRANSLATED) -> Transcript:
    """The Spanish translation of its first transcript."""
    original = testimony.transcripts.first()
    return add_transcript(testimony, text, recording=original.recording, language="es", original=original)


def add_passage(testimony: Testimony, start: int = 52_000, end: int = 77_000, **values) -> Passage:
    """The passage "Nobody had asked me to care", unless said otherwise."""
    first = testimony.recordings.first()
    values = {"words": "Nobody had asked me to care.", "recording": first.recording if first else None, **values}
    return Passage.objects.create(testimony=testimony, start=start, end=end, **values)


def withhold(testimony: Testimony, start: int = SHUT[0], end: int = SHUT[1], **values) -> PassageRestriction:
    """A restriction on "They signed whatever …", unless said otherwise."""
    first = testimony.recordings.first()
    values = {"reason_public": "until she has left her post", "recording": first and first.recording, **values}
    return PassageRestriction.objects.create(testimony=testimony, start=start, end=end, **values)
