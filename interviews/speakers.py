"""Who gave a testimony, as the pages of this room present them."""

from collections.abc import Iterable

from django.http import HttpRequest

from cities import places
from core.localised import Localised, localise
from core.visibility import public
from interviews.models import InterviewPage
from taxonomy import catalogue
from testimony.quotations import Speaker


def speakers(testimony_ids: set[int], request: HttpRequest | None) -> dict[int, Speaker]:
    """By id of the testimony: the speaker of its published interview, in the reader's language. At most 2 queries."""
    works = InterviewPage.objects.works().filter(testimony_id__in=testimony_ids, interviewee__isnull=False)
    pages = list(public(works).select_related("interviewee"))
    shown = localise(pages, request) if pages else {}
    return {page.testimony_id: speaker_of(page, shown[page.pk]) for page in pages}


def speaker_of(page: InterviewPage, shown: Localised) -> Speaker:
    """The speaker of an interview that was read with its interviewee, as a reader meets it."""
    city = places.current().cities.get(page.city_id)
    return Speaker(
        label=shown.page.title,
        role=page.interviewee.role_at_the_time,
        group=catalogue.current().label(page.interviewee.group_id).name,
        url=shown.url,
        city=city.name if city else "",
        city_is_fictional=bool(city and city.is_fictional),
    )


def works_presenting(testimony_ids: set[int]) -> Iterable[int]:
    """The works, published or not, that present these testimonies."""
    return InterviewPage.objects.works().filter(testimony_id__in=testimony_ids).values_list("pk", flat=True)
