"""Everything the page of a city shows of the city itself. What happened there is told by tags of upper rooms."""

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from cities.choices import CouncilControl, MayorType, population_band
from core.localised import listing_url, remember_versions
from core.rows import load_rows
from core.visibility import public
from multimedia.maps.world import centred
from sources.models import Source
from taxonomy.choices import Vocabulary
from taxonomy.reading import TermsReading

WORDS = ("mayors", "indicators", "source_rows")
RECORD = ("term_rows",)
#: How much nearer than on the map of the world a city is shown: with the shape of the land it belongs to.
NEARER = 3


class CityReading(TermsReading):
    """One reading of one city."""

    def __init__(self, page, request: HttpRequest | None):
        self.page, self.source, self.request = page, page.source, request
        load_rows(page, WORDS, record_from=self.source, record=RECORD)
        self._read_versions()
        rows = [*page.indicators.all(), *page.source_rows.all()]
        ids = {row.source_id for row in rows} | {self.source.population_source_id}
        self._sources = Source.objects.in_bulk(ids - {None})
        for row in rows:
            row.source = self._sources.get(row.source_id)

    def _read_versions(self) -> None:
        """Read the city in all its languages, and with it what its source page points at, in one query."""
        versions = public(Page.objects.filter(translation_key=self.page.translation_key))
        found = {page.pk: page for page in versions.select_related("citypage__country", "citypage__photograph")}
        remember_versions(self.page, found.values())
        if own := found.get(self.source.pk):
            # A preview may show another country or photograph than those that are published.
            for name in ("country", "photograph"):
                if getattr(own.citypage, f"{name}_id") == getattr(self.source, f"{name}_id"):
                    setattr(self.source, name, getattr(own.citypage, name))

    @property
    def name_size(self) -> str:
        """Which size the name takes: measured, a name of up to 9 letters fills the sheet."""
        length = len(self.page.title)
        return "" if length <= 9 else "city__name--mid" if length <= 29 else "city__name--long"

    @cached_property
    def cities_url(self) -> str:
        """The address of the listing of cities in the reader's language."""
        return listing_url(self.source, self.request)

    @property
    def land_around(self) -> str:
        """Where the drawing of land goes so that the city stands in the middle of it; empty if it stands on no map."""
        position = position_of(self.source)
        return centred(*position, NEARER) if position else ""

    @property
    def challenges(self) -> list[dict]:
        """The governance challenges, each linked to the cities that share it."""
        return [
            {"text": label.name, "url": f"{self.cities_url}?challenge={label.slug}"}
            for label in self.terms(Vocabulary.CHALLENGE)
        ]

    @cached_property
    def glance(self) -> list[dict]:
        """The lines of the ballot: label, value, year, the number of its source, and the cities that share it; blanks
        stay in."""
        page, source = self.page, self.source
        lines = [
            _line(
                _("Residents"),
                number_format(source.population, force_grouping=True) if source.population else "",
                source.population_year,
                self._sources.get(source.population_source_id),
                page.population_boundary,
                f"population={population_band(source.population)}",
            ),
            _line(
                _("Income group of the country"),
                source.country.get_income_group_display() if source.country and source.country.income_year else "",
                source.country and source.country.income_year,
                query=f"income={source.country.income_group}" if source.country else "",
            ),
            _line(_("Form of government"), page.government_form),
            _line(
                _("Head of the city"),
                "" if source.mayor_type == MayorType.UNKNOWN else str(source.get_mayor_type_display()),
                query=f"mayor={source.mayor_type}",
            ),
            *(
                _line(mayor.office or _("Mayor"), mayor.name, _span(mayor.from_year, mayor.to_year), None, mayor.party)
                for mayor in page.mayors.all()
            ),
            _line(_("Council"), page.council),
            _line(
                _("Council control"),
                "" if source.council_control == CouncilControl.UNKNOWN else str(source.get_council_control_display()),
            ),
            _line(_("Budget"), page.budget),
            _line(_("Innovation unit"), page.innovation_unit),
            *(
                _line(row.label, f"{row.value} {row.unit}".strip(), row.year, row.source)
                for row in page.indicators.all()
            ),
            _line(_("Civil society"), page.civil_society),
            _line(_("Local research"), page.local_research),
            _line(_("Networks"), page.networks),
        ]
        numbers = {row.source_id: number for number, row in enumerate(page.source_rows.all(), start=1)}
        for line in lines:
            line["url"] = f"{self.cities_url}?{line['query']}" if line["query"] else ""
            line["number"] = numbers.get(line["source"].pk) if line["source"] else None
        return lines

    @property
    def blanks(self) -> int:
        """How many lines of the glance are blank."""
        return sum(not line["value"] for line in self.glance)


def position_of(row) -> tuple[float, float] | None:
    """Longitude and latitude of a city, a page or a row of its columns; None if not documented, and if invented."""
    if row.is_fictional or row.latitude is None or row.longitude is None:
        return None
    longitude, latitude = float(row.longitude), float(row.latitude)
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _line(
    label: str, value: str, year: object = None, source: Source | None = None, note: str = "", query: str = ""
) -> dict:
    return {"label": label, "value": value, "year": year or "", "source": source, "note": note, "query": query}


def _span(start: int | None, end: int | None) -> str:
    return "–".join(str(year) if year else "" for year in (start, end)) if start or end else ""
