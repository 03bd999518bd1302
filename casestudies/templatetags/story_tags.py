"""What other pages show of stories, and what a story's own template asks for."""

from django import template
from django.utils.translation import gettext as _
from pyroaring import BitMap

from browse.index import current
from browse.registry import spec_of
from casestudies.models import ShownPractice
from casestudies.reading import StoryReading
from casestudies.similar import similar_works

register = template.Library()


@register.filter
def conditions_in_columns(page) -> list[dict]:
    """The conditions of a case under two heads; a head without conditions is absent."""
    conditions = list(page.conditions.all())
    columns = [
        {"title": _("It will travel if"), "conditions": [row for row in conditions if row.travels]},
        {"title": _("It will not if"), "conditions": [row for row in conditions if not row.travels]},
    ]
    return [column for column in columns if column["conditions"]]


@register.simple_tag(takes_context=True)
def stories_of_city(context, city) -> list:
    """Rows of the stories told in a city, newest first."""
    return _rows(context, current()["stories"].values("city").get(city.source.slug, ()))


@register.simple_tag(takes_context=True)
def stories_showing(context, practice) -> list:
    """Rows of the public stories that show a practice, newest first."""
    works = ShownPractice.objects.filter(practice=practice.work_id).values_list("page_id", flat=True)
    return _rows(context, works)


@register.simple_tag(takes_context=True)
def similar_stories(context, reading: StoryReading) -> list[dict]:
    """What to read next, each with its reason, as `components/next.html` draws it."""
    similar = similar_works(reading.source.pk)
    rows = spec_of("stories").rows([item.work_id for item in similar], context.get("request"))
    return [{"reason": item.reason, "row": row} for item, row in zip(similar, rows, strict=True)]


def _rows(context, works) -> list:
    index = current()["stories"]
    public = index.live & BitMap(works)
    ids = index.orders["newest"].slice(public, 0, len(public), descending=True)
    return spec_of("stories").rows(ids, context.get("request"))
