"""Names of cities and countries, kept in memory and true across processes.

Every row of every listing names a place. Cities are some hundreds, so each process keeps their names, remembers the
version they were read at and reads them again when it differs.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Locale

from cities.models import CityPage, Country
from cities.reading import position_of
from core import publication
from core.visibility import public

COLUMNS = (
    "pk",
    "source_page_id",
    "slug",
    "title",
    "locale_id",
    "country_id",
    "is_fictional",
    "latitude",
    "longitude",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A public city."""

    work_id: int
    slug: str
    #: By language code; "" is the source page. The same for the last parts of its addresses.
    names: dict[str, str]
    slugs: dict[str, str]
    country: Country | None
    is_fictional: bool
    #: Longitude and latitude; None where they are not documented, and of an invented city.
    position: tuple[float, float] | None

    @property
    def name(self) -> str:
        """The name in the reader's language, else as on the source page."""
        return self.names.get(get_language() or settings.LANGUAGE_CODE) or self.names[""]

    def address(self, listing_url: str) -> str:
        """The address of its page, below that of the listing of cities in the reader's language."""
        slug = self.slugs.get(get_language() or settings.LANGUAGE_CODE) or self.slugs[""]
        return f"{listing_url}{slug}/"

    @property
    def with_country(self) -> str:
        """ "Jakarta, Indonesia"."""
        return f"{self.name}, {self.country.name}" if self.country else self.name


class Places:
    """All public cities and all countries of one version. Never changes; replaced as a whole."""

    def __init__(self, version: int):
        self.version = version
        self.countries = {country.code.lower(): country for country in Country.objects.all()}
        rows = list(public(CityPage.objects.all()).order_by("pk").values_list(*COLUMNS, named=True))
        names: dict[int, dict[str, str]] = {}
        slugs: dict[int, dict[str, str]] = {}
        languages = dict(Locale.objects.values_list("pk", "language_code"))
        for row in rows:
            names.setdefault(row.source_page_id or row.pk, {})[languages[row.locale_id]] = row.title
            slugs.setdefault(row.source_page_id or row.pk, {})[languages[row.locale_id]] = row.slug
        self.cities: dict[int, Place] = {}
        self.by_slug: dict[str, Place] = {}
        for row in rows:
            if row.source_page_id is None:
                # Slugs are unique below one parent only; the eldest keeps the plain one.
                slug = f"{row.slug}-{row.pk}" if row.slug in self.by_slug else row.slug
                country = self.countries.get((row.country_id or "").lower())
                place = Place(
                    row.pk,
                    slug,
                    names[row.pk] | {"": row.title},
                    slugs[row.pk] | {"": row.slug},
                    country,
                    row.is_fictional,
                    position_of(row),
                )
                self.cities[row.pk] = self.by_slug[slug] = place
        self.regions = {country.region_slug: country for country in self.countries.values()}


_kept: Places | None = None


def current() -> Places:
    """The places of the version this request sees."""
    global _kept
    version = publication.current().version
    kept = _kept
    if kept is None or kept.version != version:
        kept = _kept = Places(version)
    return kept
