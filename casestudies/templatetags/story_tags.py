"""What other pages show of stories, and what a story's own template asks for."""

from django import template
from django.utils.translation import gettext as _
from pyroaring import BitMap

from browse.index import current
from browse.registry import spec_of
from casestudies.models import ShownPractice

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


def _rows(context, works) -> list:
    index = current()["stories"]
    public = index.live & BitMap(works)
    ids = index.orders["newest"].slice(public, 0, len(public), descending=True)
    return spec_of("stories").rows(ids, context.get("request"))
