"""Rich text with its evidence, in templates."""

from django import template
from django.utils.safestring import SafeString

from sources.notes import Notes

register = template.Library()


@register.simple_tag(takes_context=True)
def claims(context, text: object, notes: Notes | None = None) -> SafeString:
    """``{% claims page.problem notes %}``: the text as numbered claims. Without ``notes`` it resolves its own."""
    if not text:
        return SafeString("")
    return (notes or Notes([text], context.get("request"))).render(text)
