"""The listing of voices. A sealed interview may stand in it as sealed; one that is not listed never does."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from browse.index import ListingIndex, current
from browse.registry import ListingSpec, Sort
from browse.rows import PAGE_FIELDS, Row, language_values, pages_of
from cities import places
from interviews.facets import FACETS
from interviews.models import InterviewPage, InterviewTerm
from taxonomy import catalogue
from taxonomy.choices import Vocabulary
from testimony.policy import Record, listed_testimony_ids, records_of
from testimony.quotations import composite_mark

COLUMNS = ("city", "testimony", "interviewee")


@dataclass(frozen=True, slots=True)
class VoiceExtra:
    """What only a row of voices shows."""

    group: str
    role: str
    #: Why nothing can be heard or read; empty for an open interview.
    notice: str
    heard: bool
    read: bool
    is_composite: bool


def rows(works: Sequence[int], request: HttpRequest | None) -> list[Row]:
    """Rows of these interviews, in their order."""
    index, now = current()["voices"], timezone.now()
    pages = InterviewPage.objects.select_related("interviewee").only(
        *PAGE_FIELDS, *COLUMNS, "interviewee__group", "interviewee__role_at_the_time"
    )
    found = list(pages_of(works, pages, request))
    records = records_of((page.testimony_id for page, _shown in found), now)
    return [_row(page, shown, records[page.testimony_id], index) for page, shown in found if page.testimony_id]


def _row(page: InterviewPage, shown, release: Record, index: ListingIndex) -> Row:
    labels = catalogue.current()
    group = labels.label(page.interviewee.group_id).name if page.interviewee_id else ""
    label = release.label(shown.page.title, group)
    place = places.current().cities.get(page.city_id)
    access, focus = index.values_of("access", page.pk), index.values_of("focus", page.pk)
    mark = ""
    if release.is_composite:
        mark = composite_mark(place.name if place else "", city_is_fictional=bool(place and place.is_fictional))
    return Row(
        work_id=page.pk,
        url=shown.url,
        headline=label,
        place=place.with_country if place else "",
        focus=[area.number for area in labels.all(Vocabulary.FOCUS_AREA) if area.slug in focus],
        demonstration=mark,
        extra=VoiceExtra(
            group=group if group != label else "",
            role=page.interviewee.role_at_the_time if page.interviewee_id and not release.confidential else "",
            notice=release.notice,
            heard="heard" in access,
            read="read" in access,
            is_composite=release.is_composite,
        ),
        **(language_values(shown) if label == shown.page.title else {}),
    )


def _listed(pages: QuerySet) -> QuerySet:
    return pages.filter(testimony__in=listed_testimony_ids())


def _counted(count: int) -> str:
    return ngettext("%(count)d voice", "%(count)d voices", count) % {"count": count}


LISTING = ListingSpec(
    name="voices",
    model=InterviewPage,
    term_model=InterviewTerm,
    facets=FACETS,
    sorts=(Sort("newest", _("Newest first"), descending=True), Sort("title", _("By name"))),
    counted=_counted,
    nothing=_("No voice yet"),
    words_label=_("Words in the interviews"),
    show_label=_("Show the voices"),
    rows=rows,
    listed=_listed,
    row_template="browse/voice_row.html",
)
