"""The world map of cities and the list beside it, drawn from what each process keeps in memory: it asks no query."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from statistics import fmean
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from browse.selection import Selection
from cities import places
from cities.places import Place
from cities.regions import CONTINENT_OF, FICTIONAL, REGIONS, region_name
from multimedia.maps.clusters import clustered
from multimedia.maps.labels import placed
from multimedia.maps.svg import number
from multimedia.maps.world import HEIGHT, WIDTH, Part, on_paper, parallel

#: Half the side of the square of one city and of several, and the size of names, in units of the paper.
HALF, HALF_OF_MANY, NAME_SIZE = 8, 12, 16
#: Squares are at least so far apart that each can be touched alone on a sheet 800 pixels wide, and that none covers
#: another on a phone, where they are drawn larger.
APART = 36
#: With more marks than this, names would hide the map: they then show on the mark that is pointed at.
NAMED = 60
#: So many cities that share a square are named under the map; more are gathered in the squares of their regions.
LISTED = 24
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
    """A square on the map: a city, or several too close to each other. Numbers are text, as SVG wants them."""

    x: str
    y: str
    url: str
    #: What the link says: "Jakarta, Indonesia"; how many cities and which, or where.
    title: str
    #: What stands beside it; empty for several cities that are no region.
    name: str = ""
    #: x, y and anchor of the name; None where there is no room until somebody points at the mark.
    label: tuple[str, str, str] | None = None
    #: How many cities it stands for.
    count: int = 1
    #: Several cities, where they are named under the map, and the id of their line there.
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


Groups = list[tuple[tuple[float, float], list[Place]]]


class WorldMap:
    """One world map.

    ``works``: the cities shown; ``url``: the listing of cities in the reader's language; ``selection``: what the reader
    chose of it. With a selection the map shows the part of the world where the cities are.
    """

    width, height = WIDTH, HEIGHT

    def __init__(self, works: Iterable[int], url: str, selection: Selection | None = None):
        self._url, self._selection = url, selection
        known = places.current().cities
        shown = [known[work] for work in works if work in known]
        #: In the order in which the list names them, which is that of the keyboard.
        self._places = sorted(shown, key=lambda place: (_continent_order(place), place.name.casefold(), place.work_id))

    def _city(self, place: Place) -> City:
        return City(place.name, place.address(self._url), place.country.name if place.country else "")

    def _of_regions(self, slugs: Iterable[str]) -> str:
        """The address of what is chosen, in these regions alone."""
        slugs = sorted(slugs)
        query = (
            self._selection.narrowed("region", slugs).query
            if self._selection
            else urlencode({"region": slugs}, doseq=True)
        )
        return f"{self._url}?{query}"

    @cached_property
    def _on_world(self) -> dict[int, tuple[float, float]]:
        """Where each city stands on the paper of the whole world."""
        return {place.work_id: on_paper(*place.position) for place in self._found}

    @cached_property
    def part(self) -> Part:
        """The part of the world that is shown."""
        return Part.around(list(self._on_world.values())) if self._selection and self._on_world else Part()

    def _at(self, place: Place) -> tuple[float, float]:
        x, y = self.part.enlarged(*self._on_world[place.work_id])
        # A city at the edge stands far enough inside to be seen.
        return (
            min(max(x, HALF_OF_MANY), WIDTH - HALF_OF_MANY),
            min(max(y, HALF_OF_MANY), HEIGHT - HALF_OF_MANY),
        )

    @cached_property
    def _found(self) -> list[Place]:
        return [place for place in self._places if place.position]

    @cached_property
    def _grouped(self) -> tuple[Groups, set[str]]:
        """The cities of each square and where it stands; and the regions whose cities share one, as there are many."""
        gathered: set[str] = set()
        groups = clustered(self._found, self._at, APART)
        shared = [place for _point, group in groups if len(group) > 1 for place in group]
        if len(shared) <= LISTED or len(set(map(_region_of, self._found))) == 1:
            return groups, gathered
        # The square of a region may come too close to other cities: their regions then share it.
        while not gathered.issuperset(crowded := set(map(_region_of, shared)) - {""}):
            gathered |= crowded
            items: dict[str | int, list[Place]] = {}
            for place in self._found:
                region = _region_of(place)
                items.setdefault(region if region in gathered else place.work_id, []).append(place)
            joined = clustered(items.values(), self._middle, APART)
            groups = [(point, [place for item in group for place in item]) for point, group in joined]
            shared = [place for _point, group in groups if len(group) > 1 for place in group]
        return groups, gathered

    def _middle(self, group: list[Place]) -> tuple[float, float]:
        """Where the city stands that is nearest to the middle of a group."""
        points = [self._at(place) for place in group]
        x, y = fmean(x for x, _y in points), fmean(y for _x, y in points)
        return min(points, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)

    @cached_property
    def marks(self) -> list[Mark]:
        """The squares, in the order of the list."""
        named = len(self._grouped[0]) <= NAMED
        marks = [self._mark(place, *group) for place, group in enumerate(self._grouped[0], start=1)]
        boxes = [
            (*point, HALF if mark.count == 1 else HALF_OF_MANY, mark.name)
            for mark, (point, _group) in zip(marks, self._grouped[0], strict=True)
        ]
        labels = placed(boxes, NAME_SIZE, WIDTH, HEIGHT) if named else [None] * len(marks)
        return [
            replace(mark, label=(number(label.x - x), number(label.y - y), label.anchor)) if label else mark
            for mark, label, (x, y, _half, _name) in zip(marks, labels, boxes, strict=True)
        ]

    def _mark(self, place: int, point: tuple[float, float], group: list[Place]) -> Mark:
        x, y = map(number, point)
        if len(group) == 1:
            city = self._city(group[0])
            return Mark(x, y, city.url, group[0].with_country, city.name)
        regions = {_region_of(one): one.country for one in group if one.country}
        if self._grouped[1] and regions:
            names = [country.region_name for country in regions.values()]
            words = ngettext("%(count)d city in %(regions)s", "%(count)d cities in %(regions)s", len(group))
            title = words % {"count": len(group), "regions": ", ".join(names)}
            name = names[0] if len(names) == 1 else ""
            return Mark(x, y, self._of_regions(regions), title, name, count=len(group))
        cities = [self._city(one) for one in group]
        words = ngettext("%(count)d city: %(names)s", "%(count)d cities: %(names)s", len(group))
        title = words % {"count": len(group), "names": ", ".join(city.name for city in cities)}
        return Mark(x, y, f"#near-{place}", title, count=len(group), near=f"near-{place}", cities=cities)

    @property
    def dots(self) -> str:
        """The cities of regions that share a square, as a path of points; empty where none do."""
        groups, gathered = self._grouped
        points = [self._at(place) for _point, group in groups if len(group) > 1 for place in group]
        return "".join(f"M{x:.0f} {y:.0f}h0" for x, y in points) if gathered else ""

    @property
    def clusters(self) -> list[Mark]:
        """The squares whose cities are named under the map."""
        return [mark for mark in self.marks if mark.near]

    @cached_property
    def lines(self) -> list[dict[str, str]]:
        """Some parallels, so that north and south can be told."""
        drawn = []
        for latitude, label in PARALLELS:
            height, *ends = parallel(latitude)
            (start, y), (end, _y) = (self.part.enlarged(x, height) for x in ends)
            start, end = max(0, start), min(WIDTH, end)
            if not 20 < y < HEIGHT:
                continue
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
        named = [self._city(place) for place in found[:NAMES_A_REGION]]
        return Region(name, len(found), self._of_regions(slugs) if found else "", named, len(found) - len(named))

    @property
    def gaps(self) -> list[str]:
        """The continents no city is from; none where the reader chose the regions."""
        if self._selection and "region" in self._selection.values:
            return []
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


def _region_of(place: Place) -> str:
    """The slug of the region of a city; empty if its country is not known."""
    return place.country.region_slug if place.country else ""


def _continent(place: Place) -> str | None:
    """The code of the continent of a city, FICTIONAL if it is invented, None if its country is not known."""
    if place.is_fictional or (place.country and place.country.is_fictional):
        return FICTIONAL
    return CONTINENT_OF.get(place.country.subregion) if place.country else None


_ORDER = {code: place for place, code in enumerate([*REGIONS, FICTIONAL, None])}


def _continent_order(place: Place) -> int:
    return _ORDER.get(_continent(place), len(_ORDER))
