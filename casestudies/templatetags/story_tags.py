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
def practices_shown_by(context, stories: list) -> list:
    """Rows of the practices that these stories show."""
    if not stories:
        return []
    shown = ShownPractice.objects.filter(page__in=[row.work_id for row in stories]).order_by("sort_order")
    public = current()["practices"].live
    works = dict.fromkeys(work for work in shown.values_list("practice", flat=True) if work in public)
    return spec_of("practices").rows(list(works), context.get("request"))


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
    reasons = {item.work_id: item.reason for item in similar}
    return [
        {
            "reason": reasons[row.work_id],
            "url": row.url,
            "headline": row.headline,
            "note": ", ".join(part for part in (row.place, row.years) if part),
            "focus": row.focus[0] if row.focus else None,
            "image": row.image,
            "credit": row.credit,
            "name_on_colour": row.name_on_colour,
            "language": row.language,
        }
        for row in rows
    ]


def _rows(context, works) -> list:
    index = current()["stories"]
    public = index.live & BitMap(works)
    ids = index.orders["newest"].slice(public, 0, len(public), descending=True)
    return spec_of("stories").rows(ids, context.get("request"))
