"""Facets of practices."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from browse.facets import ChoiceFacet, FocusFacet, ProblemFacet, Reading, Values, united
from cities import places
from cities.facets import NamedByRegion
from cities.models import Country
from practices.choices import CostBand, LegalInstrument, StaffBand, TimeBand
from practices.models import Replication


@dataclass(frozen=True, kw_only=True)
class ReuseRegionFacet(NamedByRegion):
    """The regions of the cities known to have reused a practice, whether they have a page or only a country."""

    name: str = "reused"
    label: Any = _("Reused in")
    phrase: Any = _("reused in {values}")
    primary: bool = True

    @property
    def depends_on(self) -> tuple[str, ...]:
        return ("replications__city",)

    def read(self, reading: Reading) -> Values:
        rows = Replication.objects.annotate(place=Coalesce(F("city__country_id"), F("country_id")))
        countries = places.current().countries
        return united(
            (countries[code.lower()].region_slug, works)
            for code, works in reading.related(rows, "place", "page_id").items()
            if code and code.lower() in countries
        )

    def lookup(self, value: str) -> Q:
        countries = [country for country in Country.objects.all() if country.region_slug == value]
        return Q(replications__city__country__in=countries) | Q(
            replications__city__country=None, replications__country__in=countries
        )


FACETS = (
    ProblemFacet(),
    ChoiceFacet(
        name="cost", label=_("Cost"), phrase=_("for {values}"), field="cost_band", choices=CostBand, primary=True
    ),
    ChoiceFacet(
        name="time",
        label=_("Time to first result"),
        phrase=_("with a first result in {values}"),
        field="time_band",
        choices=TimeBand,
        primary=True,
    ),
    ChoiceFacet(
        name="staff", label=_("Staff"), phrase=_("with {values}"), field="staff_band", choices=StaffBand, primary=True
    ),
    ChoiceFacet(
        name="law",
        label=_("Legal instrument"),
        phrase=_("by {values}"),
        field="legal_instrument",
        choices=LegalInstrument,
        primary=True,
    ),
    ReuseRegionFacet(),
    FocusFacet(primary=False),
)
