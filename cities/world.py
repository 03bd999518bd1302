"""The world map of cities and the list beside it, drawn from what each process keeps in memory: it asks no query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities import places
from cities.places import Place
from cities.regions import CONTINENT_OF, FICTIONAL, REGIONS, region_name
from multimedia.maps.clusters import clustered
from multimedia.maps.labels import placed
from multimedia.maps.svg import number
from multimedia.maps.world import HEIGHT, WIDTH, on_paper, parallel

#: Half the side of the square of one city and of several, and the size of names, in units of the paper.
HALF, HALF_OF_MANY, NAME_SIZE = 8, 12, 16
#: Squares are at least so far apart that each can be touched alone on a sheet 800 pixels wide.
APART = 30
#: With more marks than this, names would hide the map: they then show on the mark that is pointed at.
NAMED = 60
#: How many cities a region of the list names before it says how many more there are.
NAMES_A_REGION = 8
PARALLELS = ((60, "60° N"), (30, "30° N"), (0, ""), (-30, "30° S"))


@dataclass(frozen=True, slots=True)
class City:
    """A city of the list: its name and address in the reader's language."""

    name: str
    url: str
    country: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A square on the map: one city, or several too close to each other. Numbers are text, as SVG wants them."""

    x: str
    y: str
    url: str
    #: What the link says: "Jakarta, Indonesia", or how many cities and which.
    title: str
    #: What stands beside it; empty for several cities.
    name: str = ""
    #: x, y and anchor of the name; None where there is no room until somebody points at the mark.
    label: tuple[str, str, str] | None = None
    #: The id of its line in the list of several cities, and those cities.
    near: str = ""
    cities: list[City] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Region:
    """A continent of the list, or the invented cities; without cities it is a gap."""

    name: str
    count: int
    url: str
    cities: list[City]
    #: How many are not named.
    more: int


class WorldMap:
    """One world map. ``works``: the cities shown; ``url``: the listing of cities in the reader's language."""

    width, height = WIDTH, HEIGHT

    def __init__(self, works: Iterable[int], url: str):
        self._url = url
        known = places.current().cities
        shown = [known[work] for work in works if work in known]
        #: In the order in which the list names them, which is that of the keyboard.
        self._places = sorted(shown, key=lambda place: (_continent_order(place), place.name.casefold(), place.work_id))

    def _city(self, place: Place) -> City:
        return City(place.name, place.address(self._url), place.country.name if place.country else "")

    @cached_property
    def marks(self) -> list[Mark]:
        """The squares, in the order of the list."""
        groups = clustered(
            (place for place in self._places if place.position), lambda place: on_paper(*place.position), APART
        )
        halves = [HALF if len(group) == 1 else HALF_OF_MANY for _point, group in groups]
        if len(groups) <= NAMED:
            names = ["" if len(group) > 1 else group[0].name for _point, group in groups]
            boxes = [(x, y, half, name) for ((x, y), _group), half, name in zip(groups, halves, names, strict=True)]
            labels = placed(boxes, NAME_SIZE, WIDTH, HEIGHT)
        else:
            labels = [None] * len(groups)
        marks = []
        for place, ((point, group), label) in enumerate(zip(groups, labels, strict=True), start=1):
            x, y = map(number, point)
            cities = [self._city(one) for one in group]
            if len(group) == 1:
                at = (number(label.x - point[0]), number(label.y - point[1]), label.anchor) if label else None
                marks.append(Mark(x, y, cities[0].url, group[0].with_country, cities[0].name, at))
            else:
                words = ngettext("%(count)d city: %(names)s", "%(count)d cities: %(names)s", len(group))
                title = words % {"count": len(group), "names": ", ".join(city.name for city in cities)}
                marks.append(Mark(x, y, f"#near-{place}", title, near=f"near-{place}", cities=cities))
        return marks

    @property
    def clusters(self) -> list[Mark]:
        """The squares that stand for several cities."""
        return [mark for mark in self.marks if mark.cities]

    @cached_property
    def lines(self) -> list[dict[str, str]]:
        """Some parallels, so that north and south can be told."""
        drawn = []
        for latitude, label in PARALLELS:
            y, start, end = parallel(latitude)
            values = {"y": number(y), "start": number(start), "end": number(end), "words_at": number(y - 5)}
            drawn.append(values | {"label": label or _("Equator"), "equator": not latitude})
        return drawn

    @cached_property
    def regions(self) -> list[Region]:
        """The continents, those with most cities first and those without any last; then the invented cities."""
        by_continent: dict[str, list[Place]] = {code: [] for code in REGIONS}
        for place in self._places:
            if (code := _continent(place)) is not None:
                by_continent.setdefault(code, []).append(place)
        invented = by_continent.pop(FICTIONAL, [])
        regions = [self._region(region_name(code), found) for code, found in by_continent.items()]
        regions.sort(key=lambda region: -region.count)
        return [*regions, *([self._region(_("Fictional cities"), invented)] if invented else [])]

    def _region(self, name: str, found: list[Place]) -> Region:
        slugs = dict.fromkeys(place.country.region_slug for place in found if place.country)
        query = "&".join(f"region={slug}" for slug in slugs)
        named = [self._city(place) for place in found[:NAMES_A_REGION]]
        return Region(name, len(found), f"{self._url}?{query}" if found else "", named, len(found) - len(named))

    @property
    def gaps(self) -> list[str]:
        """The continents no city is from."""
        return [region.name for region in self.regions if not region.count]

    @property
    def note(self) -> str:
        """What the map does not show, in sentences."""
        invented = sum(place.is_fictional for place in self._places)
        unknown = sum(place.position is None for place in self._places) - invented
        sentences = []
        if invented:
            sentences.append(
                ngettext(
                    "%(count)d city is invented and stands on no map.",
                    "%(count)d cities are invented and stand on no map.",
                    invented,
                )
                % {"count": invented}
            )
        if unknown:
            sentences.append(
                ngettext(
                    "The position of %(count)d city is not documented.",
                    "The positions of %(count)d cities are not documented.",
                    unknown,
                )
                % {"count": unknown}
            )
        return " ".join(sentences)


def _continent(place: Place) -> str | None:
    """The code of the continent of a city, FICTIONAL if it is invented, None if its country is not known."""
    if place.is_fictional or (place.country and place.country.is_fictional):
        return FICTIONAL
    return CONTINENT_OF.get(place.country.subregion) if place.country else None


_ORDER = {code: place for place, code in enumerate([*REGIONS, FICTIONAL, None])}


def _continent_order(place: Place) -> int:
    return _ORDER.get(_continent(place), len(_ORDER))
