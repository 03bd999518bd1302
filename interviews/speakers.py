"""Who gave a testimony, as the pages of this room present them."""

from collections.abc import Iterable

from django.http import HttpRequest

from core.localised import localise
from core.visibility import is_public, public
from interviews.models import InterviewPage
from taxonomy import catalogue
from testimony.quotations import Speaker


def speakers(testimony_ids: set[int], request: HttpRequest | None) -> dict[int, Speaker]:
    """By id of the testimony: the speaker of its published interview, in the reader's language. At most 2 queries."""
    pages = list(
        public(InterviewPage.objects.works())
        .filter(testimony_id__in=testimony_ids, interviewee__isnull=False)
        .select_related("interviewee", "city")
    )
    cities = {page.city_id: page.city for page in pages if page.city and is_public(page.city)}
    shown = localise([*pages, *cities.values()], request) if pages else {}
    labels = catalogue.current()
    return {
        page.testimony_id: Speaker(
            label=shown[page.pk].page.title,
            role=page.interviewee.role_at_the_time,
            group=labels.label(page.interviewee.group_id).name,
            url=shown[page.pk].url,
            city=shown[page.city_id].page.title if page.city_id in cities else "",
            city_is_fictional=bool(page.city_id and page.city.is_fictional),
        )
        for page in pages
    }


def works_presenting(testimony_ids: set[int]) -> Iterable[int]:
    """The works, published or not, that present these testimonies."""
    return InterviewPage.objects.works().filter(testimony_id__in=testimony_ids).values_list("pk", flat=True)
