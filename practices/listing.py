"""The listing of practices."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from browse.index import current
from browse.registry import ListingSpec, Sort
from browse.rows import PAGE_FIELDS, Row, demonstration_mark, language_values, pages_of
from core.choices import EvidenceLevel
from practices.choices import CostBand, TimeBand
from practices.facets import FACETS
from practices.models import PracticePage, PracticeTerm
from taxonomy import catalogue
from taxonomy.choices import Vocabulary


@dataclass(frozen=True, slots=True)
class PracticeExtra:
    """What only a row of practices shows."""

    problem_solved: str
    cost: str
    time: str
    #: Whether its page says how an official gets it approved, and how residents ask for it.
    for_officials: bool
    for_activists: bool


def rows(works: Sequence[int], request: HttpRequest | None) -> list[Row]:
    """Rows of these practices, in their order."""
    columns = ("problem_solved", "evidence_level", "cost_band", "time_band", "for_officials", "for_activists")
    pages = PracticePage.objects.only(*PAGE_FIELDS, *columns)
    return [_row(page, shown) for page, shown in pages_of(works, pages, request, ("practicepage",))]


def _row(page: PracticePage, shown) -> Row:
    words = page if shown.page.pk == page.pk else shown.page.practicepage
    areas = catalogue.current().all(Vocabulary.FOCUS_AREA)
    own = current()["practices"].values_of("focus", page.pk)
    return Row(
        work_id=page.pk,
        url=shown.url,
        headline=shown.page.title,
        focus=[area.number for area in areas if area.slug in own],
        evidence_level=page.evidence_level,
        evidence_words=str(EvidenceLevel(page.evidence_level).label),
        demonstration=demonstration_mark(page, fictional=False),
        extra=PracticeExtra(
            words.problem_solved,
            "" if page.cost_band == CostBand.UNKNOWN else page.get_cost_band_display(),
            "" if page.time_band == TimeBand.UNKNOWN else page.get_time_band_display(),
            bool(words.for_officials),
            bool(words.for_activists),
        ),
        **language_values(shown),
    )


def _counted(count: int) -> str:
    return ngettext("%(count)d practice", "%(count)d practices", count) % {"count": count}


LISTING = ListingSpec(
    name="practices",
    model=PracticePage,
    term_model=PracticeTerm,
    facets=FACETS,
    sorts=(Sort("newest", _("Newest first"), descending=True), Sort("title", _("By title"))),
    counted=_counted,
    nothing=_("No practice yet"),
    words_label=_("Words in the practices"),
    show_label=_("Show the practices"),
    rows=rows,
    row_template="browse/practice_row.html",
)
