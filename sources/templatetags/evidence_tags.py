"""Rich text with its evidence, in templates."""

from django import template
from django.utils.safestring import SafeString

from sources.evidence import date_words
from sources.notes import Notes

register = template.Library()
register.filter("date_words", date_words)


@register.simple_tag(takes_context=True)
def claims(context, text: object, notes: Notes | None = None) -> SafeString:
    """``{% claims page.problem notes %}``: the text as numbered claims. Without ``notes`` it resolves its own."""
    if not text:
        return SafeString("")
    return (notes or Notes([text], context.get("request"))).render(text)
