"""Cities: the context that decides what travels."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField

from browse.pages import ListingPageMixin
from cities import panels
from cities.choices import CouncilControl, IncomeGroup, MayorType, WorkState
from cities.names import country_name
from cities.reading import CityReading
from cities.regions import FICTIONAL, region_name, region_slug
from core.models import BasePage, IndexPage, WordRow
from multimedia.models import Image
from sources.models import Source
from sources.notes import Notes
from taxonomy.models import TermRow
from testimony.models import InForceAtOnce


class Country(InForceAtOnce):
    """A country or territory. Its name in every language comes from CLDR, its region from UN M49."""

    code = models.CharField(_("ISO 3166 code"), max_length=2, primary_key=True)
    region = models.CharField(_("UN M49 region code"), max_length=3)
    subregion = models.CharField(_("UN M49 subregion code"), max_length=3)
    income_group = models.CharField(_("income group"), max_length=14, choices=IncomeGroup, default=IncomeGroup.UNKNOWN)
    income_year = models.PositiveSmallIntegerField(_("year of the classification"), null=True, blank=True)
    is_fictional = models.BooleanField(_("fictional"), default=False)
    fictional_name = models.CharField(_("name, if fictional"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self):
        return self.name

    def delete(self, *args, **kwargs):
        """Delete; the name stays with what is left in memory, for the message that says it is gone."""
        code = self.code
        result = super().delete(*args, **kwargs)
        self.code = code
        return result

    delete.alters_data = True

    @property
    def name(self) -> str:
        """The name in the reader's language; of a fictional country the one invented for it."""
        return self.fictional_name or country_name(self.code, get_language() or settings.LANGUAGE_CODE)

    @property
    def region_name(self) -> str:
        """The name of its subregion in the reader's language; of a fictional country, that it is one."""
        return gettext("Fictional cities") if self.is_fictional else region_name(self.subregion)

    @property
    def region_slug(self) -> str:
        """The short name of its region, as it stands in addresses."""
        return FICTIONAL if self.is_fictional else region_slug(self.subregion)


class CityIndexPage(ListingPageMixin, IndexPage):
    """The listing of cities."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["cities.CityPage"]
    listing_name = "cities"


class CityPage(BasePage):
    """A city: what an official elsewhere must know to judge whether a story could happen at home."""

    parent_page_types = ["cities.CityIndexPage"]
    subpage_types: list[str] = []

    name_local = models.CharField(
        _("name in its own language"), max_length=120, blank=True, help_text=_("Łódź, 서울, القاهرة.")
    )
    local_language = models.CharField(
        _("language of that name"), max_length=12, blank=True, help_text=_("A language code: pl, ko, ar.")
    )
    country = models.ForeignKey(Country, null=True, on_delete=models.PROTECT, verbose_name=_("country"))
    is_fictional = models.BooleanField(
        _("fictional"), default=False, help_text=_("An invented city. Every page that names it says so.")
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    photograph = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("photograph")
    )
    in_a_sentence = models.CharField(
        _("in a sentence"), max_length=200, help_text=_("Why this city is here, in one plain sentence.")
    )

    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    population_boundary = models.CharField(
        _("boundary"), max_length=120, blank=True, help_text=_("Which boundary the figure counts: city proper, region.")
    )
    population_source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("source")
    )

    government_form = models.CharField(_("form of government"), max_length=200, blank=True)
    mayor_type = models.CharField(_("head of the city"), max_length=20, choices=MayorType, default=MayorType.UNKNOWN)
    council = models.CharField(_("council"), max_length=200, blank=True, help_text=_("Size, term, how elected."))
    council_control = models.CharField(
        _("council control"), max_length=14, choices=CouncilControl, default=CouncilControl.UNKNOWN
    )
    budget = models.CharField(
        _("budget"), max_length=200, blank=True, help_text=_("With currency and year, and what the city raises itself.")
    )
    innovation_unit = models.CharField(
        _("innovation unit"), max_length=200, blank=True, help_text=_("Name, seat, year, staff.")
    )
    civil_society = models.TextField(
        _("civil society"), blank=True, help_text=_("Who is organised, and may they speak?")
    )
    local_research = models.TextField(
        _("local research"), blank=True, help_text=_("Bodies that study urban governance or innovation here.")
    )
    rules_of_the_game = RichTextField(
        _("rules of the game"),
        blank=True,
        features=["bold", "link", "ul", "evidence"],
        help_text=_("Who may propose, who decides, what binds it, who can stop it: law and habit."),
    )
    networks = models.CharField(
        _("networks"), max_length=300, blank=True, help_text=_("City networks it belongs to, separated by commas.")
    )
    work_state = models.CharField(
        _("the programme's work here"), max_length=14, choices=WorkState, default=WorkState.NONE
    )
    work_note = models.TextField(_("note on that work"), blank=True)

    edit_handler = panels.edit_handler

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [
            models.CheckConstraint(condition=Q(latitude__range=(-90, 90)), name="city_latitude_on_earth"),
            models.CheckConstraint(condition=Q(longitude__range=(-180, 180)), name="city_longitude_on_earth"),
        ]

    def get_context(self, request, *args, **kwargs):
        """The page with its reading and its notes."""
        context = super().get_context(request, *args, **kwargs)
        context["reading"] = CityReading(self, request)
        context["notes"] = Notes([self.rules_of_the_game], request)
        return context

    def text_for_search(self) -> list[str]:
        """Names, the sentence, the context."""
        return [
            self.title,
            self.name_local,
            self.in_a_sentence,
            self.civil_society,
            self.local_research,
            self.rules_of_the_game,
        ]


class CityTerm(TermRow):
    """A term attached to a city: its governance challenges."""

    page = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="term_rows")


class Mayor(WordRow):
    """Who led the city, and when."""

    page = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="mayors")
    name = models.CharField(_("name"), max_length=120)
    office = models.CharField(_("office"), max_length=120, blank=True, help_text=_("If not mayor: governor, head."))
    from_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("to"), null=True, blank=True)
    party = models.CharField(_("party"), max_length=120, blank=True)

    class Meta(WordRow.Meta):
        constraints = [models.CheckConstraint(condition=Q(to_year__gte=F("from_year")), name="mayor_years_in_order")]

    def clean(self):
        """Refuse years in the wrong order."""
        super().clean()
        if self.from_year and self.to_year and self.to_year < self.from_year:
            raise ValidationError({"to_year": gettext("The last year lies before the first.")})


class Indicator(WordRow):
    """One figure about a city, never without its year and source."""

    page = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="indicators")
    label = models.CharField(_("what it counts"), max_length=150)
    value = models.CharField(_("value"), max_length=60)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))


class CitySource(WordRow):
    """A source of the city page."""

    page = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="source_rows")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    note = models.CharField(_("what it supports"), max_length=300, blank=True)
