"""Quotations whose words stand no longer in their transcript: in a report, and above the form of a page."""

from collections.abc import Iterable

import django_filters
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from core.uses import uses_of
from sources.models import Evidence
from testimony.choices import Match
from testimony.models import Passage

BROKEN = (Match.CHANGED, Match.GONE, Match.MOVED)


def with_their_sources(passages: QuerySet[Passage]) -> QuerySet[Passage]:
    """With all that is needed to compare their words."""
    return passages.select_related("testimony").prefetch_related("testimony__transcripts__cues", "evidence_rows")


def broken(passages: QuerySet[Passage], kinds: Iterable[Match] = BROKEN) -> list[Passage]:
    """Those that no longer match their source."""
    return [passage for passage in with_their_sources(passages) if passage.match in kinds]


def broken_on(page: Page) -> list[Passage]:
    """The passages that a page, as it stands in its form, quotes or cites and that no longer match their source."""
    rows = [page]
    for relation in get_all_child_relations(page):
        rows += getattr(page, relation.get_accessor_name()).all()
    found = {reference for row in rows for reference in _references(row)}
    quoted, cited = ({pk for model, pk in found if model is wanted} for wanted in (Passage, Evidence))
    return broken(Passage.objects.filter(Q(pk__in=quoted) | Q(evidence_rows__in=cited)).distinct()) if found else []


def _references(row: Model) -> Iterable[tuple[type[Model], int]]:
    """The passages and evidence to which a row points: by a key, in a block, in a text."""
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        if field.related_model is Passage and value:
            yield Passage, value
        elif value and hasattr(field, "extract_references"):
            for model, pk, *_path in field.extract_references(value):
                if model in (Passage, Evidence):
                    yield model, int(pk)


def testimony_form(passage: Passage) -> str:
    """The address of the form in which a passage is mended."""
    return reverse("wagtailsnippets_testimony_testimony:edit", args=[passage.testimony_id])


class BrokenQuotationsFilterSet(WagtailFilterSet):
    """By what became of the words, and by interview."""

    kind = django_filters.ChoiceFilter(
        label=_("What happened"), choices=[(kind.value, kind.label) for kind in BROKEN], method="of_kind"
    )

    class Meta:
        model = Passage
        fields = ["testimony"]

    @staticmethod
    def of_kind(passages: QuerySet, _name: str, kind: str) -> QuerySet:
        """Those to which this happened."""
        return passages.filter(pk__in=[passage.pk for passage in broken(passages, [Match(kind)])])


class BrokenQuotationsReport(ReportView):
    """Every passage whose words no longer stand in its transcript, and who shows it to readers."""

    model = Passage
    permission_policy = ModelPermissionPolicy(Passage)
    any_permission_required = ["add", "change", "view"]
    page_title = _("Quotations that no longer match")
    header_icon = "openquote"
    index_url_name = "broken_quotations"
    index_results_url_name = "broken_quotations_results"
    filterset_class = BrokenQuotationsFilterSet
    columns = [
        TitleColumn("words", label=_("Quoted"), get_url=testimony_form),
        Column("testimony", label=_("Interview")),
        Column("place", label=_("Where"), accessor="place"),
        Column("match", label=_("What happened"), accessor="match.label"),
        Column("source_words", label=_("There now"), accessor="source_words"),
        Column("used_by", label=_("Used by"), accessor="used_by"),
    ]
    list_export = ["words", "testimony.number", "place", "match.label", "source_words", "used_by"]
    export_headings = {
        "words": _("Quoted"),
        "testimony.number": _("Number"),
        "place": _("Where"),
        "match.label": _("What happened"),
        "source_words": _("There now"),
        "used_by": _("Used by"),
    }

    def get_base_queryset(self):
        """The passages that do not match now."""
        return with_their_sources(Passage.objects.filter(pk__in=[row.pk for row in broken(Passage.objects.all())]))

    def get_queryset(self):
        """The newest first."""
        return self.get_base_queryset().order_by("-pk")

    def decorate_paginated_queryset(self, object_list):
        """Say of each row which pages and rows use it, also as evidence of a text."""
        rows = list(object_list)
        for row in rows:
            uses = uses_of([row, *row.evidence_rows.all()])
            row.used_by = ", ".join(sorted({name for names in uses.values() for name in names}))
        return rows

    def get_filename(self):
        """Of an export."""
        return "quotations-that-no-longer-match"
