"""One act of interview and its recordings; and what makes every row of this room count at once."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from core import publication
from multimedia.models import Recording
from testimony.works import works_of


class InForceAtOnce(models.Model):
    """A row whose saving or deletion changes what readers may see, on the next request, everywhere.

    Deletion is heard as a signal (`testimony.apps`): several rows deleted at once never pass by ``delete()``.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save, and raise the public version in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            publication.works_changed(self.touched_works())

    def touched_works(self) -> Iterable[int]:
        """The works that may look different once this row is saved or gone; none: any may."""
        return ()


class PartOfTestimony(InForceAtOnce):
    """A row that belongs to a ``testimony``."""

    class Meta:
        abstract = True

    def touched_works(self) -> Iterable[int]:
        """The works that present its testimony."""
        return works_of({self.testimony_id})


def row_deleted(instance: models.Model, **_signal) -> None:
    """Raise the public version when a row in force is gone. Django sends it inside the deletion's transaction."""
    if isinstance(instance, InForceAtOnce):
        publication.works_changed(instance.touched_works())


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

    def touched_works(self) -> Iterable[int]:
        """The works that present it."""
        return works_of({self.pk})


class TestimonyRecording(PartOfTestimony):
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

    def save(self, *args, **kwargs):
        """Save; what is a testimony is nobody's free recording from now on, nor is the sound of such a film."""
        super().save(*args, **kwargs)
        files = (self.recording_id, self.released_cut_id)
        Recording.objects.filter(Q(pk__in=files) | Q(films__in=files), free=True).update(free=False)

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
