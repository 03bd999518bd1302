"""Interview pages: how a testimony is presented to readers, in words that are safe whatever consent says."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cities.models import CityPage
from core.models import BasePage, IndexPage, WordRow
from taxonomy.models import StakeholderGroup, TermRow
from testimony.models import Passage, Testimony


class Interviewee(models.Model):
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


class VoiceIndexPage(IndexPage):
    """The listing of interviews."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["interviews.InterviewPage"]


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

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")


class InterviewTerm(TermRow):
    """A term attached to an interview: its focus areas and problems."""

    page = ParentalKey(InterviewPage, on_delete=models.CASCADE, related_name="term_rows")


class QuestionToYourself(WordRow):
    """A question the interview leaves the reader with."""

    page = ParentalKey(InterviewPage, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(_("question"), max_length=200)
