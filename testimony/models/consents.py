"""What a speaker allows, now and before."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from multimedia.choices import Access
from multimedia.models import Document
from testimony.choices import AccessLevel, Attribution, ConsentStatus, Sensitivity
from testimony.models.testimonies import PartOfTestimony, Testimony
from testimony.querysets import NO_CONSENT, ConsentQuerySet


class Consent(PartOfTestimony):
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

    def clean(self):
        """A signed paper is not a document that readers may have."""
        super().clean()
        if self.document and self.document.access == Access.READERS:
            raise ValidationError(
                {
                    "document": _(
                        "Readers may read this document. Choose the signed paper, or upload it as a new document."
                    )
                }
            )

    def save(self, *args, **kwargs):
        """Save, and keep this state in the history unless it is the last one there. Its paper is closed for good."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            Document.objects.filter(pk=self.document_id).exclude(access=Access.PAPER).update(access=Access.PAPER)
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
