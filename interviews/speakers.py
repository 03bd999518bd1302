"""Who gave a testimony, as the pages of this room present them."""

from django.http import HttpRequest

from core.localised import localise
from interviews.models import InterviewPage
from taxonomy import catalogue
from testimony.quotations import Speaker


def speakers(testimony_ids: set[int], request: HttpRequest | None) -> dict[int, Speaker]:
    """By id of the testimony: the speaker of its published interview, in the reader's language. At most 2 queries."""
    pages = list(
        InterviewPage.objects.live()
        .filter(testimony_id__in=testimony_ids, source_page__isnull=True, interviewee__isnull=False)
        .select_related("interviewee", "city")
    )
    shown = localise([*pages, *(page.city for page in pages if page.city)], request) if pages else {}
    labels = catalogue.current()
    return {
        page.testimony_id: Speaker(
            label=shown[page.pk].page.title,
            role=page.interviewee.role_at_the_time,
            group=labels.label(page.interviewee.group_id).name,
            url=shown[page.pk].url,
            city=shown[page.city_id].page.title if page.city_id else "",
            city_is_fictional=bool(page.city_id and page.city.is_fictional),
        )
        for page in pages
    }
