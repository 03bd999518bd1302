"""The listings of the site. Each content app registers its own in ``AppConfig.ready``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from browse.facets import Facet
from core.models import BasePage
from core.visibility import public


@dataclass(frozen=True)
class Sort:
    """An order that a listing offers."""

    name: str
    label: Any
    descending: bool = False


@dataclass(frozen=True, kw_only=True)
class ListingSpec:
    """What a listing holds and how readers narrow and order it."""

    name: str
    model: type[BasePage]
    term_model: type[Model]
    #: In the order in which they are shown.
    facets: tuple[Facet, ...]
    #: The first is the usual one. Names: newest, title, year (by the model's ``start_year``).
    sorts: tuple[Sort, ...]
    #: "1 story", "5 stories": a function of the number.
    counted: Callable[[int], str]
    #: The words of buttons and fields, each a translated string.
    nothing: Any
    words_label: Any
    show_label: Any
    #: Rows for `components/row.html` of the given works, in their order.
    rows: Callable[[Sequence[int], HttpRequest | None], list]
    #: Narrows the pages that may be listed at all, beyond being public.
    listed: Callable[[QuerySet], QuerySet] = field(default=lambda pages: pages)
    #: Template of one row; `browse/row.html` unless told.
    row_template: str = "browse/row.html"
    #: Template of what stands above the rows of the first page, such as a map; it gets ``listing``.
    overview_template: str = ""
    #: Style sheets that those two need beyond those of every listing.
    stylesheets: tuple[str, ...] = ()

    def public_works(self) -> QuerySet:
        """The source pages of the works that may be listed, asked of the database."""
        return self.listed(public(self.model._default_manager.works()))

    @cached_property
    def by_name(self) -> dict[str, Facet]:
        """The facets by their parameter."""
        return {facet.name: facet for facet in self.facets}

    @cached_property
    def facets_in_sentence(self) -> list[Facet]:
        """The facets in the order in which a sentence names them."""
        return sorted(self.facets, key=lambda facet: facet.place_in_sentence)

    def sort(self, name: str) -> Sort:
        """The order of that name, else the usual one."""
        return next((sort for sort in self.sorts if sort.name == name), self.sorts[0])


_specs: dict[str, ListingSpec] = {}


def register(spec: ListingSpec) -> None:
    """Add a listing."""
    _specs[spec.name] = spec


def spec_of(name: str) -> ListingSpec:
    """The listing of that name."""
    return _specs[name]


def all_specs() -> list[ListingSpec]:
    """Every listing, in the order of registration."""
    return list(_specs.values())
