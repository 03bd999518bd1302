"""A reader's selection: which values, which words, which order, which page. A value that never changes.

Everything that can be asked of a listing has one address: parameters in alphabetical order, values sorted, nothing
that is not understood.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from browse import words
from browse.facets import Facet
from browse.registry import ListingSpec

#: A sentence names so many conditions and counts the rest.
CONDITIONS_NAMED = 3
#: The place in the sentence from which a condition stands after a comma.
_AFTER_A_COMMA = 3
#: Page numbers of more digits lie past every end.
_LAST_PAGE = 10**9


class UnknownParameter(ValueError):
    """A machine asked for something that does not exist; the message says what."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; a value chosen stands out."""

    text: str
    chosen: bool = False
    focus: int | None = None


@dataclass(frozen=True)
class Selection:
    """What a reader asked of one listing."""

    spec: ListingSpec
    #: Chosen values by facet, both sorted; facets without a value are absent.
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    #: Empty for the usual order.
    sort: str = ""
    page: int = 1

    @classmethod
    def parse(cls, spec: ListingSpec, query: QueryDict, *, strict: bool = False, ignored: Iterable[str] = ()):
        """Read a query string. What is not understood is dropped; with ``strict`` it raises `UnknownParameter`."""
        values = {}
        for name in sorted(spec.by_name.keys() & query.keys()):
            facet = spec.by_name[name]
            asked = set(query.getlist(name))
            known = {value for value in asked if facet.label_of(value) is not None}
            if strict and known != asked:
                raise UnknownParameter(f"{name}: {', '.join(sorted(asked - known))}")
            if known:
                values[name] = tuple(sorted(known))
        sort, page = query.get("sort", ""), query.get("page", "")
        if strict:
            unknown = query.keys() - spec.by_name.keys() - {"q", "sort", "page"} - set(ignored)
            if unknown:
                raise UnknownParameter(", ".join(sorted(unknown)))
            if sort and sort not in {known.name for known in spec.sorts}:
                raise UnknownParameter(f"sort: {sort}")
            if page and not _is_number(page):
                raise UnknownParameter(f"page: {page}")
            if len(query.get("q", "")) > words.LONGEST_QUERY:
                raise UnknownParameter(f"q: {words.LONGEST_QUERY}")
        return cls(
            spec,
            values,
            words.cleaned(query.get("q", "")),
            "" if spec.sort(sort) is spec.sorts[0] else sort,
            max(1, min(int(page[:10]), _LAST_PAGE)) if _is_number(page) else 1,
        )

    @property
    def query(self) -> str:
        """The canonical query string, without the question mark; empty for the listing as it opens."""
        return urlencode(self.parameters, doseq=True)

    @property
    def parameters(self) -> list[tuple[str, str | tuple[str, ...]]]:
        """Names and values of the canonical query."""
        pairs: list[tuple[str, str | tuple[str, ...]]] = sorted(self.values.items())
        if self.text:
            pairs.append(("q", self.text))
        if self.sort:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the listing."""
        return not self.values and not self.text

    @property
    def indexable(self) -> bool:
        """Whether a search engine should keep the page: the listing as it opens, or with one single value."""
        chosen = sum(len(values) for values in self.values.values())
        return chosen <= 1 and not self.text and not self.sort and self.page == 1

    @property
    def chosen(self) -> list[tuple[Facet, str]]:
        """Each value chosen, facet by facet as the listing shows them."""
        return [(facet, value) for facet in self.spec.facets for value in self.values.get(facet.name, ())]

    def has(self, facet: str, value: str) -> bool:
        """Whether the value is chosen."""
        return value in self.values.get(facet, ())

    def without(self, facet: str, value: str | None = None) -> "Selection":
        """Without one value, or without all of a facet, from the first page on."""
        left = tuple(other for other in self.values.get(facet, ()) if value is not None and other != value)
        values = {name: chosen for name, chosen in (self.values | {facet: left}).items() if chosen}
        return replace(self, values=values, page=1)

    def narrowed(self, facet: str, values: Iterable[str]) -> "Selection":
        """With these values of a facet in place of what is chosen of it, from the first page on."""
        return replace(self, values={**self.values, facet: tuple(sorted(values))}, page=1)

    def without_text(self) -> "Selection":
        """Whatever the words."""
        return replace(self, text="", page=1)

    def sorted_by(self, sort: str) -> "Selection":
        """In another order, from the first page on."""
        return replace(self, sort="" if self.spec.sort(sort) is self.spec.sorts[0] else sort, page=1)

    def at_page(self, page: int) -> "Selection":
        """Another page of the same."""
        return replace(self, page=page)

    def cleared(self) -> "Selection":
        """Nothing chosen; the order stays."""
        return Selection(self.spec, sort=self.sort)

    def sentence(self, count: int) -> list[Part]:
        """The selection in words: "3 stories on *sharing information* in *South America*"."""
        parts = [Part(self.spec.counted(count) if count else str(self.spec.nothing))]
        conditions = [
            (facet, [(facet, value) for value in self.values[facet.name]])
            for facet in self.spec.facets_in_sentence
            if facet.name in self.values
        ]
        left = len(conditions) + bool(self.text) - CONDITIONS_NAMED
        if left > 0:
            # "And 1 more" is longer than what it stands for only in a sentence that is too long already.
            conditions = conditions[: CONDITIONS_NAMED - bool(self.text)]
        last = 0
        for facet, values in conditions:
            before, _values, after = str(facet.phrase).partition("{values}")
            # "5 stories on open data in South America, where …": what and where need no comma, a colon always does.
            flows = ":" not in before and (len(parts) == 1 or last < facet.place_in_sentence < _AFTER_A_COMMA)
            last = facet.place_in_sentence
            parts.append(Part((" " if flows else ", ") + before))
            parts += _either(values)
            if after:
                parts.append(Part(after))
        if self.text:
            before, _text, after = _("with the words “{text}”").partition("{text}")
            parts += [Part((", " if self.values else " ") + before), Part(self.text, chosen=True), Part(after)]
        if left > 0:
            parts.append(
                Part(
                    ", "
                    + ngettext("and %(count)d more condition", "and %(count)d more conditions", left) % {"count": left}
                )
            )
        return parts


def _either(values: list[tuple[Facet, str]]) -> list[Part]:
    """The values of one facet, joined by "or"; past three, the rest is counted."""
    named, rest = values[:3], len(values) - 3
    parts = []
    for number, (facet, value) in enumerate(named):
        if number:
            last = number == len(named) - 1 and rest <= 0
            parts.append(Part(_(" or ") if last else ", "))
        parts.append(Part(inside(facet, value), chosen=True, focus=facet.focus_of(value)))
    if rest > 0:
        parts.append(Part(ngettext(" or %(count)d other", " or %(count)d others", rest) % {"count": rest}))
    return parts


def inside(facet: Facet, value: str) -> str:
    """A label as it stands inside a sentence; abbreviations keep their capitals."""
    label = facet.label_of(value) or value
    return label[:1].lower() + label[1:] if facet.lower and not label[1:2].isupper() else label


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
