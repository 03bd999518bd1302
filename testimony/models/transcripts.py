"""The words of a testimony, language by language."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from multimedia.models import Recording
from testimony import transcripts
from testimony.choices import TranscriptKind, TranscriptState
from testimony.models.testimonies import PartOfTestimony, Testimony

#: Later than any moment of any recording.
FOREVER = 2**62


class Transcript(PartOfTestimony, ClusterableModel):
    """The words of a testimony in one language. Every saved state of them is kept in `TranscriptVersion`.

    That there is one a language is seen to by the form. Plain words of a recording whose times nobody knows yet are no
    cues: they wait in `Timing`, seen by the team only.
    """

    #: Who is about to save this state; goes to the history.
    saved_by = None
    #: Sentences to be timed, as they go to `Timing` with the next save; None leaves it alone.
    _to_be_timed = None

    testimony = ParentalKey(
        Testimony, on_delete=models.CASCADE, related_name="transcripts", verbose_name=_("testimony")
    )
    recording = models.ForeignKey(
        Recording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="transcripts",
        verbose_name=_("recording"),
        help_text=_("The whole recording these times refer to. Empty for an interview kept as text only."),
    )
    language = models.CharField(_("language"), max_length=12, help_text=_("A language code: en, es."))
    kind = models.CharField(_("kind"), max_length=12, choices=TranscriptKind, default=TranscriptKind.VERBATIM)
    state = models.CharField(_("made by"), max_length=12, choices=TranscriptState, default=TranscriptState.EDITED)
    made_by = models.CharField(_("transcribed or translated by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")

    def __str__(self):
        return f"{self.testimony}, {self.language}"

    def save(self, *args, **kwargs):
        """Save, and keep this state of the words in the history unless it is the last one there."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self._to_be_timed is not None:
                Timing.begin(self, self._to_be_timed)
                self._to_be_timed = None
            TranscriptVersion.keep(self)

    def set_text(self, text: str, original: "Transcript | None" = None, keys: list[str] | None = None) -> None:
        """Replace the cues by those of a written transcript; in the database with the next save.

        ``original`` are the words as spoken, of which this is a translation. ``keys`` are the keys of the cues, where
        they are known. Raises ``TranscriptError``.
        """
        cues = transcripts.parse(text, length_ms=self.length_ms)
        if transcripts.is_timed(cues) and self.recording_id is None:
            problem = gettext("These lines have times, but no recording is chosen to which they refer.")
            raise transcripts.TranscriptError([(0, problem)])
        if self.recording_id is not None and not transcripts.is_timed(cues):
            if self.kind == TranscriptKind.TRANSLATION or self._stored_cues():
                problem = gettext("Begin each line with the time at which it is said, such as 0:14.")
                raise transcripts.TranscriptError([(0, problem)])
            self._to_be_timed = to_be_timed(cues)
            return
        if self.kind == TranscriptKind.TRANSLATION:
            cues = transcripts.aligned(cues, list(original.cues.all()) if original else [])
        elif keys is not None and len(keys) == len(cues):
            cues = [replace(cue, key=key) for cue, key in zip(cues, keys, strict=True)]
        else:
            cues = transcripts.with_kept_keys(cues, self._stored_cues())
        self._set_cues(cues)

    def follow(self, original: "Transcript") -> None:
        """Give a translation the times that the words as spoken have now; lines that are gone there go here."""
        headings = self.headings
        own = {cue.key: cue for cue in self._stored_cues()}
        kept = [(source, own[source.key]) for source in original.cues.all() if source.key in own]
        ends = [source.start_ms for source, _cue in kept[1:]] + [source.end_ms for source, _cue in kept[-1:]]
        self._set_cues(
            [
                transcripts.ParsedCue(
                    source.start_ms, end, cue.speaker, source.is_question, cue.text, headings.get(cue.key), key=cue.key
                )
                for (source, cue), end in zip(kept, ends, strict=True)
            ]
        )

    @property
    def text(self) -> str:
        """The transcript as people write it; words that wait for their times stand without any."""
        if not (cues := self._stored_cues()):
            return self.timing.text if self.is_waiting else ""
        length = None if self.kind == TranscriptKind.TRANSLATION else self.length_ms
        return transcripts.write(cues, self.headings, length)

    @property
    def is_waiting(self) -> bool:
        """Whether there are only plain words, which have no times yet and are shown to nobody."""
        return self.pk is not None and not self._stored_cues() and hasattr(self, "timing")

    @property
    def fingerprint(self) -> str:
        """Changes with every change of the words or times: whoever saves says what was read."""
        return fingerprint_of(self.text)

    @property
    def headings(self) -> dict[str, transcripts.Heading]:
        """The heads of its chapters, by the key of the cue that begins them."""
        if self._is_new:
            return {}
        return {row.cue_key: transcripts.Heading(row.title, row.synopsis, row.keywords) for row in self.chapters.all()}

    def words_between(self, start: int, stop: int) -> str:
        """What is said from ``start`` up to ``stop`` (milliseconds, or ordinals in a text), whole cues."""
        return " ".join(cue.text for cue in self.cues_between(start, stop))

    def cues_between(self, start: int, stop: int) -> list["Cue"]:
        """The cues that share a moment with ``start`` up to ``stop``, in order."""
        return [cue for cue in self._stored_cues() if cue.is_within(start, stop)]

    def cues_from(self, first_key: str, last_key: str) -> list["Cue"]:
        """The cues from one key to another, both inside; empty if one of them is gone or they changed places."""
        cues = self._stored_cues()
        places = {cue.key: place for place, cue in enumerate(cues)}
        if first_key not in places or last_key not in places:
            return []
        return cues[places[first_key] : places[last_key] + 1]

    @property
    def length_ms(self) -> int | None:
        """The length of the recording, if it is known."""
        return round(self.recording.duration * 1000) if self.recording_id and self.recording.duration else None

    @property
    def _is_new(self) -> bool:
        return self.pk is None and "cues" not in getattr(self, "_cluster_related_objects", {})

    def _stored_cues(self) -> list["Cue"]:
        return [] if self._is_new else sorted(self.cues.all(), key=lambda cue: cue.ordinal)

    def _set_cues(self, cues: list[transcripts.ParsedCue]) -> None:
        former = {cue.key: cue.pk for cue in self._stored_cues()}
        self.cues = [
            Cue(
                pk=former.get(cue.key),
                ordinal=ordinal,
                key=cue.key,
                start_ms=cue.start_ms,
                end_ms=cue.end_ms,
                speaker=cue.speaker,
                is_question=cue.is_question,
                text=cue.text,
            )
            for ordinal, cue in enumerate(cues, start=1)
        ]
        self.chapters = [
            Chapter(cue_key=key, title=heading.title, synopsis=heading.synopsis, keywords=heading.keywords)
            for key, heading in transcripts.headings_of(cues).items()
        ]


class Cue(models.Model):
    """A sentence or two of a transcript, by one speaker.

    ``key`` is stable: it survives edits of the words, and the cues of a translation carry the keys of the original.
    Times are milliseconds from the start of the recording; None in a text-only testimony.
    """

    transcript = ParentalKey(Transcript, on_delete=models.CASCADE, related_name="cues")
    ordinal = models.PositiveIntegerField()
    key = models.CharField(max_length=12)
    start_ms = models.PositiveIntegerField(null=True, blank=True)
    end_ms = models.PositiveIntegerField(null=True, blank=True)
    speaker = models.CharField(max_length=80, blank=True)
    is_question = models.BooleanField(default=False)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["transcript", "ordinal"])]
        # Of ordinals not: rows are saved one after the other, so that two may have the same one on the way.
        constraints = [models.UniqueConstraint(fields=["transcript", "key"], name="cue_key_once")]

    @property
    def span(self) -> tuple[int, int]:
        """First and first-not-in-it, in milliseconds or ordinals. Without a known end it reaches beyond everything."""
        if self.start_ms is None:
            return self.ordinal, self.ordinal + 1
        return self.start_ms, FOREVER if self.end_ms is None else max(self.end_ms, self.start_ms + 1)

    def is_within(self, start: int, stop: int) -> bool:
        """Whether it shares a moment with ``start`` up to ``stop``."""
        first, last = self.span
        return first < stop and start < last


class Chapter(models.Model):
    """A segment of a transcript: what is told from this cue to the next chapter."""

    transcript = ParentalKey(Transcript, on_delete=models.CASCADE, related_name="chapters")
    cue_key = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    synopsis = models.TextField(blank=True)
    #: As written, with commas between them.
    keywords = models.CharField(max_length=300, blank=True)


class TranscriptVersion(models.Model):
    """One state in which the words once were. Only ever added to; for the team alone.

    Consent is no part of it: what of a transcript may be read is asked at each request, whatever stands in it.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="versions")
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    #: The keys of the cues in their order: a state that is taken up again gives quotations their sentences back.
    keys = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    @classmethod
    def keep(cls, transcript: Transcript) -> None:
        """Keep the state of a saved transcript unless nothing of it changed."""
        cues = sorted(transcript.cues.all(), key=lambda cue: cue.ordinal)
        state = (transcript.text, [cue.key for cue in cues])
        if cues and state != transcript.versions.values_list("text", "keys").first():
            cls.objects.create(transcript=transcript, saved_by=transcript.saved_by, text=state[0], keys=state[1])


class Timing(models.Model):
    """Words that somebody is giving their times while listening. For the team alone; no reader ever gets them.

    A sentence is ``{"start": milliseconds or None, "end", "speaker", "text", "key", "heading": [title, synopsis,
    keywords]}``; the end is None where the next sentence begins, the heading inside a chapter, and the key is empty for
    words that are in no transcript yet.
    """

    transcript = models.OneToOneField(Transcript, on_delete=models.CASCADE, related_name="timing")
    sentences = models.JSONField()
    #: The sentence that is timed next, and where the recording stood.
    next = models.PositiveIntegerField(default=0)
    position_ms = models.PositiveIntegerField(default=0)
    #: The `Transcript.fingerprint` of what these times are to replace.
    based_on = models.CharField(max_length=64, blank=True)
    #: Counts what is stored; whoever saves says what was read.
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    @classmethod
    def begin(cls, transcript: Transcript, sentences: list[dict]) -> None:
        """Put plain words in the place of those that waited; sentences that stay keep the times they have."""
        stored = cls.objects.filter(transcript=transcript).first()
        known = {(row["speaker"], row["text"]): row["start"] for row in stored.sentences} if stored else {}
        sentences = [{**row, "start": known.get((row["speaker"], row["text"]))} for row in sentences]
        first = next((place for place, row in enumerate(sentences) if row["start"] is None), len(sentences))
        values = {"sentences": sentences, "next": first, "version": stored.version + 1 if stored else 1}
        cls.objects.update_or_create(transcript=transcript, defaults=values)

    @classmethod
    def of(cls, transcript: Transcript) -> "Timing":
        """The stored one; else a new one, not saved, of the sentences in force."""
        stored = cls.objects.filter(transcript=transcript).first()
        if stored:
            return stored
        cues = sorted(transcript.cues.all(), key=lambda cue: cue.ordinal)
        sentences = to_be_timed(cues, transcript.headings)
        for sentence, cue, following in zip(sentences, cues, [*cues[1:], None], strict=True):
            until = following.start_ms if following else transcript.length_ms
            sentence["end"] = cue.end_ms if cue.end_ms != until else None
        return cls(transcript=transcript, sentences=sentences, based_on=transcript.fingerprint, version=0)

    @property
    def timed(self) -> list[transcripts.ParsedCue]:
        """The sentences with the times they have, numbered as lines. An end that fits no more is left out."""
        following = [row["start"] for row in self.sentences[1:]] + [None]
        return [
            replace(
                _untimed(row),
                start_ms=row["start"],
                end_ms=_fitting_end(row, until),
                line=number,
                key=row["key"] or secrets.token_hex(4),
            )
            for number, (row, until) in enumerate(zip(self.sentences, following, strict=True), start=1)
        ]

    @property
    def text(self) -> str:
        """The words without times, as people write them."""
        cues = [_untimed(sentence) for sentence in self.sentences]
        return transcripts.write(cues, transcripts.headings_of(cues))


def to_be_timed(cues: Iterable[transcripts.CueLike], headings: Mapping[str, transcripts.Heading] | None = None) -> list:
    """The sentences of cues, as `Timing` keeps them: timed cues stay whole, plain words are cut into sentences."""
    found = []
    for cue in cues:
        heading = headings.get(cue.key) if headings is not None else cue.heading
        parts = [cue.text] if cue.start_ms is not None else transcripts.sentences(cue.text)
        for number, part in enumerate(parts):
            head = [heading.title, heading.synopsis, heading.keywords] if heading and not number else None
            sentence = {"start": cue.start_ms, "end": None, "speaker": cue.speaker, "text": part}
            found.append({**sentence, "key": cue.key, "heading": head})
    return found


def _fitting_end(sentence: dict, until: int | None) -> int | None:
    start, end = sentence["start"], sentence["end"]
    fits = None not in (start, end) and start < end and (until is None or end <= until)
    return end if fits else None


def _untimed(sentence: dict) -> transcripts.ParsedCue:
    head = sentence["heading"]
    return transcripts.ParsedCue(
        None,
        None,
        sentence["speaker"],
        is_question=False,
        text=sentence["text"],
        heading=transcripts.Heading(*head) if head else None,
        # Only to find its heading by.
        key=secrets.token_hex(4),
    )


def fingerprint_of(text: str) -> str:
    """Changes with every change of a written transcript; line ends do not count."""
    return hashlib.sha256("\n".join(text.strip().splitlines()).encode()).hexdigest()
