"""What somebody told us, and what they allow us to do with it.

None of this is part of a page or its revisions: plain rows, one set for all languages, in force the moment they are
saved. Going back to an older revision of a page never brings back a consent that was taken back. What a reader may
see is answered by `testimony.policy` and by nothing else.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from core import publication
from multimedia.models import Document, Recording
from sources.models import Evidence
from testimony.choices import (
    AccessLevel,
    Attribution,
    ConsentStatus,
    ReviewState,
    Sensitivity,
    TranscriptKind,
    TranscriptState,
)
from testimony.querysets import NO_CONSENT, ConsentQuerySet


class InForceAtOnce(models.Model):
    """A row whose saving or deletion changes what readers may see, on the next request, everywhere."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save, and raise the public version in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            publication.everything_changed()

    def delete(self, *args, **kwargs):
        """Delete, and raise the public version in the same transaction."""
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            publication.everything_changed()
        return result

    delete.alters_data = True


class Testimony(InForceAtOnce, ClusterableModel):
    """One act of interview: its recordings, its transcripts and its consent."""

    label = models.CharField(
        _("working title"),
        max_length=200,
        help_text=_("For the team only; never shown. Do not write a real name here."),
    )
    number = models.CharField(_("number"), max_length=20, blank=True, help_text=_("In the series, as cited: 012."))
    recorded_on = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True, help_text=_("As much as may be known in public."))
    interviewer = models.CharField(_("interviewer"), max_length=150, blank=True)
    is_composite = models.BooleanField(
        _("composite"),
        default=False,
        help_text=_("Put together from several people or invented for demonstration. Never evidence for a real case."),
    )

    class Meta:
        verbose_name = _("testimony")
        verbose_name_plural = _("testimonies")

    def __str__(self):
        return " ".join(part for part in (self.number, self.label) if part)


class TestimonyRecording(InForceAtOnce):
    """A recording of a testimony, and the cut of it that leaves out what is withheld."""

    testimony = ParentalKey(Testimony, on_delete=models.CASCADE, related_name="recordings")
    recording = models.ForeignKey(
        Recording, on_delete=models.PROTECT, related_name="testimony_rows", verbose_name=_("recording, whole")
    )
    released_cut = models.ForeignKey(
        Recording,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cut_of_rows",
        verbose_name=_("recording, without what is withheld"),
        help_text=_(
            "The same length, silent where passages are withheld. While passages are withheld and this is missing, "
            "nobody hears anything."
        ),
    )
    silent_ranges = models.CharField(
        _("silent from–to"),
        max_length=300,
        blank=True,
        help_text=_(
            "Where the cut is silent, in seconds: 91-125, 200-214.5. It is served only if all that is "
            "withheld lies inside."
        ),
    )

    def clean(self):
        """Refuse ranges that cannot be read, and a cut without ranges."""
        super().clean()
        try:
            ranges = self.silences
        except ValueError as error:
            raise ValidationError({"silent_ranges": str(error)}) from error
        if self.released_cut_id and not ranges:
            raise ValidationError({"silent_ranges": gettext("Say where the cut is silent, in seconds: 91-125.")})

    @property
    def silences(self) -> list[tuple[int, int]]:
        """The silent ranges in milliseconds; ValueError with a sentence for people when one cannot be read."""
        ranges = []
        for part in filter(None, (piece.strip() for piece in self.silent_ranges.split(","))):
            start, _dash, end = part.partition("-")
            try:
                first, last = round(float(start) * 1000), round(float(end) * 1000)
            except ValueError:
                first, last = 0, 0
            if not 0 <= first < last:
                raise ValueError(gettext("“%(part)s” is not a range of seconds such as 91-125.") % {"part": part})
            ranges.append((first, last))
        return ranges


class Consent(InForceAtOnce):
    """What the speaker allows now. Every saved state is kept in `ConsentHistory`."""

    #: Who is about to save this state; goes to the history.
    saved_by = None

    testimony = ParentalKey(Testimony, on_delete=models.CASCADE, related_name="consents")
    status = models.CharField(_("status"), max_length=12, choices=ConsentStatus, default=ConsentStatus.NOT_ASKED)
    status_on = models.DateField(_("as of"), null=True, blank=True)
    access = models.CharField(_("access"), max_length=12, choices=AccessLevel, default=AccessLevel.CLOSED)
    embargo_until = models.DateTimeField(
        _("opens on"), null=True, blank=True, help_text=_("Until then the whole interview is sealed.")
    )
    release_text = models.BooleanField(_("the words, as text"), default=False)
    release_quotation = models.BooleanField(_("quotation in stories and practices"), default=False)
    release_translation = models.BooleanField(_("translation"), default=False)
    release_audio = models.BooleanField(_("sound"), default=False)
    release_video = models.BooleanField(_("video"), default=False)
    quotes_need_review = models.BooleanField(
        _("the speaker reads each quotation first"),
        default=False,
        help_text=_("Quotations then appear only once they are approved."),
    )
    attribution = models.CharField(_("called"), max_length=12, choices=Attribution, default=Attribution.ROLE)
    words_for_readers = models.TextField(
        _("in words"),
        blank=True,
        help_text=_("What may be heard and why not more, for readers. Shown even while the interview is sealed."),
    )
    reason_internal = models.TextField(_("reason, for the team only"), blank=True)
    sensitivity = models.CharField(_("sensitivity"), max_length=16, choices=Sensitivity, default=Sensitivity.NONE)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("signed paper"),
        help_text=_("Never public."),
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["testimony"], name="consent_once")]

    def __str__(self):
        return f"{self.testimony}: {self.get_status_display()}"

    def save(self, *args, **kwargs):
        """Save, and keep this state in the history unless it is the last one there."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            state = {
                field.attname: field.value_to_string(self)
                for field in self._meta.concrete_fields
                if field.name not in {"id", "testimony"}
            }
            history = ConsentHistory.objects.filter(testimony_id=self.testimony_id)
            if history.order_by("-pk").values_list("state", flat=True).first() != state:
                history.create(testimony_id=self.testimony_id, saved_by=self.saved_by, state=state)

    @property
    def is_given(self) -> bool:
        """Whether the speaker agreed to anything at all, and still does."""
        return self.status not in NO_CONSENT


class ConsentHistory(models.Model):
    """One state in which a consent once was. Only ever added to."""

    testimony = models.ForeignKey(Testimony, on_delete=models.CASCADE, related_name="consent_history")
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.JSONField()


class Transcript(InForceAtOnce, ClusterableModel):
    """The words of a testimony in one language."""

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
        constraints = [
            models.UniqueConstraint(fields=["testimony", "recording", "language"], name="transcript_unique"),
        ]

    def __str__(self):
        return f"{self.testimony}, {self.language}"


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


class Chapter(models.Model):
    """A heading before a cue of a transcript."""

    transcript = ParentalKey(Transcript, on_delete=models.CASCADE, related_name="chapters")
    cue_key = models.CharField(max_length=12)
    title = models.CharField(max_length=200)


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


class Passage(InForceAtOnce, Range):
    """A stretch of testimony with an address of its own, so that it can be quoted and checked."""

    testimony = ParentalKey(Testimony, on_delete=models.CASCADE, related_name="passages", verbose_name=_("testimony"))
    words = models.TextField(
        _("the words"),
        help_text=_("As in the transcript, in the language spoken. A quotation that no longer matches is reported."),
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    review = models.CharField(
        _("quotation review"), max_length=14, choices=ReviewState, default=ReviewState.NOT_REQUESTED
    )

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def __str__(self):
        return f"{self.testimony}: “{self.words[:60]}”"


class PassageRestriction(InForceAtOnce, Range):
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

    class Meta:
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
