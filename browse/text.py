"""The text search: one row of levelled words per work, and the works that hold what a reader typed, as one bitmap.

FTS5 with the work's id as rowid on SQLite, a tsvector with a GIN index on PostgreSQL (`browse/migrations`). Rows are
written in the transaction of the change they follow. They hold released text only; who may see the work is not asked
here but by the index, with whose bitmap of public works every answer is joined.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection, models
from pyroaring import BitMap
from wagtail.models import Locale

from browse import words
from browse.registry import ListingSpec, all_specs
from core.models import BasePage
from core.visibility import public

_CHUNK = 500


def works_with(query: str, version: int) -> BitMap | None:
    """The works whose text holds all of the query; None if the query holds nothing to look for.

    ``version`` is that of the snapshot the answer is joined with: a remembered answer is used for that version only.
    """
    terms = words.terms(query)
    return _found(terms, version) if terms else None


@lru_cache(maxsize=64)
def _found(terms: tuple[words.Term, ...], version: int) -> BitMap:  # noqa: ARG001 - part of the key
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT rowid FROM browse_text WHERE browse_text MATCH %s", [_fts5(terms)])
        else:
            cursor.execute("SELECT work_id FROM browse_text WHERE words @@ %s::tsquery", [_tsquery(terms)])
        return BitMap(row[0] for row in cursor)


def _fts5(terms: tuple[words.Term, ...]) -> str:
    """The query of SQLite. Words hold letters and digits only, so that quoting them is enough."""
    return " AND ".join("(" + " OR ".join(f'"{" ".join(way)}"' for way in term) + ")" for term in terms)


def _tsquery(terms: tuple[words.Term, ...]) -> str:
    """The query of PostgreSQL, written out, so that its own parser of words stays out of it."""
    return " & ".join(
        "(" + " | ".join("(" + " <-> ".join(f"'{word}'" for word in way) + ")" for way in term) + ")" for term in terms
    )


def write(texts: dict[int, list[str]]) -> None:
    """Replace the words of works; a work without words has no row."""
    delete(texts)
    rows = [(work, found[: words.MOST_WORDS]) for work, found in texts.items() if found]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO browse_text (rowid, words) VALUES (%s, %s)",
                [(work, " ".join(found)) for work, found in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO browse_text (work_id, words) VALUES (%s, %s::tsvector)",
                [(work, _tsvector(found)) for work, found in rows],
            )


def _tsvector(found: list[str]) -> str:
    places = defaultdict(list)
    for place, word in enumerate(found, start=1):
        places[word].append(str(place))
    return " ".join(f"'{word}':{','.join(numbers)}" for word, numbers in places.items())


def delete(works: Iterable[int]) -> None:
    """Remove the words of works."""
    by = {"sqlite": "rowid", "postgresql": "work_id"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM browse_text WHERE {by} = %s", [(work,) for work in works])  # noqa: S608


def known_works() -> BitMap:
    """The works that have a row."""
    by = {"sqlite": "rowid", "postgresql": "work_id"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {by} FROM browse_text")  # noqa: S608
        return BitMap(row[0] for row in cursor)


def project(spec: ListingSpec, works: Iterable[int]) -> None:
    """Write anew the words of these works of a listing, in all languages; of those that are not public, none."""
    works = list(works)
    languages = dict(Locale.objects.values_list("pk", "language_code")) if works else {}
    for start in range(0, len(works), _CHUNK):
        ids = works[start : start + _CHUNK]
        texts: dict[int, list[str]] = {work: [] for work in ids}
        sources = set()
        for page in pages_of(spec, ids):
            texts[page.work_id] += _words_of(page, languages[page.locale_id])
            sources.add(page.pk)
        write({work: found if work in sources else [] for work, found in texts.items()})


def pages_of(spec: ListingSpec, works: list[int]) -> models.QuerySet:
    """The public pages of works, in every language."""
    pages = spec.listed(public(spec.model._default_manager.all()))
    return pages.filter(models.Q(pk__in=works) | models.Q(source_page__in=works)).order_by("pk")


def _words_of(page: BasePage, language: str) -> list[str]:
    found: list[str] = []
    for part in filter(None, page.text_for_search()):
        found += words.stemmed(words.split(words.plain(part)), language)
        found.append(words.BREAK)
    return found


def mend() -> None:
    """Bring the rows in line after a change of unknown reach.

    Rows of works that are gone go; works without a row get one. Whose words may have changed is said work by work.
    """
    known, existing = known_works(), BitMap()
    for spec in all_specs():
        works = BitMap(spec.model._default_manager.works().live().values_list("pk", flat=True))
        existing |= works
        project(spec, works - known)
    delete(known - existing)


def rewrite() -> int:
    """Write the rows of all works anew; how many works there are."""
    delete(known_works())
    count = 0
    for spec in all_specs():
        works = list(spec.model._default_manager.works().live().values_list("pk", flat=True))
        project(spec, works)
        count += len(works)
    return count
