"""The browse index: which works have which values, as bitmaps in the memory of each process.

A snapshot never changes. It remembers the version of the public content it was built from; each request compares it
with the row in the database (`core.publication`) and patches or rebuilds before it answers, so no request sees less
than what was committed before it began. Why like this: docs/decisions/0004-browse-index.md.
"""

import logging
import threading
from array import array
from collections import defaultdict
from dataclasses import dataclass

from django.db import connections
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from pyroaring import BitMap
from wagtail.models import Locale

from browse.facets import Reading, Values
from browse.orders import TIME_WIDTH, TITLE_WIDTH, YEAR_WIDTH, Order, time_key, title_key, year_key
from browse.registry import ListingSpec, all_specs
from browse.visibility import public
from core import publication
from core.models import PublicationChange

logger = logging.getLogger(__name__)

#: With more works than this to look at, reading everything anew is quicker than patching.
PATCH_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class ListingIndex:
    """One listing: the works that are public, and who has which value."""

    live: BitMap
    #: By language code: the works that have a public page in it.
    languages: dict[str, BitMap]
    facets: dict[str, Values]
    #: By name of the sort; titles also by ``title:es``, where a language has translated titles.
    orders: dict[str, Order]

    def values(self, facet: str) -> Values:
        """The works per value of a facet."""
        return self.facets[facet]

    def values_of(self, facet: str, work: int) -> list[str]:
        """The values one work has."""
        return [value for value, works in self.facets[facet].items() if work in works]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index of one version of the public content."""

    version: int
    listings: dict[str, ListingIndex]

    def __getitem__(self, name: str) -> ListingIndex:
        return self.listings[name]


_kept: Snapshot | None = None
_lock = threading.Lock()


def current() -> Snapshot:
    """The snapshot of the version this request sees. Take it once and answer the whole request from it."""
    global _kept
    seen = publication.current().version
    kept = _kept
    if kept is not None and kept.version == seen:
        return kept
    # Whoever comes first reads; the others wait, because an older snapshot may show what was taken back.
    with _lock:
        kept = _kept
        if kept is not None and kept.version == seen:
            return kept
        # Another thread may have come further than this request: read the row again before going by it.
        version = publication.reread().version
        if kept is None or kept.version != version:
            kept = _kept = (kept and _patched(kept, version)) or build(version)
        return kept


def warm() -> None:
    """Build the index when a process starts, not in its first reader's request. Closes its connections."""
    try:
        current()
    except Exception:  # a site without a database yet must still start and say so itself
        logger.warning("The browse index is not built yet; the first request builds it.", exc_info=True)
    finally:
        connections.close_all()


def build(version: int) -> Snapshot:
    """Read everything. The version must have been read before: a change in between is then read twice, never lost."""
    listings = {spec.name: _read(spec) for spec in all_specs()}
    return Snapshot(version, _derived(listings))


def _patched(old: Snapshot, version: int) -> Snapshot | None:
    """The old snapshot brought up to date by reading what changed; None if only reading everything will do."""
    changes = PublicationChange.objects.filter(version__gt=old.version, version__lte=version)
    rows = list(changes.values_list("version", "work_id")[: PATCH_LIMIT + 1]) if version > old.version else []
    versions = {number for number, _work in rows}
    works = {work for _number, work in rows}
    if len(rows) > PATCH_LIMIT or None in works or len(versions) != version - old.version:
        return None
    touched = BitMap(works)
    listings = {}
    for spec in all_specs():
        affected = _affected(spec, old[spec.name], touched)
        if len(affected) > PATCH_LIMIT:
            return None
        listings[spec.name] = _read_again(spec, old[spec.name], affected) if affected else old[spec.name]
    return Snapshot(version, _derived(listings))


def _affected(spec: ListingSpec, old: ListingIndex, touched: BitMap) -> BitMap:
    """The works of this listing that must be read again."""
    ids = list(touched)
    known = old.live & touched
    pages = spec.model._default_manager.filter(source_page=None)
    wanted = Q(pk__in=ids)
    for path in {path for facet in spec.facets for path in facet.depends_on}:
        wanted |= Q(**{f"{path}__in": ids})
    return known | BitMap(pages.filter(wanted).values_list("pk", flat=True).distinct()[: PATCH_LIMIT + 1])


def _derived(listings: dict[str, ListingIndex]) -> dict[str, ListingIndex]:
    """Add what follows from several listings."""
    for spec in all_specs():
        for facet in spec.facets:
            if facet.derived:
                old, values = listings[spec.name], facet.derive(listings)
                listings[spec.name] = ListingIndex(
                    old.live, old.languages, old.facets | {facet.name: values}, old.orders
                )
    return listings


@dataclass
class _Pages:
    """What the table of pages says: one query, whatever the number of facets."""

    live: BitMap
    languages: dict[str, BitMap]
    columns: dict[tuple[str, ...], dict]
    titles: dict[str, dict[int, bytes]]
    times: dict[int, bytes]
    years: dict[int, bytes]


def _read(spec: ListingSpec) -> ListingIndex:
    pages = _read_pages(spec, spec.model._default_manager.all())
    reading = Reading(pages.live, pages.columns, spec.term_model)
    orders = {"newest": Order.of(pages.times, TIME_WIDTH)}
    own = pages.titles.pop("")
    orders["title"] = Order.of(own, TITLE_WIDTH)
    for language, titles in pages.titles.items():
        orders[f"title:{language}"] = Order.of(own | titles, TITLE_WIDTH)
    if pages.years:
        orders["year"] = Order.of(pages.years, YEAR_WIDTH)
    facets = {facet.name: facet.read(reading) for facet in spec.facets if not facet.derived}
    return ListingIndex(pages.live, pages.languages, facets, orders)


def _read_again(spec: ListingSpec, old: ListingIndex, touched: BitMap) -> ListingIndex:
    """The index with these works as they are now."""
    ids = list(touched)
    pages = _read_pages(spec, spec.model._default_manager.filter(Q(pk__in=ids) | Q(source_page__in=ids)))
    reading = Reading(pages.live, pages.columns, spec.term_model, only=touched)
    own = pages.titles.pop("")
    orders = {}
    for name, order in old.orders.items():
        if name == "newest":
            keys = pages.times
        elif name == "year":
            keys = pages.years
        else:
            keys = own | pages.titles.get(name.partition(":")[2], {})
        orders[name] = order.patched(touched, keys)
    for language, titles in pages.titles.items():
        if f"title:{language}" not in orders:
            orders[f"title:{language}"] = orders["title"].patched(BitMap(titles), titles)
    return ListingIndex(
        (old.live - touched) | pages.live,
        _patched_values(old.languages, pages.languages, touched),
        {
            facet.name: _patched_values(old.facets[facet.name], facet.read(reading), touched)
            for facet in spec.facets
            if not facet.derived
        },
        orders,
    )


def _patched_values(old: Values, fresh: Values, touched: BitMap) -> Values:
    patched = {}
    for value in old.keys() | fresh.keys():
        before, now = old.get(value), fresh.get(value)
        if before is not None and now is None and before.isdisjoint(touched):
            patched[value] = before
            continue
        works = (before - touched if before is not None else BitMap()) | (now if now is not None else BitMap())
        if works:
            patched[value] = works
    return patched


def _read_pages(spec: ListingSpec, pages: QuerySet) -> _Pages:
    groups = sorted({columns for facet in spec.facets for columns in facet.columns})
    names = [name for columns in groups for name in columns]
    has_years = any(sort.name == "year" for sort in spec.sorts)
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    rows = (
        spec.listed(public(pages))
        .order_by()
        .annotate(published_=Cast("first_published_at", CharField()))
        .values_list(
            "pk", "source_page_id", "locale_id", "title", "published_", "start_year" if has_years else "pk", *names
        )
    )
    works: array = array("I")
    in_language: dict[str, array] = defaultdict(lambda: array("I"))
    translated: dict[str, dict[int, bytes]] = defaultdict(dict)
    found: list[dict] = [defaultdict(lambda: array("I")) for _columns in groups]
    places = []
    at = 6
    for columns in groups:
        places.append(slice(at, at + len(columns)) if len(columns) > 1 else at)
        at += len(columns)
    titles, times, years = {}, {}, {}
    for row in rows.iterator(chunk_size=5_000):
        pk, source, locale, title = row[:4]
        language = languages[locale]
        in_language[language].append(source or pk)
        if source:
            translated[language][source] = title_key(title)
            continue
        works.append(pk)
        titles[pk], times[pk] = title_key(title), time_key(row[4])
        if has_years:
            years[pk] = year_key(row[5])
        for values, place in zip(found, places, strict=True):
            values[row[place]].append(pk)
    live = BitMap(works)
    return _Pages(
        live=live,
        languages={language: both for language, ids in in_language.items() if (both := BitMap(ids) & live)},
        columns={
            columns: {value: BitMap(ids) for value, ids in values.items()}
            for columns, values in zip(groups, found, strict=True)
        },
        titles={"": titles}
        | {
            language: {work: key for work, key in keys.items() if work in live} for language, keys in translated.items()
        },
        times=times,
        years=years,
    )
