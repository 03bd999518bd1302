"""Interview pages: how a testimony is presented to readers, in words that are safe whatever consent says."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from browse.pages import ListingPageMixin
from cities.models import CityPage
from core.models import BasePage, IndexPage, WordRow
from interviews.panels import interview_tabs
from interviews.reading import InterviewReading, released_words
from taxonomy.models import StakeholderGroup, TermRow
from testimony.models import InForceAtOnce, Passage, Testimony
from testimony.policy import State


class Interviewee(InForceAtOnce):
    """Somebody who spoke, as the public may know them."""

    public_label = models.CharField(
        _("public label"),
        max_length=120,
        help_text=_("How readers know this person: a name only if they chose it, else a role: Ward administrator."),
    )
    role_at_the_time = models.CharField(_("role at the time"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    group = models.ForeignKey(
        StakeholderGroup, on_delete=models.PROTECT, related_name="+", verbose_name=_("stakeholder group")
    )

    class Meta:
        verbose_name = _("interviewee")
        verbose_name_plural = _("interviewees")

    def __str__(self):
        return self.public_label

    def touched_works(self) -> Iterable[int]:
        """The interviews with this person."""
        return InterviewPage.objects.works().filter(interviewee=self.pk).values_list("pk", flat=True)


class Identity(models.Model):
    """The protected real name. Its own permission; no revisions, no search, no label in the admin."""

    interviewee = models.OneToOneField(Interviewee, on_delete=models.CASCADE, related_name="identity")
    real_name = models.CharField(_("real name"), max_length=200)
    contact = models.TextField(_("how to reach them"), blank=True)

    class Meta:
        verbose_name = _("protected identity")
        verbose_name_plural = _("protected identities")

    def __str__(self):
        return "protected identity"


class VoiceIndexPage(ListingPageMixin, IndexPage):
    """The listing of interviews."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["interviews.InterviewPage"]
    listing_name = "voices"


class InterviewPage(BasePage):
    """An interview. Its title is the public label, never a quotation: a sentence can be withdrawn, a title stays."""

    parent_page_types = ["interviews.VoiceIndexPage"]
    subpage_types: list[str] = []

    testimony = models.ForeignKey(
        Testimony, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("testimony")
    )
    interviewee = models.ForeignKey(
        Interviewee, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("interviewee")
    )
    city = models.ForeignKey(
        CityPage, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("city")
    )
    headline_passage = models.ForeignKey(
        Passage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("sentence that opens the page"),
        help_text=_("Shown large, so that it can be heard; only while it is released."),
    )
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Two sentences on who speaks and why it matters. Hidden while the interview is sealed."),
    )

    edit_handler = interview_tabs

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")

    def clean(self):
        """The opening sentence must be one of this testimony, and the testimony not that of another interview."""
        super().clean()
        if self.testimony_id and self.source_page_id is None:
            others = InterviewPage.objects.works().filter(testimony=self.testimony_id)
            if other := others.exclude(translation_key=self.translation_key).first():
                message = gettext("“%(page)s” presents this testimony already. One interview has one page.")
                raise ValidationError({"testimony": message % {"page": other.get_admin_display_title()}})
        if self.headline_passage_id and self.headline_passage.testimony_id != self.testimony_id:
            raise ValidationError({"headline_passage": gettext("This passage belongs to another testimony.")})

    def text_for_search(self) -> list[str]:
        """The released words, and nothing else."""
        return released_words(self)

    def get_context(self, request, *args, **kwargs):
        """Add ``reading``: all the page shows, as far as the policy releases it."""
        return {**super().get_context(request, *args, **kwargs), "reading": InterviewReading(self, request)}

    def serve(self, request, *args, **kwargs):
        """Answer 404 for what nobody may know of. What was withdrawn leaves a notice that no search engine keeps."""
        response = super().serve(request, *args, **kwargs)
        state = response.context_data["reading"].state
        if state == State.ABSENT.value:
            raise Http404
        if state == State.WITHDRAWN.value:
            response["X-Robots-Tag"] = "noindex, noarchive"
        # A page kept by a browser or on the way would outlive a withdrawal.
        response["Cache-Control"] = "no-store"
        return response


class InterviewTerm(TermRow):
    """A term attached to an interview: its focus areas and problems."""

    page = ParentalKey(InterviewPage, on_delete=models.CASCADE, related_name="term_rows")


class QuestionToYourself(WordRow):
    """A question the interview leaves the reader with."""

    page = ParentalKey(InterviewPage, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(_("question"), max_length=200)
