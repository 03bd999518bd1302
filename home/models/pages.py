"""Home, the focus areas, and the pages about the programme itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from casestudies.models import CaseStudyPage
from core.models import BasePage, WordRow
from home import panels
from home.blocks import TextBlock
from home.forms import MessageForm
from practices.models import PracticePage
from sources.notes import Notes
from taxonomy.models import FocusArea
from testimony.models import Passage


class HomePage(BasePage):
    """The front page: a problem first, then one story, then everything that leads on."""

    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 2

    lead_story = models.ForeignKey(
        CaseStudyPage, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("lead story")
    )
    lead_line = models.CharField(_("line under the lead story"), max_length=160, blank=True)
    door_official = models.CharField(_("first door, in a sentence"), max_length=160, blank=True)
    door_activist = models.CharField(_("second door, in a sentence"), max_length=160, blank=True)
    finding = models.CharField(
        _("finding across cases"), max_length=100, blank=True, help_text=_("How they got it through: one sentence.")
    )
    finding_text = models.TextField(
        _("what it rests on"), blank=True, help_text=_("Say how many cases, and the exception.")
    )
    moving_practice = models.ForeignKey(
        PracticePage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("idea on the move"),
        help_text=_("A practice with replications; they are shown in order of year."),
    )

    edit_handler = panels.home

    class Meta:
        verbose_name = _("home page")


class FindingCase(WordRow):
    """A case in the finding's ledger."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="finding_cases")
    case = models.ForeignKey(CaseStudyPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("story"))
    where_it_lived = models.CharField(_("where it lived"), max_length=120)


class EndedCase(Orderable):
    """A story of something that did not last."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="ended_cases")
    case = models.ForeignKey(CaseStudyPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("story"))


class HomeVoice(Orderable):
    """A passage heard on the front page; only while it is released."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="voices")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="+", verbose_name=_("passage"))


class FocusAreaPage(BasePage):
    """A focus area: its question in our words, an introduction, the answers of cities."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    focus_area = models.ForeignKey(
        FocusArea, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("focus area")
    )
    question = models.CharField(_("the question, as a headline"), max_length=90)
    introduction = models.TextField(_("introduction"))
    answers_short = models.CharField(
        _("the area in a line"), max_length=90, blank=True, help_text=_("For the square on the front page.")
    )

    edit_handler = panels.focus_area

    class Meta:
        verbose_name = _("focus area page")

    def text_for_search(self) -> list[str]:
        """Question and introduction."""
        return [self.title, self.question, self.introduction]


class TextPage(BasePage):
    """A page of plain text about the programme: method, consent, licence."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    standfirst = models.TextField(_("standfirst"), blank=True)
    body = StreamField(TextBlock(), verbose_name=_("text"))

    edit_handler = panels.text

    class Meta:
        verbose_name = _("text page")

    def get_context(self, request, *args, **kwargs):
        """The page with its links resolved."""
        context = super().get_context(request, *args, **kwargs)
        context["notes"] = Notes([block.value for block in self.body if block.block_type == "paragraph"], request)
        return context


class ContactPage(BasePage):
    """Contact and corrections: a form whose messages are kept for the editors."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    standfirst = models.TextField(_("standfirst"), blank=True)
    promise = RichTextField(_("what happens with a message"), blank=True, features=["bold", "link"])
    thanks = models.TextField(_("answer after sending"))

    edit_handler = panels.contact

    class Meta:
        verbose_name = _("contact page")

    def get_context(self, request, *args, form=None, **kwargs):
        """The page with its form, filled with what a link brought along."""
        context = super().get_context(request, *args, **kwargs)
        context["form"] = form or MessageForm(initial={"about": request.GET.get("about", "")[:300]})
        context["sent"] = "sent" in request.GET
        return context
