"""Facets of cities, and those by place that every listing has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from browse.facets import ChoiceFacet, Facet, ListedFacet, Reading, TermFacet, Values, united
from browse.registry import spec_of
from cities import places
from cities.choices import BANDS, IncomeGroup, MayorType, population_band
from cities.models import CityPage, Country
from cities.places import Place
from core.visibility import public
from taxonomy.choices import Vocabulary


@dataclass(frozen=True, kw_only=True)
class PlaceFacet(Facet):
    """A facet that follows from the city of a work; the listing of cities itself has no ``city`` column."""

    value_of: Callable[[Place], str | None]
    #: The column with the city; empty where the works are the cities.
    city: str = "city_id"

    def lookup(self, value: str) -> Q:
        cities = public(CityPage.objects.works()).filter(self.lookup_city(value))
        return Q(**{f"{self.city or 'pk'}__in": cities.values("pk")})

    def lookup_city(self, value: str) -> Q:
        """The cities with a value."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return ((self.city or "pk",),)

    @property
    def depends_on(self) -> tuple[str, ...]:
        return (self.city.removesuffix("_id"),) if self.city else ()

    def read(self, reading: Reading) -> Values:
        cities = places.current().cities
        return united(
            (self.value_of(cities[city]), works)
            for city, works in reading.column(self.city or "pk").items()
            if city in cities
        )


@dataclass(frozen=True, kw_only=True)
class NamedByRegion(Facet):
    """A facet whose values are regions: UN M49 subregions; invented cities have a region of their own."""

    lower: bool = False

    def known_values(self) -> Iterable[str]:
        return places.current().regions

    def label_of(self, value: str) -> str | None:
        country = places.current().regions.get(value)
        return country.region_name if country else None


@dataclass(frozen=True, kw_only=True)
class RegionFacet(NamedByRegion, PlaceFacet):
    """The region of the city."""

    name: str = "region"
    label: Any = _("Region")
    phrase: Any = _("in {values}")
    primary: bool = True
    place_in_sentence: int = 2
    value_of: Callable[[Place], str | None] = lambda place: place.country and place.country.region_slug

    def lookup_city(self, value: str) -> Q:
        return Q(country__in=[country for country in Country.objects.all() if country.region_slug == value])


@dataclass(frozen=True, kw_only=True)
class CountryFacet(PlaceFacet):
    """Countries, by their ISO code."""

    name: str = "country"
    label: Any = _("Country")
    phrase: Any = _("in {values}")
    lower: bool = False
    place_in_sentence: int = 2
    value_of: Callable[[Place], str | None] = lambda place: place.country and place.country.code.lower()

    def lookup_city(self, value: str) -> Q:
        return Q(country=value.upper())

    def known_values(self) -> Iterable[str]:
        return places.current().countries

    def label_of(self, value: str) -> str | None:
        country = places.current().countries.get(value)
        return country.name if country else None


@dataclass(frozen=True, kw_only=True)
class CityFacet(PlaceFacet):
    """Cities, by the slug of their page."""

    name: str = "city"
    label: Any = _("City")
    phrase: Any = _("in {values}")
    lower: bool = False
    place_in_sentence: int = 2
    value_of: Callable[[Place], str | None] = lambda place: place.slug

    def lookup_city(self, value: str) -> Q:
        return Q(pk=places.current().by_slug[value].work_id)

    def known_values(self) -> Iterable[str]:
        return places.current().by_slug

    def label_of(self, value: str) -> str | None:
        place = places.current().by_slug.get(value)
        return place.name if place else None


@dataclass(frozen=True, kw_only=True)
class IncomeFacet(PlaceFacet, ListedFacet):
    """World Bank income groups of the city's country."""

    name: str = "income"
    label: Any = _("Income group")
    phrase: Any = _("in countries of {values}")
    place_in_sentence: int = 2
    choices: Any = IncomeGroup
    value_of: Callable[[Place], str | None] = lambda place: place.country and str(place.country.income_group)

    def lookup_city(self, value: str) -> Q:
        return Q(country__income_group=value)


@dataclass(frozen=True, kw_only=True)
class PopulationFacet(ListedFacet):
    """How many residents, in bands."""

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return (("population",),)

    def read(self, reading: Reading) -> Values:
        return united((population_band(value), works) for value, works in reading.column("population").items())

    def lookup(self, value: str) -> Q:
        if value == "unknown":
            return Q(population=None)
        bounds = {name: least for name, least, _label in BANDS}
        above = [least for least in bounds.values() if least > bounds[value]]
        return Q(population__gte=bounds[value]) & (Q(population__lt=min(above)) if above else Q())


@dataclass(frozen=True, kw_only=True)
class HoldsFacet(ListedFacet):
    """What the archive has from a city: read off the cities of the other listings, whose names are its values."""

    derived = True

    def derive(self, listings: dict[str, Any]) -> Values:
        by_slug = places.current().by_slug
        live = listings["cities"].live
        values = {}
        for name in self._labels:
            slugs = listings[name].facets["city"] if name in listings else ()
            works = BitMap(by_slug[slug].work_id for slug in slugs if slug in by_slug) & live
            if works:
                values[name] = works
        return values

    def lookup(self, value: str) -> Q:
        return Q(pk__in=spec_of(value).public_works().values("city_id"))


FACETS = (
    RegionFacet(city=""),
    CountryFacet(city=""),
    IncomeFacet(city=""),
    TermFacet(
        name="challenge",
        label=_("Hard to govern because of"),
        phrase=_("facing {values}"),
        vocabulary=Vocabulary.CHALLENGE,
        primary=True,
    ),
    PopulationFacet(
        name="population",
        label=_("Residents"),
        phrase=_("with {values}"),
        choices=(*((name, label) for name, _least, label in BANDS), ("unknown", _("Not documented"))),
        primary=True,
    ),
    ChoiceFacet(
        name="mayor",
        label=_("Head of the city"),
        phrase=_("head of the city: {values}"),
        field="mayor_type",
        choices=MayorType,
    ),
    HoldsFacet(
        name="holds",
        label=_("What there is from here"),
        phrase=_("with {values}"),
        choices=(("stories", _("Stories")), ("voices", _("Voices"))),
        primary=True,
    ),
)
