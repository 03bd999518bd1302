"""The answer of a listing: from a selection to works, counts and rows, without HTML.

One path for every format: ``selection -> Listing(works, counts) -> page of rows``. Counts are exact: those of a facet
apply what is chosen in the *other* facets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pyroaring import BitMap

from browse import index, text
from browse.facets import Facet
from browse.rows import Row
from browse.selection import Part, Selection

ROWS_A_PAGE = 20
#: A facet with more values than this shows the first few and folds the rest.
_ALL_SHOWN, _FIRST_SHOWN, _FOLDED = 8, 6, 12


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a facet offers."""

    value: str
    label: str
    count: int
    checked: bool
    focus: int | None


@dataclass(frozen=True, slots=True)
class OfferedFacet:
    """A facet as `components/facet.html` draws it."""

    name: str
    label: str
    options: list[Option]
    more: list[Option]
    #: Where all values are shown, when even the folded ones are not all.
    full_url: str


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another selection; ``count`` where it is known."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    focus: int | None = None


class _Works(Sequence):
    """The works found, as far as Django's paginator needs to know."""

    def __init__(self, listing: "Listing"):
        self._listing = listing

    def __len__(self) -> int:
        return self._listing.total

    def __getitem__(self, places):
        return self._listing.works(places.start, places.stop)


class Listing:
    """One answer, made from one snapshot."""

    def __init__(self, selection: Selection, url: str = "", request: HttpRequest | None = None, full: str = ""):
        """``url``: address of the listing without query; ``full``: the facet all of whose values are wanted."""
        self.spec = selection.spec
        self.selection = selection
        self.url = url
        self._request = request
        self._full = full
        self._snapshot = index.current()
        self.index = self._snapshot[self.spec.name]
        self._text = text.works_with(selection.text, self._snapshot.version) if selection.text else None

    # --- Works and counts

    @cached_property
    def _chosen(self) -> dict[str, BitMap]:
        """By facet, the works that have any of its chosen values."""
        return {
            name: BitMap().union(*(self.index.facets[name].get(value, BitMap()) for value in values))
            for name, values in self.selection.values.items()
        }

    def _all_but(self, name: str | None = None, *, with_text: bool = True) -> BitMap:
        """The works that fit all that is asked, except in one facet."""
        found = self.index.live
        for other, works in self._chosen.items():
            if other != name:
                found = found & works
        return found & self._text if with_text and self._text is not None else found

    @cached_property
    def found(self) -> BitMap:
        """The works that fit."""
        return self._all_but()

    @cached_property
    def total(self) -> int:
        """How many fit."""
        return len(self.found)

    def counts(self, facet: Facet) -> dict[str, int]:
        """How many works each value would give, given what is chosen in other facets. Zeros are left out."""
        others = self._all_but(facet.name) if facet.name in self._chosen else self.found
        if not others:
            return {}
        if len(others) == len(self.index.live):
            return {value: len(works) for value, works in self.index.facets[facet.name].items()}
        count = others.intersection_cardinality
        return {value: number for value, works in self.index.facets[facet.name].items() if (number := count(works))}

    def works(self, start: int, stop: int) -> list[int]:
        """The works from one place to another, in the order asked for."""
        sort = self.spec.sort(self.selection.sort)
        orders = self.index.orders
        order = orders.get(f"{sort.name}:{get_language()}") or orders[sort.name]
        return order.slice(self.found, start, min(stop, self.total), descending=sort.descending)

    # --- What the page shows

    @cached_property
    def page(self) -> Page:
        """The page asked for; raises ``EmptyPage`` past the end."""
        return Paginator(_Works(self), ROWS_A_PAGE).page(self.selection.page)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page, in the reader's language where there is a translation."""
        works = list(self.page.object_list)
        return self.spec.rows(works, self._request) if works else []

    @cached_property
    def sentence(self) -> list[Part]:
        """The selection in words, as headline."""
        return self.selection.sentence(self.total)

    @cached_property
    def title(self) -> str:
        """The sentence as plain text."""
        return "".join(part.text for part in self.sentence)

    @property
    def narrow_label(self) -> str:
        """What the folded form says on a phone."""
        number = self.total
        return ngettext("Narrow this %(number)d", "Narrow these %(number)d", number) % {"number": number}

    @cached_property
    def credits(self) -> list[str]:
        """Who made the photographs of the rows, each once."""
        return list(dict.fromkeys(row.credit for row in self.rows if row.credit))

    @property
    def is_long(self) -> bool:
        """Whether the headline needs the smaller size."""
        return len(self.title) > 80

    def address(self, selection: Selection) -> str:
        """Where another selection of this listing stands."""
        return f"{self.url}?{selection.query}" if selection.query else self.url

    @cached_property
    def chips(self) -> list[Link]:
        """What is chosen; each leads to the listing without it."""
        chips = [
            Link(
                facet.label_of(value) or value,
                self.address(self.selection.without(facet.name, value)),
                focus=facet.focus_of(value),
            )
            for facet, value in self.selection.chosen
        ]
        if self.selection.text:
            chips.append(Link(f"“{self.selection.text}”", self.address(self.selection.without_text())))
        return chips

    @property
    def clear_url(self) -> str:
        """The listing without any selection; empty when nothing is chosen."""
        return "" if self.selection.is_empty else self.address(self.selection.cleared())

    @property
    def base_query(self) -> str:
        """The canonical query without the page."""
        return self.selection.at_page(1).query

    @cached_property
    def sorts(self) -> list[Link]:
        """The orders offered."""
        now = self.spec.sort(self.selection.sort)
        return [
            Link(str(sort.label), self.address(self.selection.sorted_by(sort.name)), current=sort is now)
            for sort in self.spec.sorts
        ]

    @property
    def kept_fields(self) -> list[dict[str, str]]:
        """What the form must carry along unseen."""
        return [{"name": "sort", "value": self.selection.sort}] if self.selection.sort else []

    @cached_property
    def primary(self) -> list[OfferedFacet]:
        """The facets open from the start."""
        return [offered for facet in self.spec.facets if facet.primary and (offered := self._offered(facet))]

    @cached_property
    def rest(self) -> list[OfferedFacet]:
        """The facets under "More"."""
        return [offered for facet in self.spec.facets if not facet.primary and (offered := self._offered(facet))]

    @property
    def rest_open(self) -> bool:
        """Whether one of those under "More" is in use."""
        in_use = {*self.selection.values, self._full}
        return any(facet.name in in_use for facet in self.spec.facets if not facet.primary)

    def _offered(self, facet: Facet) -> OfferedFacet | None:
        counts = self.counts(facet)
        for value in self.selection.values.get(facet.name, ()):
            counts.setdefault(value, 0)
        if not counts:
            return None
        values = facet.arranged(counts)
        shown, more = values, []
        if len(values) > _ALL_SHOWN and self._full != facet.name:
            chosen = self.selection.values.get(facet.name, ())
            shown = [value for place, value in enumerate(values) if place < _FIRST_SHOWN or value in chosen]
            more = [value for value in values[_FIRST_SHOWN : _FIRST_SHOWN + _FOLDED] if value not in chosen]
        left_out = len(values) - len(shown) - len(more)
        full = f"{self.url}?{'&'.join(filter(None, (self.base_query, f'full={facet.name}')))}" if left_out else ""
        return OfferedFacet(
            facet.name,
            str(facet.label),
            [self._option(facet, value, counts[value]) for value in shown],
            [self._option(facet, value, counts[value]) for value in more],
            full,
        )

    def _option(self, facet: Facet, value: str, count: int) -> Option:
        return Option(
            value, facet.label_of(value) or value, count, self.selection.has(facet.name, value), facet.focus_of(value)
        )

    @cached_property
    def wider(self) -> list[Link]:
        """Ways to more works: one condition dropped each, where that helps; most works first."""
        ways = []
        for name, values in self.selection.values.items():
            left = self._all_but(name)
            for value in values:
                selection = self.selection.without(name, value)
                others = [self.index.facets[name].get(other, BitMap()) for other in selection.values.get(name, ())]
                count = len(left & BitMap().union(*others)) if others else len(left)
                ways.append((count, selection))
        if self.selection.text:
            ways.append((len(self._all_but(with_text=False)), self.selection.without_text()))
        ways = sorted((way for way in ways if way[0] > self.total), key=lambda way: -way[0])
        return [self._way(selection, count) for count, selection in ways[:5]]

    @cached_property
    def everything(self) -> Link:
        """The listing without any condition."""
        return self._way(self.selection.cleared(), len(self.index.live))

    @property
    def ways_out(self) -> list[Link]:
        """From an empty result: the nearest lists that are not, and the whole listing."""
        ways = self.wider
        if len(self.index.live) and self.everything not in ways:
            ways = [*ways, self.everything]
        return ways

    def _way(self, selection: Selection, count: int) -> Link:
        words = "".join(part.text for part in selection.sentence(count))
        label = _("All %(what)s") % {"what": words} if selection.is_empty and count > 1 else words
        return Link(label, self.address(selection), count)
