"""Facets: the ways to narrow a listing.

Inside a facet *any* of the values chosen, across facets *all*. A content app describes its facets in its ``facets.py``
and registers them with its listing (`browse.registry`); how to add one: docs/how-to/add-a-facet.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, Model, Q, QuerySet, TextField
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from taxonomy import catalogue
from taxonomy.choices import Vocabulary

#: The works that have each value of a facet.
Values = dict[str, BitMap]


class _IdList(Aggregate):
    """All ids of a group at once: a list on PostgreSQL, digits and commas on SQLite."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="ARRAY_AGG", **extra)


class Reading:
    """What the facets of one listing read from while the index is built or patched."""

    def __init__(self, live: BitMap, columns: dict[tuple[str, ...], dict], term_model: type[Model] | None, only=None):
        """``only``: the works to read, or None for all."""
        self.live = live
        self._columns = columns
        self._term_model = term_model
        self._only = only
        self._kept: dict[Any, Any] = {}

    def column(self, *names: str) -> dict[Any, BitMap]:
        """The works by the value of a column, or by the tuple of several; the facet must name them in ``columns``."""
        return self._columns[names]

    def related(self, rows: QuerySet, value: str, work: str) -> dict[Any, BitMap]:
        """The works (column ``work`` of rows) by the value of another column. One query, grouped in the database."""
        if self._only is not None:
            rows = rows.filter(**{f"{work}__in": list(self._only)})
        found = {}
        for key, ids in rows.order_by().values_list(value).annotate(ids_=_IdList(work)):
            works = BitMap(map(int, ids.split(",")) if isinstance(ids, str) else ids) & self.live
            if works:
                found[key] = works
        return found

    def once(self, key: Any, read: Callable[[], Any]) -> Any:
        """What ``read`` returns, shared by the facets of this listing."""
        if key not in self._kept:
            self._kept[key] = read()
        return self._kept[key]

    def terms(self, vocabulary: Vocabulary) -> Values:
        """The works by the slug of a term. One query serves all vocabularies."""
        by_term = self.once(
            "terms", lambda: self.related(self._term_model._default_manager.all(), "term_id", "page_id")
        )
        labels = catalogue.current().labels
        return {
            labels[term].slug: works
            for term, works in by_term.items()
            if term in labels and labels[term].vocabulary == vocabulary
        }


def united(groups: Iterable[tuple[str | None, BitMap]]) -> Values:
    """Join the works of pairs with the same value; a value of None is left out."""
    found: Values = {}
    for value, works in groups:
        if value is not None:
            found[value] = found[value] | works if value in found else works
    return found


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to narrow. Subclasses say where the works per value come from and what a value is called."""

    #: Its parameter in the address.
    name: str
    #: Its heading (translated).
    label: Any
    #: How it continues the sentence of a selection, around ``{values}``: "in {values}" (translated).
    phrase: Any
    #: Open from the start; the others stand under "More".
    primary: bool = False
    #: A sentence names the lower ones first: what it is about, then where, then the rest.
    place_in_sentence: int = 3
    #: Whether values start in lower case inside a sentence: "sharing information", but "South America".
    lower: bool = True

    #: Whether it follows from other listings of the same snapshot: then ``derive`` answers instead of ``read``.
    derived = False

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """Columns of the page's table that ``read`` asks for."""
        return ()

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Lookups from the listing's model to works of other listings whose change changes this facet."""
        return ()

    def read(self, reading: Reading) -> Values:
        """The works that have each value."""
        raise NotImplementedError

    def derive(self, listings: dict[str, Any]) -> Values:
        """The works that have each value, from the `ListingIndex` of each listing by name."""
        raise NotImplementedError

    def lookup(self, value: str) -> Q:
        """The pages with a value, asked of the database: what `check_browse_index` compares the index with."""
        raise NotImplementedError

    def known_values(self) -> Iterable[str]:
        """Every value there may be."""
        raise NotImplementedError

    def label_of(self, value: str) -> str | None:
        """What readers call a value, in their language; None if there is no such value."""
        raise NotImplementedError

    def focus_of(self, value: str) -> int | None:  # noqa: ARG002 - the general answer
        """The number of the focus area that a value is, to draw it with its square."""
        return None

    def arranged(self, counts: dict[str, int]) -> list[str]:
        """The values with a count, in the order in which they are offered: most works first."""
        return sorted(counts, key=lambda value: (-counts[value], value))


@dataclass(frozen=True, kw_only=True)
class TermFacet(Facet):
    """The terms of a vocabulary, attached by the listing's term rows."""

    vocabulary: Vocabulary

    def read(self, reading: Reading) -> Values:
        return reading.terms(self.vocabulary)

    def lookup(self, value: str) -> Q:
        return Q(term_rows__term__vocabulary=self.vocabulary, term_rows__term__slug=value)

    def known_values(self) -> Iterable[str]:
        return [label.slug for label in catalogue.current().all(self.vocabulary)]

    def label_of(self, value: str) -> str | None:
        label = catalogue.current().find(self.vocabulary, value)
        return label.name if label else None


@dataclass(frozen=True, kw_only=True)
class FocusFacet(TermFacet):
    """The three focus areas, always in their order, with their squares."""

    name: str = "focus"
    label: Any = _("Focus area")
    phrase: Any = _("on {values}")
    primary: bool = True
    place_in_sentence: int = 1
    vocabulary: Vocabulary = Vocabulary.FOCUS_AREA

    def focus_of(self, value: str) -> int | None:
        label = catalogue.current().find(self.vocabulary, value)
        return label.number if label else None

    def arranged(self, counts: dict[str, int]) -> list[str]:
        return sorted(counts, key=lambda value: self.focus_of(value) or 0)


@dataclass(frozen=True, kw_only=True)
class ProblemFacet(TermFacet):
    """The problems that readers start from, as plain sentences."""

    name: str = "problem"
    label: Any = _("Problem")
    phrase: Any = _("where {values}")
    primary: bool = True
    vocabulary: Vocabulary = Vocabulary.PROBLEM


@dataclass(frozen=True, kw_only=True)
class ListedFacet(Facet):
    """Values from a closed list, offered in its order. Address and label of each: pairs, as of ``TextChoices``."""

    choices: Any

    @cached_property
    def _labels(self) -> dict[str, Any]:
        return {str(value): label for value, label in getattr(self.choices, "choices", self.choices)}

    def known_values(self) -> Iterable[str]:
        return self._labels

    def label_of(self, value: str) -> str | None:
        label = self._labels.get(value)
        return None if label is None else str(label)

    def arranged(self, counts: dict[str, int]) -> list[str]:
        return [value for value in self._labels if value in counts]


@dataclass(frozen=True, kw_only=True)
class ChoiceFacet(ListedFacet):
    """A field of the page with choices."""

    field: str

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return ((self.field,),)

    def read(self, reading: Reading) -> Values:
        return {str(value): works for value, works in reading.column(self.field).items() if str(value) in self._labels}

    def lookup(self, value: str) -> Q:
        return Q(**{self.field: value})
