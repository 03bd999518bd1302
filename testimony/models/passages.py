"""Stretches of a testimony: those that are quoted, and those that are withheld."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from multimedia.models import Recording
from sources.models import Evidence
from testimony import transcripts
from testimony.choices import Match, ReviewState
from testimony.models.testimonies import PartOfTestimony, Testimony
from testimony.models.transcripts import FOREVER, Transcript


class Range(models.Model):
    """A stretch of a testimony.

    Of a recording: milliseconds, and the end itself lies outside, so that one stretch may begin where another ends.
    Of a text: numbers of paragraphs (cue ordinals, from 1), both ends inside.
    """

    recording = models.ForeignKey(
        Recording, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("recording")
    )
    start = models.PositiveIntegerField(
        _("from"), help_text=_("Milliseconds of the recording; in a text-only interview the number of the paragraph.")
    )
    end = models.PositiveIntegerField(_("to"))

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="%(class)s_in_order")]

    def clean(self):
        """Refuse a range that ends before it begins."""
        super().clean()
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValidationError({"end": gettext("The passage ends before it begins.")})

    @property
    def span(self) -> tuple[int, int]:
        """The stretch as first and first-not-in-it; never empty."""
        return self.start, self.end + 1 if self.recording_id is None else max(self.end, self.start + 1)

    def overlaps(self, start: int, stop: int) -> bool:
        """Whether it shares a moment with ``start`` up to ``stop``, the latter outside."""
        first, last = self.span
        return first < stop and start < last


class Passage(PartOfTestimony, Range):
    """A stretch of testimony with an address of its own, so that it can be quoted and checked."""

    testimony = ParentalKey(Testimony, on_delete=models.CASCADE, related_name="passages", verbose_name=_("testimony"))
    words = models.TextField(
        _("the words"),
        help_text=_("As in the transcript, in the language spoken. A quotation that no longer matches is reported."),
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    #: Keys of the first and the last cue of the transcript from which the words were taken; empty: not known.
    first_key = models.CharField(max_length=12, blank=True, editable=False)
    last_key = models.CharField(max_length=12, blank=True, editable=False)
    review = models.CharField(
        _("quotation review"), max_length=14, choices=ReviewState, default=ReviewState.NOT_REQUESTED
    )

    class Meta(Range.Meta):
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def __str__(self):
        return f"{self.testimony}: “{Truncator(self.words).chars(60)}”"

    def save(self, *args, **kwargs):
        """Save, and note which sentences it quotes unless that is known or they do not say these words."""
        if not self.first_key and (transcript := self.transcript) and self.still_matches:
            self.remember_sentences(transcript)
        super().save(*args, **kwargs)

    @property
    def place(self) -> str:
        """Where it stands, as people write it: "0:52 to 1:16", "paragraphs 3 to 4"."""
        return transcripts.format_stretch(self.start, self.end, is_timed=self.recording_id is not None)

    @property
    def transcript(self) -> Transcript | None:
        """The words as spoken from which it is quoted, if they are written down."""
        for transcript in self.testimony.transcripts.all():
            if transcript.recording_id == self.recording_id and transcript.language == self.language:
                return transcript
        return None

    def remember_sentences(self, transcript: Transcript) -> None:
        """Note which sentences of this transcript it quotes."""
        cues = transcript.cues_between(*self.span)
        self.first_key, self.last_key = (cues[0].key, cues[-1].key) if cues else ("", "")

    def follow(self, before: Transcript, after: Transcript, restrictions: Iterable["PassageRestriction"]) -> None:
        """Go with its sentences from the times they had to those they have now; what was cut off of them stays so.

        It stays where it is if they are not known or gone, and never leaves a stretch that withholds it. Saves nothing.
        """
        if self.recording_id != after.recording_id or self.language != after.language or not self.first_key:
            return
        old, new = (transcript.cues_from(self.first_key, self.last_key) for transcript in (before, after))
        if not old or not new:
            return
        edge = 0 if FOREVER in (old[-1].span[1], new[-1].span[1]) else 1
        start = self.start + new[0].span[0] - old[0].span[0]
        end = self.end + new[-1].span[edge] - old[-1].span[edge]
        moved = Passage(recording_id=self.recording_id, start=max(0, start), end=max(start, end))
        withheld_by = [
            row for row in restrictions if row.recording_id == self.recording_id and row.overlaps(*self.span)
        ]
        if all(row.overlaps(*moved.span) for row in withheld_by):
            self.start, self.end = moved.start, moved.end

    @property
    def source_words(self) -> str:
        """What its sentences say in the transcript now; those of its stretch if they are not known or gone."""
        if (transcript := self.transcript) is None:
            return ""
        cues = transcript.cues_from(self.first_key, self.last_key) if self.first_key else []
        return " ".join(cue.text for cue in cues) or transcript.words_between(*self.span)

    @property
    def match(self) -> Match:
        """Whether the quotation still stands in its source, and if not what became of it."""
        transcript = self.transcript
        if transcript is None or not transcript.cues.all():
            return Match.UNKNOWN
        cues = transcript.cues_from(self.first_key, self.last_key) if self.first_key else None
        if cues == []:
            return Match.GONE
        if cues is not None and not transcripts.occurs(self.words, " ".join(cue.text for cue in cues)):
            return Match.CHANGED
        if not transcripts.occurs(self.words, transcript.words_between(*self.span)):
            return Match.CHANGED if cues is None else Match.MOVED
        return Match.SAME

    @property
    def still_matches(self) -> bool | None:
        """Whether the words stand in this stretch of the transcript; None if there is no transcript of it."""
        return None if self.match is Match.UNKNOWN else self.match is Match.SAME


class PassageRestriction(PartOfTestimony, Range):
    """A stretch that is withheld: in every language, in captions and in the sound."""

    testimony = ParentalKey(
        Testimony, on_delete=models.CASCADE, related_name="restrictions", verbose_name=_("testimony")
    )
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until somebody removes this row.")
    )
    reason_public = models.CharField(
        _("reason, for readers"), max_length=200, help_text=_("Stands in the black bar in place of the words.")
    )
    reason_internal = models.TextField(_("reason, for the team only"), blank=True)

    class Meta(Range.Meta):
        verbose_name = _("withheld passage")
        verbose_name_plural = _("withheld passages")

    def __str__(self):
        return f"{self.testimony}: {self.start}–{self.end}"


class PassageEvidence(Evidence):
    """An evidence mark that points at a passage."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="evidence_rows")

    class Meta:
        verbose_name = _("passage as evidence")
        verbose_name_plural = _("passages as evidence")

    def save(self, *args, **kwargs):
        """Save as the kind it is."""
        self.kind = "passage"
        super().save(*args, **kwargs)
