"""What the front page and the focus areas show, and the ways that lead to them from other pages."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from home.front import Focus, Front
from home.navigation import frame
from taxonomy.catalogue import Label

register = template.Library()


@register.simple_tag(takes_context=True)
def front_page(context, page) -> Front:
    """``{% front_page page as home %}``: what the front page shows."""
    request = context.get("request")
    return Front(page, frame(request), request)


@register.simple_tag(takes_context=True)
def focus_area(context, page) -> Focus:
    """``{% focus_area page as focus %}``: questions, answers and stories of a focus area."""
    request = context.get("request")
    return Focus(page, frame(request), request)


@register.simple_tag(takes_context=True)
def focus_area_url(context, question: Label) -> str:
    """The address of the focus area a guiding question belongs to, or an empty string."""
    areas = frame(context.get("request")).focus_areas
    return next((area["url"] for area in areas if area["number"] == question.number), "")


@register.simple_tag(takes_context=True)
def contact_url(context) -> str:
    """The address of the contact page in the reader's language, or an empty string."""
    return frame(context.get("request")).contact_url


@register.filter
def linked_words(sentence: str, questions: list[dict]) -> SafeString:
    """A sentence of the programme in which each question's words lead to its answers."""
    html = conditional_escape(sentence)
    for question in questions:
        words = re.escape(conditional_escape(question["name"]))
        link = format_html('<a href="#{}">', question["slug"])
        html = re.sub(rf"(?i)\b({words})\b", lambda match, link=link: f"{link}{match[1]}</a>", html, count=1)
    return mark_safe(html)
