"""What other pages show of stories, and what a story's own template asks for."""

from django import template
from django.utils.translation import gettext as _

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
