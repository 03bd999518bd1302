"""Testimonies of the demonstration content: recordings, transcripts, consent, passages. None of it is ever evidence."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from django.core.files import File
from wagtail.models import Collection

from home.demonstration.fields import check, fill
from home.demonstration.files import DemonstrationError, Entries
from home.demonstration.finder import Finder
from interviews.models import Interviewee
from multimedia.choices import RecordingKind
from multimedia.models import Recording
from sources.choices import Confidence
from testimony.choices import TranscriptKind
from testimony.models import (
    Consent,
    Passage,
    PassageEvidence,
    PassageRestriction,
    Testimony,
    TestimonyRecording,
    Transcript,
)
from testimony.transcripts import TranscriptError, parse_time

#: Keys of an interview file that describe what lies behind the page.
BEHIND_THE_PAGE = (
    "interviewee",
    "testimony",
    "consent",
    "recording",
    "released_cut",
    "silent_ranges",
    "transcripts",
    "passages",
    "restrictions",
)


class VoiceMaker:
    """Makes the rows behind one interview page."""

    def __init__(self, entries: Entries, folder: Path, collection: Collection, find: Finder):
        """``folder`` holds the recordings."""
        self.entries = entries
        self.folder = folder
        self.collection = collection
        self.find = find
        self.recording: Recording | None = None
        #: Files that are stored already; whoever undoes the transaction deletes them.
        self.stored: list = []

    def interviewee(self) -> Interviewee:
        """The speaker as readers know them."""
        part = self.entries.part("interviewee")
        interviewee = Interviewee()
        fill(interviewee, part, self.find)
        interviewee.save()
        return interviewee

    def testimony(self) -> Testimony:
        """The testimony with everything that hangs on it; its passages become known to the finder."""
        part = self.entries.part("testimony")
        testimony = Testimony(is_composite=True)
        fill(testimony, part, self.find)
        testimony.save()
        self._recordings(testimony)
        self._transcripts(testimony)
        self._rows(testimony)
        return testimony

    def _recordings(self, testimony: Testimony) -> None:
        if "recording" not in self.entries:
            return
        self.recording = self._stored_recording("recording")
        cut = self._stored_recording("released_cut") if "released_cut" in self.entries else None
        row = TestimonyRecording(
            testimony=testimony,
            recording=self.recording,
            released_cut=cut,
            silent_ranges=self.entries.words("silent_ranges") if "silent_ranges" in self.entries else "",
        )
        check(row, self.entries)
        row.save()

    def _stored_recording(self, key: str) -> Recording:
        part = self.entries.part(key)
        path = self.folder / part.words("file")
        recording = Recording(
            type=RecordingKind.AUDIO, collection=self.collection, synthetic_voice=True, duration=0, title=path.stem
        )
        try:
            with path.open("rb") as content:
                recording.file = File(content, name=path.name)
                fill(recording, part, self.find, beside=("file",))
                recording.save()
        except OSError as error:
            raise part.error(f"the file {path} cannot be read: {error.strerror}.", "file") from error
        self.stored.append(recording.file)
        return recording

    def _transcripts(self, testimony: Testimony) -> None:
        original = None
        for part in self._parts("transcripts"):
            transcript = Transcript(testimony=testimony, recording=self.recording)
            fill(transcript, part, self.find, beside=("text",))
            try:
                transcript.set_text(part.words("text"), original)
            except TranscriptError as error:
                line, problem = error.problems[0]
                # The first line of a block stands below its key.
                raise DemonstrationError(part.path, part.line_of("text") + line, problem) from error
            transcript.save()
            if transcript.kind != TranscriptKind.TRANSLATION:
                original = transcript

    def _rows(self, testimony: Testimony) -> None:
        passages = self.entries.part("passages")
        for key in passages:
            part = passages.part(key)
            if self.find.knows("passage", key):
                raise passages.error("another passage has this key.", key)
            passage = self._passage(testimony, part)
            self.find.add("passage", key, passage.pk)
            evidence = PassageEvidence.objects.create(passage=passage, confidence=Confidence.SINGLE)
            self.find.add("evidence", f"voice:{key}", evidence.pk)
        for part in self._parts("restrictions"):
            row = PassageRestriction(testimony=testimony, recording=self.recording)
            self._place(row, part)
            fill(row, part, self.find, beside=("from", "to"))
            row.save()
        consent = Consent(testimony=testimony)
        fill(consent, _moments(self.entries.part("consent"), "embargo_until"), self.find)
        consent.save()

    def _passage(self, testimony: Testimony, part: Entries) -> Passage:
        passage = Passage(testimony=testimony, recording=self.recording)
        self._place(passage, part)
        spoken = testimony.transcripts.exclude(kind=TranscriptKind.TRANSLATION).first()
        if spoken is None:
            raise part.error("a passage needs a transcript of the words as spoken.")
        passage.language = spoken.language
        passage.words = spoken.words_between(*passage.span)
        fill(passage, part, self.find, beside=("from", "to"))
        if not passage.still_matches:
            raise part.error("these words do not stand at this place of the transcript.", "words")
        passage.save()
        return passage

    def _place(self, row: Passage | PassageRestriction, part: Entries) -> None:
        row.start, row.end = place_of(part, timed=self.recording is not None)

    def _parts(self, key: str):
        for part, line in self.entries.items_of(key).located():
            if not isinstance(part, Entries):
                raise DemonstrationError(self.entries.path, line, "write keys and values here.")
            yield _moments(part, "until")


def place_of(part: Entries, *, timed: bool) -> tuple[int, int]:
    """Where a passage stands: milliseconds of a recording, or numbers of paragraphs."""
    places = []
    for key in ("from", "to"):
        value = part.words(key)
        try:
            places.append(parse_time(value) if timed else int(value))
        except ValueError as error:
            raise part.error(str(error), key) from error
    return places[0], places[1]


def _moments(entries: Entries, key: str) -> Entries:
    """The same entries with a date under ``key`` read as the beginning of that day, UTC."""
    if entries.get(key) is not None:
        if not isinstance(entries[key], date):
            raise entries.error("write a day, such as 2030-01-31.", key)
        entries[key] = datetime.combine(entries[key], time(), tzinfo=UTC)
    return entries
