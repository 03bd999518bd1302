"""The listing of stories."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from browse.index import ListingIndex, current
from browse.registry import ListingSpec, Sort
from browse.rows import PAGE_FIELDS, Row, demonstration_mark, language_values, pages_of, row_images
from casestudies.choices import Medium
from casestudies.facets import FACETS
from casestudies.models import CaseStudyPage, CaseStudyTerm, ResultFigure
from casestudies.reading import years_in_words
from cities import places
from core.choices import EvidenceLevel
from taxonomy import catalogue
from taxonomy.choices import Vocabulary

COLUMNS = ("city", "start_year", "end_year", "evidence_level", "photograph")


def rows(works: Sequence[int], request: HttpRequest | None) -> list[Row]:
    """Rows of these stories, in their order."""
    contested = ResultFigure.objects.filter(page=OuterRef("pk"), contested=True)
    first_area = CaseStudyTerm.objects.filter(page=OuterRef("pk"), term__vocabulary=Vocabulary.FOCUS_AREA).order_by(
        "sort_order", "pk"
    )
    pages = (
        CaseStudyPage.objects.select_related("photograph")
        .only(*PAGE_FIELDS, *COLUMNS)
        .annotate(is_contested=Exists(contested), first_area=Subquery(first_area.values("term_id")[:1]))
    )
    found = pages_of(works, pages, request)
    images = row_images(page.photograph for page, _shown in found)
    index = current()["stories"]
    return [_row(page, shown, index, images.get(page.photograph_id)) for page, shown in found]


def _row(page: CaseStudyPage, shown, index: ListingIndex, image) -> Row:
    place = places.current().cities.get(page.city_id)
    areas, media = index.values_of("focus", page.pk), index.values_of("media", page.pk)
    return Row(
        work_id=page.pk,
        url=shown.url,
        headline=shown.page.title,
        place=place.with_country if place else "",
        years=years_in_words(page.start_year, page.end_year) or str(_("Years not documented")),
        focus=[
            area.number
            for area in sorted(
                catalogue.current().all(Vocabulary.FOCUS_AREA), key=lambda area: area.id != page.first_area
            )
            if area.slug in areas
        ],
        evidence_level=page.evidence_level,
        evidence_words=str(EvidenceLevel(page.evidence_level).label),
        contested=page.is_contested,
        media=capfirst(", ".join(str(Medium(value).label).lower() for value in Medium.values if value in media))
        or str(_("Text only")),
        image=image,
        name_on_colour=place.name if place else "",
        demonstration=demonstration_mark(page, fictional=bool(place and place.is_fictional)),
        credit=_credit(page),
        **language_values(shown),
    )


def _credit(page: CaseStudyPage) -> str:
    return page.photograph.credit if page.photograph else ""


def _counted(count: int) -> str:
    return ngettext("%(count)d story", "%(count)d stories", count) % {"count": count}


LISTING = ListingSpec(
    name="stories",
    model=CaseStudyPage,
    term_model=CaseStudyTerm,
    facets=FACETS,
    sorts=(
        Sort("newest", _("Newest first"), descending=True),
        Sort("title", _("By title")),
        Sort("year", _("By year"), descending=True),
    ),
    counted=_counted,
    nothing=_("No story yet"),
    words_label=_("Words in the stories"),
    show_label=_("Show the stories"),
    rows=rows,
)
