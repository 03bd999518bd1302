"""Practices: what travels from one city to another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField

from browse.pages import ListingPageMixin
from cities.models import CityPage, Country
from core.blocks import PROSE
from core.choices import EvidenceLevel
from core.models import BasePage, IndexPage, WordRow
from core.validators import MaxWords
from multimedia.choices import Licence
from practices import panels
from practices.choices import CostBand, Fidelity, LegalInstrument, StaffBand, TimeBand
from practices.reading import PracticeReading
from sources.models import Source
from sources.notes import Notes
from taxonomy.models import TermRow


class PracticeIndexPage(ListingPageMixin, IndexPage):
    """The listing of practices."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.PracticePage"]
    listing_name = "practices"


class PracticePage(BasePage):
    """What must stay, what may change, what it needs, how to get it approved and how to ask for it."""

    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []

    problem_solved = models.CharField(
        _("problem solved"), max_length=240, help_text=_("One plain sentence: for whom, against what.")
    )
    in_one_minute = models.TextField(
        _("in one minute"),
        validators=[MaxWords(150)],
        help_text=_("At most 150 words. What one does, and why it works."),
    )
    evidence_level = models.SmallIntegerField(_("evidence"), choices=EvidenceLevel, default=EvidenceLevel.UNKNOWN)

    cost_band = models.CharField(_("cost"), max_length=12, choices=CostBand, default=CostBand.UNKNOWN)
    cost_note = models.CharField(_("money, in words"), max_length=300, blank=True)
    staff_band = models.CharField(_("staff"), max_length=12, choices=StaffBand, default=StaffBand.UNKNOWN)
    staff_note = models.CharField(_("staff, in words"), max_length=300, blank=True)
    time_band = models.CharField(_("time to first result"), max_length=16, choices=TimeBand, default=TimeBand.UNKNOWN)
    time_note = models.CharField(_("time, in words"), max_length=300, blank=True)
    legal_instrument = models.CharField(
        _("legal instrument"), max_length=20, choices=LegalInstrument, default=LegalInstrument.UNKNOWN
    )
    law_note = models.CharField(_("law, in words"), max_length=300, blank=True)
    data_note = models.CharField(_("data and technology"), max_length=300, blank=True)
    trust_note = models.CharField(_("trust and safety"), max_length=300, blank=True)

    steps_note = models.CharField(
        _("where the steps come from"),
        max_length=300,
        blank=True,
        help_text=_("Which steps are documented, and which are the editors' guidance."),
    )
    first_90_days = RichTextField(_("the first 90 days"), blank=True, features=PROSE)
    pitfalls = RichTextField(_("what went wrong elsewhere"), blank=True, features=PROSE)
    indicators = RichTextField(_("how to see that it works"), blank=True, features=PROSE)

    for_officials = RichTextField(
        _("to get it approved"),
        blank=True,
        features=PROSE,
        help_text=_("Arguments for those who decide, and objections."),
    )
    for_activists = RichTextField(
        _("to ask for it"), blank=True, features=PROSE, help_text=_("What to ask, of whom, and what to refuse.")
    )
    is_it_safe = RichTextField(
        _("is it safe to ask?"), blank=True, features=PROSE, help_text=_("What happened to those who did.")
    )

    edit_handler = panels.edit_handler

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def get_context(self, request, *args, **kwargs):
        """The page with its reading and its notes."""
        context = super().get_context(request, *args, **kwargs)
        context["reading"] = PracticeReading(self, request)
        context["notes"] = Notes(
            [
                self.first_90_days,
                self.pitfalls,
                self.indicators,
                self.for_officials,
                self.for_activists,
                self.is_it_safe,
            ],
            request,
        )
        return context

    def text_for_search(self) -> list[str]:
        """Title, problem, the minute and all that is said at length."""
        return [
            self.title,
            self.problem_solved,
            self.in_one_minute,
            *(row.text for row in self.components.all()),
            *(f"{row.action} {row.text}" for row in self.steps.all()),
            self.first_90_days,
            self.pitfalls,
            self.for_officials,
            self.for_activists,
            self.is_it_safe,
        ]


class PracticeTerm(TermRow):
    """A term attached to a practice: focus areas, problems, mechanisms, success factors."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="term_rows")


class KeyNumber(WordRow):
    """A number that carries the practice: 80% of a panel binds the city."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="key_numbers")
    number = models.CharField(_("number"), max_length=12)
    meaning = models.CharField(_("what it means"), max_length=120)


class Component(WordRow):
    """Something that must stay, or may change."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="components")
    must_stay = models.BooleanField(_("must stay"), default=True)
    text = models.CharField(_("text"), max_length=240)


class Step(WordRow):
    """A step, who leads it, and who can stop it."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(_("step"), max_length=80)
    text = models.TextField(_("what is done"), blank=True)
    who_leads = models.CharField(_("who leads"), max_length=120, blank=True)
    duration = models.CharField(_("how long"), max_length=60, blank=True)
    who_can_stop_it = models.CharField(_("who can stop it"), max_length=160, blank=True)
    tip = models.CharField(_("tip"), max_length=240, blank=True)


class Replication(WordRow):
    """A city known to have reused the practice."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="replications")
    city = models.ForeignKey(
        CityPage,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("city, if it has a page"),
    )
    city_name = models.CharField(_("city, if it has none"), max_length=120, blank=True)
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("country")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    taken_from = models.CharField(
        _("taken from"), max_length=120, blank=True, help_text=_("The city it was taken from; empty if not known.")
    )
    fidelity = models.CharField(_("how much of it"), max_length=10, choices=Fidelity, default=Fidelity.UNKNOWN)
    what_changed = models.CharField(_("what changed on the way"), max_length=300, blank=True)
    result = models.CharField(_("what came of it"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    def clean(self):
        """A replication names its city in one of the two ways."""
        super().clean()
        if not self.city_id and not self.city_name:
            raise ValidationError({"city_name": gettext("Choose a city or write its name.")})


class Tool(WordRow):
    """Code, a template, a law text: something a reader can take along."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="tools")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.UNKNOWN)
    checked_on = models.DateField(_("link checked on"), null=True, blank=True)


class PracticeSource(WordRow):
    """A source of the practice page."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="source_rows")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    note = models.CharField(_("what it supports"), max_length=300, blank=True)
