"""The words of a testimony, language by language."""

from django.db import models
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
    """The words of a testimony in one language. That there is one a language is seen to by the form."""

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

    def set_text(self, text: str, original: "Transcript | None" = None) -> None:
        """Replace the cues by those of a written transcript; in the database with the next save.

        ``original`` are the words as spoken, of which this is a translation. Raises ``TranscriptError``.
        """
        cues = transcripts.parse(text, length_ms=self.length_ms)
        if transcripts.is_timed(cues) and self.recording_id is None:
            problem = gettext("These lines have times, but no recording is chosen to which they refer.")
            raise transcripts.TranscriptError([(0, problem)])
        if self.recording_id is not None and not transcripts.is_timed(cues):
            problem = gettext("Begin each line with the time at which it is said, such as 0:14.")
            raise transcripts.TranscriptError([(0, problem)])
        if self.kind == TranscriptKind.TRANSLATION:
            cues = transcripts.aligned(cues, list(original.cues.all()) if original else [])
        else:
            cues = transcripts.with_kept_keys(cues, self._stored_cues())
        self._set_cues(cues, {cue.key: cue.chapter for cue in cues if cue.chapter})

    def follow(self, original: "Transcript") -> None:
        """Give a translation the times that the words as spoken have now; lines that are gone there go here."""
        titles = {chapter.cue_key: chapter.title for chapter in self.chapters.all()}
        own = {cue.key: cue for cue in self._stored_cues()}
        kept = [(source, own[source.key]) for source in original.cues.all() if source.key in own]
        ends = [source.start_ms for source, _cue in kept[1:]] + [source.end_ms for source, _cue in kept[-1:]]
        cues = [
            transcripts.ParsedCue(
                source.start_ms, end, cue.speaker, source.is_question, cue.text, titles.get(cue.key, ""), key=cue.key
            )
            for (source, cue), end in zip(kept, ends, strict=True)
        ]
        self._set_cues(cues, {cue.key: cue.chapter for cue in cues if cue.chapter})

    @property
    def text(self) -> str:
        """The transcript as people write it."""
        if not (cues := self._stored_cues()):
            return ""
        titles = {chapter.cue_key: chapter.title for chapter in self.chapters.all()}
        length = None if self.kind == TranscriptKind.TRANSLATION else self.length_ms
        return transcripts.write(cues, titles, length)

    def words_between(self, start: int, stop: int) -> str:
        """What is said from ``start`` up to ``stop`` (milliseconds, or ordinals in a text), whole cues."""
        return " ".join(cue.text for cue in self._stored_cues() if cue.is_within(start, stop))

    @property
    def length_ms(self) -> int | None:
        """The length of the recording, if it is known."""
        return round(self.recording.duration * 1000) if self.recording_id and self.recording.duration else None

    def _stored_cues(self) -> list["Cue"]:
        is_new = self.pk is None and "cues" not in getattr(self, "_cluster_related_objects", {})
        return [] if is_new else sorted(self.cues.all(), key=lambda cue: cue.ordinal)

    def _set_cues(self, cues: list[transcripts.ParsedCue], titles: dict[str, str]) -> None:
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
        self.chapters = [Chapter(cue_key=key, title=title) for key, title in titles.items()]


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
    """A heading before a cue of a transcript."""

    transcript = ParentalKey(Transcript, on_delete=models.CASCADE, related_name="chapters")
    cue_key = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
