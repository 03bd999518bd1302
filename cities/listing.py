"""The listing of cities."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from browse.registry import ListingSpec, Sort
from browse.rows import PAGE_FIELDS, Row, demonstration_mark, language_values, pages_of, row_images
from cities import places
from cities.facets import FACETS
from cities.models import CityPage, CityTerm

COLUMNS = (
    "in_a_sentence",
    "population",
    "population_year",
    "name_local",
    "local_language",
    "photograph",
    "is_fictional",
)


@dataclass(frozen=True, slots=True)
class CityExtra:
    """What only a row of cities shows."""

    sentence: str
    population: int | None
    population_year: int | None
    name_local: str
    local_language: str


def rows(works: Sequence[int], request: HttpRequest | None) -> list[Row]:
    """Rows of these cities, in their order."""
    known = places.current().cities
    pages = CityPage.objects.select_related("photograph").only(*PAGE_FIELDS, *COLUMNS)
    found = pages_of(works, pages, request, ("citypage",))
    images = row_images(page.photograph for page, _shown in found)
    return [_row(page, shown, known.get(page.pk), images.get(page.photograph_id)) for page, shown in found]


def _row(page: CityPage, shown, place: places.Place | None, image) -> Row:
    name = shown.page.title
    words = page if shown.page.pk == page.pk else shown.page.citypage
    local = page.name_local if page.name_local != name else ""
    return Row(
        work_id=page.pk,
        url=shown.url,
        headline=name,
        place=place.country.name if place and place.country else "",
        image=image,
        name_on_colour=name,
        demonstration=demonstration_mark(page, fictional=page.is_fictional),
        extra=CityExtra(words.in_a_sentence, page.population, page.population_year, local, page.local_language),
        **language_values(shown),
    )


def _counted(count: int) -> str:
    return ngettext("%(count)d city", "%(count)d cities", count) % {"count": count}


LISTING = ListingSpec(
    name="cities",
    model=CityPage,
    term_model=CityTerm,
    facets=FACETS,
    sorts=(Sort("title", _("By name")), Sort("newest", _("Newest first"), descending=True)),
    counted=_counted,
    nothing=_("No city yet"),
    words_label=_("Words in the cities"),
    show_label=_("Show the cities"),
    rows=rows,
    row_template="browse/city_row.html",
    overview_template="cities/listing_map.html",
    stylesheets=("components/world-map",),
)
