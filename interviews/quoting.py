"""Which public stories, practices and cities quote the passages of an interview."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from pyroaring import BitMap
from wagtail.models import Page, ReferenceIndex

from browse.index import current
from core.localised import Localised, localise, remember_versions
from core.visibility import public
from sources.models import Evidence
from testimony.models import Passage, PassageEvidence


def rows_of_quoting(testimony_id: int) -> list[QuerySet]:
    """The rows that `quoted_in` needs, to be read together with others: marks, and who refers to passage or mark."""
    marks = PassageEvidence.objects.filter(passage__testimony=testimony_id)
    passages = Passage.objects.filter(testimony=testimony_id)
    by_pages = ReferenceIndex.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return [marks, by_pages.filter(_leads_to(passages) | _leads_to(marks, Evidence))]


def _leads_to(rows: QuerySet, model: type | None = None) -> Q:
    ids = rows.annotate(as_text=Cast("pk", CharField())).values("as_text")
    return Q(to_content_type=ContentType.objects.get_for_model(model or rows.model), to_object_id__in=ids)


def quoted_in(
    marks: Iterable[PassageEvidence], references: Iterable[ReferenceIndex], request: HttpRequest | None
) -> dict[int, list[Localised]]:
    """By id of the passage, the public works that quote it, as links of the reader. One query, none if nobody does.

    A page's clip and the mark of its text count alike. What is in a draft, or on a page that is not public, does not.
    """
    listings = current().listings
    works = BitMap().union(*(index.live for name, index in listings.items() if name != "voices"))
    passage_of_mark = {mark.pk: mark.passage_id for mark in marks}
    evidence = ContentType.objects.get_for_model(Evidence).pk
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in references:
        target, work = int(row.to_object_id), int(row.object_id)
        if work in works:
            found[passage_of_mark[target] if row.to_content_type_id == evidence else target].add(work)
    if not found:
        return {}
    quoting = Page.objects.filter(pk__in=set().union(*found.values()))
    versions = list(public(Page.objects.filter(translation_key__in=quoting.values("translation_key"))))
    pages = [page for page in versions if page.pk in works]
    for page in pages:
        remember_versions(page, versions)
    shown = localise(pages, request)
    return {
        passage: sorted((shown[work] for work in ids if work in shown), key=lambda one: one.page.title)
        for passage, ids in found.items()
    }
