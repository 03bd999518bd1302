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
from browse.orders import TIME_WIDTH, TITLE_WIDTH, YEAR_WIDTH, Keys, Order, time_key, title_key, year_key
from browse.registry import ListingSpec, all_specs
from core import publication
from core.models import PublicationChange
from core.visibility import public

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
    if not PublicationChange.objects.filter(version=old.version).exists():
        # Never committed, of before a backup was put back, or so old that what came next is no longer known.
        return None
    changes = PublicationChange.objects.filter(version__gt=old.version, version__lte=version)
    works = list(changes.values_list("work_id", flat=True)[: PATCH_LIMIT + 1])
    if not works or len(works) > PATCH_LIMIT or None in works:
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
    pages = spec.model._default_manager.works()
    affected = old.live & touched
    # One query each: the database finds them by an index, while an "or" across tables makes it read everything.
    for path in {"pk", *(path for facet in spec.facets for path in facet.depends_on)}:
        found = pages.filter(**{f"{path}__in": list(touched)}).values_list("pk", flat=True)
        affected |= BitMap(found[: PATCH_LIMIT + 1])
    return affected


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
    #: The keys of each order, by its name.
    keys: dict[str, Keys]
    #: By language, the keys of translated titles.
    translated: dict[str, dict[int, bytes]]


def _read(spec: ListingSpec) -> ListingIndex:
    pages = _read_pages(spec, spec.model._default_manager.all())
    reading = Reading(pages.live, pages.columns, spec.term_model)
    orders = {name: Order.of(keys) for name, keys in pages.keys.items()}
    for language, titles in pages.translated.items():
        orders[f"title:{language}"] = Order.of(pages.keys["title"].replaced(titles))
    facets = {facet.name: facet.read(reading) for facet in spec.facets if not facet.derived}
    return ListingIndex(pages.live, pages.languages, facets, orders)


def _read_again(spec: ListingSpec, old: ListingIndex, touched: BitMap) -> ListingIndex:
    """The index with these works as they are now."""
    ids = list(touched)
    pages = _read_pages(spec, spec.model._default_manager.filter(Q(pk__in=ids) | Q(source_page__in=ids)))
    reading = Reading(pages.live, pages.columns, spec.term_model, only=touched)
    before = dict(old.orders)
    for language in pages.translated:
        before.setdefault(f"title:{language}", old.orders["title"])
    orders = {}
    for name, order in before.items():
        sort, _colon, language = name.partition(":")
        orders[name] = order.patched(touched, pages.keys[sort].replaced(pages.translated.get(language, {})))
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
        .order_by("pk")
        .annotate(published_=Cast("first_published_at", CharField()))
        .values_list(
            "pk", "source_page_id", "locale_id", "title", "published_", "start_year" if has_years else "pk", *names
        )
    )
    found = []
    at = 6
    for columns in groups:
        place = slice(at, at + len(columns)) if len(columns) > 1 else at
        found.append((place, defaultdict(lambda: array("I"))))
        at += len(columns)
    titles, times, years = Keys(TITLE_WIDTH), Keys(TIME_WIDTH), Keys(YEAR_WIDTH)
    in_language: dict[str, array] = defaultdict(lambda: array("I"))
    translated: dict[str, dict[int, bytes]] = defaultdict(dict)
    # Arrays and bytes, row by row: a hundred thousand Python objects would stay with the process as memory.
    for row in rows.iterator(chunk_size=2_000):
        pk, source, locale, title, published, year = row[:6]
        in_language[languages[locale]].append(source or pk)
        if source:
            translated[languages[locale]][source] = title_key(title)
            continue
        titles.add(pk, title_key(title))
        times.add(pk, time_key(published))
        if has_years:
            years.add(pk, year_key(year))
        for place, values in found:
            values[row[place]].append(pk)
    live = BitMap(titles.works)
    return _Pages(
        live=live,
        languages={language: both for language, ids in in_language.items() if (both := BitMap(ids) & live)},
        columns={
            columns: {value: BitMap(ids) for value, ids in values.items()}
            for columns, (_place, values) in zip(groups, found, strict=True)
        },
        keys={"title": titles, "newest": times} | ({"year": years} if has_years else {}),
        translated={
            language: {work: key for work, key in keys.items() if work in live} for language, keys in translated.items()
        },
    )
